//! The families a member of staff serves, those first who need somebody most.

mod emergency;
mod kiosks;
mod page;
mod view_model;

pub use page::page;
