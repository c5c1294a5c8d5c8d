//! How well promises are kept, for the board and anybody else: a chart for each office, and the same as a table.

mod page;
mod view_model;

pub use page::page;
