//! Services: a directory that is searched on the device, so that no search ever leaves it.

mod card;
mod filters;
mod found;
mod hours;
mod list;
mod page;
mod results;
mod service;
mod state;
mod take_along;

pub use list::list_page;
pub use page::page;
pub use service::service_page;
pub use state::provide_search;
