//! Facts in, plain words out. Everything here is pure: facts of the wire and words of a language
//! become cards that `ui` can show. What two screens say about the same fact is said here.

mod answers;
mod book;
pub mod card_form;
mod differs;
mod news;
mod people;
mod promise;
mod questions;
mod reader;
mod rights;
mod sources;
mod step;
mod visit;
mod visit_page;

pub use answers::{late_cards, next_card};
pub use book::{Book, NoBook};
pub use news::news_line;
pub use people::{call, calls, quiet_card};
pub use questions::{Question, questions};
pub use reader::Reader;
pub use rights::{law, right_card, rights};
pub use sources::{Freshness, freshness};
pub use step::{is_open, step_card, step_line};
pub use visit::{is_ahead, visit_card};
pub use visit_page::{town, visit_page, way};

#[cfg(test)]
pub mod testing;

#[cfg(test)]
mod book_tests;

#[cfg(test)]
mod promise_tests;

#[cfg(test)]
mod tests;
