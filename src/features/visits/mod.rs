//! Visits: all of them, and one in full.

mod calendar;
mod page;
mod view_model;
mod visit;

pub use page::list_page;
pub use visit::visit_page;
