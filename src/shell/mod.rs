//! The frame around every screen, and the states every screen can be in.

mod facts_view;
mod family;
mod header;
mod nav;
mod page;
mod trouble;
mod welcome;

pub use facts_view::facts_view;
pub use family::Family;
pub use page::{Page, Section, Text, cards, live, text};
pub use trouble::{center_call, trouble};
