//! Services: a directory that is searched on the device, so that no search ever leaves it.

mod card;
mod hours;
mod list;
mod page;
mod search;
mod service;
mod state;

pub use list::list_page;
pub use page::page;
pub use service::service_page;
pub use state::provide_search;
