//! Services: a directory that is searched on the device, so that no search ever leaves it.

mod card;
mod hours;
mod page;
mod search;
mod service;
mod state;

pub use page::page;
pub use service::service_page;
pub use state::provide_search;
