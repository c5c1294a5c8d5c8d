//! The frame around every screen, and the states every screen can be in.

mod aloud;
mod facts_view;
mod family;
mod header;
mod kiosk;
mod later;
mod nav;
mod office;
mod page;
mod sides;
mod trouble;
mod welcome;

pub use aloud::{Reading, provide_aloud, read_now};
pub use facts_view::{book_view, facts_view};
pub use family::Family;
pub use kiosk::Kiosk;
pub use later::{Later, Soon, later_page};
pub use office::Office;
pub use page::{Page, Section, cards, cards_alone, live, shown, text};
pub use sides::with_sides;
pub use trouble::{center_call, trouble};
