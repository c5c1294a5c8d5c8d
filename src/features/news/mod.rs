//! What changed, the newest first.

mod page;
mod view_model;

pub use page::page;
