//! What the launcher does with profiles: one for each family, and nothing of it afterwards.

mod ending;
mod lobby;
mod template;

pub(crate) use lobby::{Lobby, PAGE};
