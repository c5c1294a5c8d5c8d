//! Services: a directory that is searched on the device, so that no search ever leaves it.

mod card;
mod filters;
mod found;
mod hours;
mod list;
mod on_paper;
mod page;
mod results;
mod service;
mod state;
mod take_along;

pub use list::list_page;
pub use on_paper::{kept_names, kept_on_paper};
pub use page::page;
pub use service::service_page;
pub use state::{Search, provide_lasting_search, provide_search};
