//! One family, for the member of staff who serves them: who is with you, their cards, and the whole case.

mod caregivers;
mod page;
mod view_model;

pub use page::page;
