//! The family's team and how to reach them.

mod page;
mod view_model;

pub use page::page;
