//! The family's rights, and words they may hear.

mod page;

pub use page::page;
