//! What the portal can hide and what it cannot, who sees what, and a safer way: for anyone, before they rely on it.

mod page;
mod view_model;

pub use page::page;
