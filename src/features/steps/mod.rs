//! The path: every step of the case, by who acts.

mod page;
mod view_model;

pub use page::page;
