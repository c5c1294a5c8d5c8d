//! What cannot be done at the kiosk, each tried twice: with the shipped policies, and without any.
//! The second shows that the attempt would have been seen.

mod attempt;
mod hardware;
mod keyboard;
mod page;
mod settings;
mod traces;

pub(crate) use attempt::{Attempt, Scene};
