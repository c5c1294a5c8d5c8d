//! Dates, times, plurals and lists by the browser's own `Intl`.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::i18n::{Calendar, DateStyle, Formats, Language, PluralForm};

/// The browser's formats.
pub struct BrowserFormats;

/// Options of one formatter.
type Options<'a> = &'a [(&'a str, &'a str)];

thread_local! {
    /// Making a formatter is slow on a cheap phone; a screen of dates uses one of them many times.
    static FORMATTERS: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

fn formatter(class: &str, locale: &str, options: Options) -> Option<JsValue> {
    let mut name = [class, locale].join(" ");
    for (key, value) in options {
        name.push_str(key);
        name.push_str(value);
    }
    let known = FORMATTERS.with_borrow(|all| {
        let found = all.iter().find(|(n, _)| *n == name);
        found.map(|(_, f)| f.clone())
    });
    if known.is_some() {
        return known;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let bag = Object::new();
    for (key, value) in options {
        Reflect::set(&bag, &(*key).into(), &(*value).into()).ok()?;
    }
    let made = Reflect::construct(&class, &Array::of2(&locale.into(), &bag)).ok()?;
    FORMATTERS.with_borrow_mut(|all| all.push((name, made.clone())));
    Some(made)
}

/// Calls `method` of a formatter; nothing when the browser lacks it or the value is none.
fn call(
    class: &str,
    method: &str,
    locale: &str,
    options: Options,
    value: &JsValue,
) -> Option<String> {
    let formatter = formatter(class, locale, options)?;
    let method: Function = Reflect::get(&formatter, &method.into())
        .ok()?
        .dyn_into()
        .ok()?;
    method.call1(&formatter, value).ok()?.as_string()
}

/// An ISO date is a day, not a moment: noon in UTC, formatted in UTC, is that day everywhere.
fn moment(iso: &str) -> JsValue {
    if iso.len() > 10 {
        Date::new(&iso.into()).into()
    } else {
        Date::new(&[iso, "T12:00:00Z"].concat().into()).into()
    }
}

fn date_in(locale: &str, iso: &str, zone: &str, parts: Options) -> Option<String> {
    let zone = if iso.len() > 10 { zone } else { "UTC" };
    let mut options = vec![("timeZone", zone)];
    options.extend_from_slice(parts);
    call("DateTimeFormat", "format", locale, &options, &moment(iso))
}

/// The language's own calendar, where the browser has none for it.
fn own_calendar(language: &Language) -> Option<&Calendar> {
    let calendar = language.calendar.as_ref()?;
    let known = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?;
        let ask = Reflect::get(&class, &"supportedLocalesOf".into()).ok()?;
        let answer = ask
            .dyn_into::<Function>()
            .ok()?
            .call1(&class, &language.locale.into());
        Some(answer.ok()?.dyn_into::<Array>().ok()?.length() > 0)
    };
    (!known().unwrap_or(false)).then_some(calendar)
}

impl Formats for BrowserFormats {
    fn date(&self, language: &Language, iso: &str, zone: &str, style: DateStyle) -> String {
        let this_year = Date::new_0().get_full_year();
        if let Some(calendar) = own_calendar(language) {
            let year = i32::try_from(this_year).unwrap_or_default();
            return calendar
                .date(iso, style, year)
                .unwrap_or_else(|| iso.to_owned());
        }
        let mut parts = vec![("month", "long")];
        if style != DateStyle::Month {
            parts.push(("day", "numeric"));
        }
        if style == DateStyle::Day {
            parts.push(("weekday", "long"));
        }
        if style == DateStyle::Month || !iso.starts_with(&this_year.to_string()) {
            parts.push(("year", "numeric"));
        }
        date_in(language.locale, iso, zone, &parts).unwrap_or_else(|| iso.to_owned())
    }

    fn time(&self, language: &Language, rfc3339: &str, zone: &str) -> String {
        if let Some(time) = own_calendar(language).and_then(|calendar| calendar.time(rfc3339)) {
            return time;
        }
        let parts = [("hour", "numeric"), ("minute", "2-digit")];
        date_in(language.locale, rfc3339, zone, &parts)
            .or_else(|| rfc3339.get(11..16).map(str::to_owned))
            .unwrap_or_default()
    }

    fn zone_name(&self, language: &Language, rfc3339: &str, zone: &str) -> String {
        let name = |style| {
            let options = [("timeZone", zone), ("timeZoneName", style)];
            let formatter = formatter("DateTimeFormat", language.locale, &options)?;
            let method: Function = Reflect::get(&formatter, &"formatToParts".into())
                .ok()?
                .dyn_into()
                .ok()?;
            let parts: Array = method
                .call1(&formatter, &moment(rfc3339))
                .ok()?
                .dyn_into()
                .ok()?;
            parts.iter().find_map(|part| {
                let kind = Reflect::get(&part, &"type".into()).ok()?.as_string()?;
                let value = Reflect::get(&part, &"value".into()).ok()?.as_string()?;
                (kind == "timeZoneName").then_some(value)
            })
        };
        name("longGeneric")
            .or_else(|| name("long"))
            .unwrap_or_else(|| zone.to_owned())
    }

    fn weekday(&self, language: &Language, day: u8) -> String {
        if let Some(name) = own_calendar(language).and_then(|calendar| calendar.weekday(day)) {
            return name.to_owned();
        }
        // The first of January 2024 was a Monday.
        let iso = ["2024-01-0", &day.clamp(1, 7).to_string()].concat();
        date_in(language.locale, &iso, "UTC", &[("weekday", "long")]).unwrap_or_default()
    }

    fn number(&self, language: &Language, n: i32) -> String {
        call("NumberFormat", "format", language.locale, &[], &n.into())
            .unwrap_or_else(|| n.to_string())
    }

    fn plural(&self, language: &Language, n: i32) -> PluralForm {
        let form = call("PluralRules", "select", language.locale, &[], &n.into());
        match form.as_deref() {
            Some("zero") => PluralForm::Zero,
            Some("one") => PluralForm::One,
            Some("two") => PluralForm::Two,
            Some("few") => PluralForm::Few,
            Some("many") => PluralForm::Many,
            _ => PluralForm::Other,
        }
    }

    fn list(&self, language: &Language, items: &[String]) -> String {
        if let Some(calendar) = own_calendar(language) {
            return calendar.list(items);
        }
        let array: Array = items.iter().map(|i| JsValue::from_str(i)).collect();
        call("ListFormat", "format", language.locale, &[], &array)
            .unwrap_or_else(|| items.join(", "))
    }

    fn language_name(&self, language: &Language, tag: &str) -> String {
        let options = [("type", "language")];
        // Without names of its own, each language is told by the name its speakers use.
        let locale = match own_calendar(language) {
            Some(_) => tag,
            None => language.locale,
        };
        call("DisplayNames", "of", locale, &options, &tag.into()).unwrap_or_else(|| tag.to_owned())
    }
}

/// The phone's clock in a zone, as `2026-03-06 14:30:05`: Swedes write dates as ISO 8601 does.
#[must_use]
pub fn now_in(zone: &str) -> Option<String> {
    let options = [
        ("timeZone", zone),
        ("dateStyle", "short"),
        ("timeStyle", "medium"),
    ];
    call(
        "DateTimeFormat",
        "format",
        "sv-SE",
        &options,
        &Date::new_0(),
    )
}

/// The phone's own time zone.
#[must_use]
pub fn phone_zone() -> Option<String> {
    let formatter = formatter("DateTimeFormat", "en", &[])?;
    let method: Function = Reflect::get(&formatter, &"resolvedOptions".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = method.call0(&formatter).ok()?;
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

/// A text in small letters, as the browser knows them: tables of letters of our own would be downloaded.
#[must_use]
pub fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}
