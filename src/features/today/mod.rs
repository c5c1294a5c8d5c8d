//! "My visit today" at the touch screen: signing in on it, where to go now, and taking it along.

mod along;
mod form;
mod page;
mod view_model;

pub use page::page;
