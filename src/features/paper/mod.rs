//! The one page a family takes along, in their language, and how much is on it.

mod page;
mod view_model;

pub use page::page;
