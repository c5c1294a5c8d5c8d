//! The family's own screens, larger, one thing at a time, in their language with the advocate's beside it.

mod choose;
mod page;
mod pages;

pub use page::{Return, page};
