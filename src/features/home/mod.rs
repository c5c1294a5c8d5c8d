//! Home: what do I do next, when is my next visit, is anything late?

mod page;
mod view_model;

pub use page::page;
