//! Signing in with the card and the PIN.

mod page;

pub use page::{page, unknown_page};
