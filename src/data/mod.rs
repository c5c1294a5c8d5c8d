//! What the portal knows right now. All of it lives in memory and ends with the session.

mod book;
mod desk;
mod effect;
mod finder;
mod idle;
mod lobby;
mod office_idle;
mod portal;
mod query;
mod remote;
mod slot;
mod speech;

pub use book::Book;
pub use desk::{Chosen, DeskMemory, use_desk};
pub use effect::effect;
pub use finder::Finder;
pub use idle::end_when_idle;
pub use lobby::{LobbyMemory, Standing, use_lobby};
pub use office_idle::{IdleWarning, watch_office_idle};
pub use portal::{Access, Portal, use_portal};
pub use query::use_query;
pub use remote::Remote;
pub use slot::Slot;
pub use speech::{Speech, fetch as fetch_words, first_words, use_speech, with_later};
