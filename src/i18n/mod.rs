//! The portal's own words: one language at a time, typed keys, the browser's own grammar.

mod calendar;
mod format;
mod language;
mod words;

pub use calendar::Calendar;
pub use format::{DateStyle, Formats, PluralForm};
pub use language::{Language, find_language};
pub use words::{
    ATTRACT_START, KIOSK, KIOSK_NAMES, LANGUAGES, LATER, LATER_NAMES, MoreWords, NAMES, OFFICE,
    OFFICE_NAMES, Say, Words, isolated,
};

#[cfg(test)]
pub mod testing;
