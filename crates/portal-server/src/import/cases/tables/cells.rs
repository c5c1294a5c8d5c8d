//! From the text of a cell to the value the case feed wants.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::super::names;
use super::super::shape::Shape;
use crate::import::settings::Table;

/// Most codes a message names.
const MAX_NAMED: usize = 20;

/// How a table writes its values.
pub struct Cells<'a> {
    table: &'a Table,
    zone: &'a TimeZone,
}

impl<'a> Cells<'a> {
    /// Cells as `table` writes them; times without an offset are meant in `zone`.
    pub fn new(table: &'a Table, zone: &'a TimeZone) -> Self {
        Self { table, zone }
    }

    /// The value of a cell that is not empty; `None` where it stands for nothing. What the field
    /// itself judges, such as the bounds of a number, is left to it.
    ///
    /// # Errors
    /// What was expected.
    pub fn value(&self, text: &str, field: &str, shape: Shape) -> Result<Option<Value>, String> {
        let codes = self.table.codes.get(field);
        if shape == Shape::List {
            let words = text.split([';', '|']).map(str::trim);
            let words = words.filter(|word| !word.is_empty());
            let decoded: Vec<&str> = words
                .map(|word| decode(word, codes))
                .collect::<Result<_, _>>()?;
            let kept = decoded.into_iter().filter(|word| !word.is_empty());
            return Ok(Some(Value::Array(kept.map(Value::from).collect())));
        }
        let text = decode(text, codes)?;
        if text.is_empty() {
            return Ok(None);
        }
        Ok(Some(match shape {
            Shape::Flag => flag(text)?,
            Shape::Number => text
                .parse::<i64>()
                .map_or_else(|_| text.into(), Value::from),
            Shape::Date => self.date(text)?,
            Shape::Time => self.time(text)?,
            Shape::Text | Shape::List => text.into(),
        }))
    }

    fn date(&self, text: &str) -> Result<Value, String> {
        let Some(format) = self.table.dates.as_deref() else {
            return Ok(text.into());
        };
        let date =
            Date::strptime(format, text).map_err(|_| format!("expected a date as {format}"))?;
        Ok(date.to_string().into())
    }

    /// A time without an offset that falls into the night the clocks change is the earlier one.
    fn time(&self, text: &str) -> Result<Value, String> {
        let Some(format) = self.table.times.as_deref() else {
            return Ok(text.into());
        };
        let read = || {
            let parsed = strtime::parse(format, text)?;
            if parsed.offset().is_some() {
                return parsed.to_timestamp();
            }
            let local = parsed.to_datetime()?;
            self.zone.to_ambiguous_timestamp(local).compatible()
        };
        let at = read().map_err(|_: jiff::Error| format!("expected a time as {format}"))?;
        Ok(at.to_string().into())
    }
}

/// What a code stands for; a field without codes says it itself.
fn decode<'t>(
    text: &'t str,
    codes: Option<&'t BTreeMap<String, String>>,
) -> Result<&'t str, String> {
    let Some(codes) = codes else {
        return Ok(text);
    };
    codes.get(text).map(String::as_str).ok_or_else(|| {
        let named: Vec<&str> = codes.keys().take(MAX_NAMED).map(String::as_str).collect();
        let more = if codes.len() > MAX_NAMED { ", …" } else { "" };
        // A key cannot be a sentence; anything else may be an agency's free text.
        let found = if names::is_key(text) {
            format!(", found {text}")
        } else {
            String::new()
        };
        format!("expected one of {}{more}{found}", named.join(", "))
    })
}

fn flag(text: &str) -> Result<Value, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true.into()),
        "false" | "no" | "0" => Ok(false.into()),
        _ => Err("expected true or false, yes or no, 1 or 0".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_values_as_the_table_writes_them() {
        let zone = TimeZone::get("America/Chicago").expect("a zone");
        let codes = BTreeMap::from([
            ("Y".to_owned(), "yes".to_owned()),
            ("N/A".to_owned(), String::new()),
        ]);
        let table = Table {
            dates: Some("%m/%d/%Y".to_owned()),
            times: Some("%m/%d/%Y %I:%M %p".to_owned()),
            codes: BTreeMap::from([("coded".to_owned(), codes)]),
            ..Table::default()
        };
        let cells = Cells::new(&table, &zone);
        for (text, field, shape, expected) in [
            ("3/6/2026", "f", Shape::Date, "\"2026-03-06\""),
            (
                "03/06/2026 09:30 AM",
                "f",
                Shape::Time,
                "\"2026-03-06T15:30:00Z\"",
            ),
            ("a; b|c;", "f", Shape::List, "[\"a\",\"b\",\"c\"]"),
            ("Y", "coded", Shape::Flag, "true"),
            ("0", "f", Shape::Flag, "false"),
            ("70", "f", Shape::Number, "70"),
            ("many", "f", Shape::Number, "\"many\""),
            ("007", "f", Shape::Text, "\"007\""),
        ] {
            let value = cells
                .value(text, field, shape)
                .expect("a value")
                .expect("something");
            assert_eq!(value.to_string(), expected, "{text}");
        }
        assert_eq!(cells.value("N/A", "coded", Shape::Flag), Ok(None));
        for (text, field, shape, expected) in [
            (
                "2026-03-06",
                "f",
                Shape::Date,
                "expected a date as %m/%d/%Y",
            ),
            (
                "2026-03-06",
                "f",
                Shape::Time,
                "expected a time as %m/%d/%Y %I:%M %p",
            ),
            (
                "maybe",
                "f",
                Shape::Flag,
                "expected true or false, yes or no, 1 or 0",
            ),
            ("Q", "coded", Shape::Flag, "expected one of N/A, Y, found Q"),
            ("he said", "coded", Shape::Text, "expected one of N/A, Y"),
        ] {
            assert_eq!(
                cells.value(text, field, shape),
                Err(expected.to_owned()),
                "{text}"
            );
        }
    }
}
