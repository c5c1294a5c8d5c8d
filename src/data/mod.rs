//! What the portal knows right now. All of it lives in memory and ends with the session.

mod book;
mod finder;
mod idle;
mod portal;
mod query;
mod remote;
mod slot;
mod speech;

pub use book::Book;
pub use finder::Finder;
pub use idle::end_when_idle;
pub use portal::{Access, Portal, use_portal};
pub use query::use_query;
pub use remote::Remote;
pub use slot::Slot;
pub use speech::{Speech, first_words, use_speech};
