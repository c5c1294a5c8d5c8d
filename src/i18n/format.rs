//! What a language needs from outside to write dates, times and numbers.

use super::Language;

/// How much of a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// "Friday, March 6", with the year when it is not this one.
    Day,
    /// "March 6", with the year when it is not this one.
    Short,
    /// "March 2026".
    Month,
}

/// The CLDR plural categories, in the order of the slots of a plural key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "CLDR's own names say what they are")]
pub enum PluralForm {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

/// Dates, times, numbers and grammar of a language. The browser's `Intl` in the portal; plain in tests.
pub trait Formats: Send + Sync {
    /// An ISO date, or the day of an RFC 3339 time in `zone`.
    fn date(&self, language: &Language, iso: &str, zone: &str, style: DateStyle) -> String;
    /// The time of day of an RFC 3339 time in `zone`.
    fn time(&self, language: &Language, rfc3339: &str, zone: &str) -> String;
    /// The zone's everyday name at that time: "Central Time".
    fn zone_name(&self, language: &Language, rfc3339: &str, zone: &str) -> String;
    /// A weekday's name, 1 being Monday.
    fn weekday(&self, language: &Language, day: u8) -> String;
    /// A whole number.
    fn number(&self, language: &Language, n: i32) -> String;
    /// The plural category of a whole number.
    fn plural(&self, language: &Language, n: i32) -> PluralForm;
    /// "a, b and c".
    fn list(&self, language: &Language, items: &[String]) -> String;
    /// A language's name in this language.
    fn language_name(&self, language: &Language, tag: &str) -> String;
}
