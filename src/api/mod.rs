//! The server behind typed functions.

mod client;
mod decode;
mod error;
mod wire;

pub mod endpoints;

pub use client::{
    Entry, get, hand_over, handoff_state, post, session, sign_in, sign_out, sign_staff_in,
};
pub use error::{ApiError, EntryError, SignInError};
pub use wire::{Steps, Team, Visits, Wire, emergency_json};
