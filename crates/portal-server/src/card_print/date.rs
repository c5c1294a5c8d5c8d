//! A day in words, as a language writes it.

use icu_calendar::{Date as IcuDate, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_locale_core::Locale;
use jiff::civil::Date;

use crate::words::Words;

/// "June 8, 2026", "8 de junio de 2026". A language with a calendar of its own in `locales/` is written
/// with that, so that a card says the same month as the screen. What CLDR cannot write stays ISO.
pub fn in_words(day: Date, words: Words) -> String {
    own(day, words)
        .or_else(|| cldr(day, words))
        .unwrap_or_else(|| day.to_string())
}

fn own(day: Date, words: Words) -> Option<String> {
    let month = usize::try_from(day.month()).ok()?.checked_sub(1)?;
    let name = words.meta("months")?.split('|').nth(month)?;
    Some(format!("{} {name} {}", day.day(), day.year()))
}

/// By the Unicode CLDR, long form.
fn cldr(day: Date, words: Words) -> Option<String> {
    let locale: Locale = words.meta("locale")?.parse().ok()?;
    let formatter =
        FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale.into(), YMD::long()).ok()?;
    let month = u8::try_from(day.month()).ok()?;
    let day_of_month = u8::try_from(day.day()).ok()?;
    let day = IcuDate::try_new_gregorian(i32::from(day.year()), month, day_of_month).ok()?;
    Some(formatter.format(&day).to_string())
}
