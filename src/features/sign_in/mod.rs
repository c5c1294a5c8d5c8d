//! Signing in with the card and the PIN.

mod page;
mod view_model;

pub use page::{page, unknown_page};
