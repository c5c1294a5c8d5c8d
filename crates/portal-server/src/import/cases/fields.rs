//! Reads the fields of one line: every mistake is noted, none ends the reading.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use std::ops::RangeInclusive;

use super::names;
use super::shape::Shape;

/// Why a line with such an identifier is refused.
pub const CRIMINAL_JUSTICE: &str =
    "criminal-justice identifiers (SID, FBI number, NCIC) may not enter the portal; remove them";

/// Years in which something of a case can be.
const YEARS: RangeInclusive<i16> = 1990..=2100;

/// One line's fields, consumed as they are read; what is left over at the end is a mistake.
pub struct Fields {
    pub(super) map: Map<String, Value>,
    /// Field and reason of each mistake.
    pub errors: Vec<(String, String)>,
    /// References to other facts: field, type, id.
    pub references: Vec<(String, &'static str, String)>,
    /// The fields that were asked for; only of a probe, which has every field and a value of none.
    pub(super) asked: Option<Vec<(String, Shape)>>,
}

impl Fields {
    /// Takes a line's object.
    pub fn new(map: Map<String, Value>) -> Self {
        Self {
            map,
            errors: Vec::new(),
            references: Vec::new(),
            asked: None,
        }
    }

    /// Takes nothing and notes what is asked for.
    pub fn probing() -> Self {
        Self {
            asked: Some(Vec::new()),
            ..Self::new(Map::new())
        }
    }

    /// Notes a mistake.
    pub fn error(&mut self, field: &str, reason: impl Into<String>) {
        self.errors.push((field.to_owned(), reason.into()));
    }

    pub(super) fn take(&mut self, field: &str, shape: Shape) -> Option<Value> {
        if let Some(asked) = &mut self.asked {
            asked.push((field.to_owned(), shape));
        }
        self.map.remove(field).filter(|v| !v.is_null())
    }

    pub(super) fn missing(&mut self, field: &str, expected: &str) {
        self.error(field, format!("expected {expected}, found nothing"));
    }

    /// Text that names something and is shown as it is: no control or direction marks, at most 120 characters.
    pub fn name(&mut self, field: &str) -> Option<String> {
        let text = match self.take(field, Shape::Text)? {
            Value::String(text) => text,
            other => {
                self.error(field, format!("expected text, found {}", type_of(&other)));
                return None;
            }
        };
        let clean = names::clean(&text);
        if names::has_labelled_number(&clean.to_uppercase()) {
            self.error(field, CRIMINAL_JUSTICE);
            return None;
        }
        if clean.is_empty() || clean.chars().count() > 120 {
            self.error(field, "expected 1 to 120 characters");
            return None;
        }
        Some(clean)
    }

    /// As [`Self::name`], and its absence is a mistake.
    pub fn required_name(&mut self, field: &str) -> String {
        if !self.has(field) {
            self.missing(field, "text");
        }
        self.name(field).unwrap_or_default()
    }

    /// An id or a playbook key: 1 to 64 of `A–Z a–z 0–9 . _ -`.
    pub fn key(&mut self, field: &str) -> Option<String> {
        match self.take(field, Shape::Text)? {
            Value::String(text) if names::is_key(&text) => Some(text),
            Value::String(_) => {
                self.error(
                    field,
                    "expected 1 to 64 of the characters A-Z a-z 0-9 . _ -",
                );
                None
            }
            other => {
                self.error(field, format!("expected text, found {}", type_of(&other)));
                None
            }
        }
    }

    /// As [`Self::key`], and its absence is a mistake.
    pub fn required_key(&mut self, field: &str) -> String {
        if !self.has(field) {
            self.missing(field, "an id or key");
        }
        self.key(field).unwrap_or_default()
    }

    /// The id of a fact of type `to`.
    pub fn reference(&mut self, field: &str, to: &'static str) -> Option<String> {
        let id = self.key(field)?;
        self.references.push((field.to_owned(), to, id.clone()));
        Some(id)
    }

    /// As [`Self::reference`], and its absence is a mistake.
    pub fn required_reference(&mut self, field: &str, to: &'static str) -> String {
        if !self.has(field) {
            self.missing(field, &format!("the id of a {to}"));
        }
        self.reference(field, to).unwrap_or_default()
    }

    /// A list of keys.
    pub fn keys(&mut self, field: &str) -> Option<Vec<String>> {
        let Value::Array(items) = self.take(field, Shape::List)? else {
            self.error(field, "expected a list of keys, such as [\"a\", \"b\"]");
            return None;
        };
        let mut keys = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Value::String(text) if names::is_key(&text) => keys.push(text),
                _ => self.error(
                    field,
                    "expected each entry to be 1 to 64 of the characters A-Z a-z 0-9 . _ -",
                ),
            }
        }
        Some(keys)
    }

    /// A list of ids of facts of type `to`.
    pub fn references(&mut self, field: &str, to: &'static str) -> Option<Vec<String>> {
        let ids = self.keys(field)?;
        self.references
            .extend(ids.iter().map(|id| (field.to_owned(), to, id.clone())));
        Some(ids)
    }

    /// A calendar date.
    pub fn date(&mut self, field: &str) -> Option<Date> {
        let value = self.take(field, Shape::Date)?;
        let parsed = value.as_str().and_then(|text| text.parse::<Date>().ok());
        match parsed {
            Some(date) if YEARS.contains(&date.year()) => Some(date),
            _ => {
                self.error(
                    field,
                    "expected a date between 1990 and 2100, such as 2026-03-06",
                );
                None
            }
        }
    }

    /// As [`Self::date`], and its absence is a mistake.
    pub fn required_date(&mut self, field: &str) -> Date {
        if !self.has(field) {
            self.missing(field, "a date, such as 2026-03-06");
        }
        self.date(field).unwrap_or(Date::MIN)
    }

    /// An instant with its offset.
    pub fn time(&mut self, field: &str) -> Option<Timestamp> {
        let value = self.take(field, Shape::Time)?;
        let parsed = value
            .as_str()
            .and_then(|text| text.parse::<Timestamp>().ok())
            .filter(|at| YEARS.contains(&at.to_zoned(TimeZone::UTC).year()));
        if parsed.is_none() {
            self.error(
                field,
                "expected a time with its offset between 1990 and 2100, such as 2026-03-06T10:30:00-06:00",
            );
        }
        parsed
    }

    /// A whole number within bounds.
    pub fn integer(&mut self, field: &str, from: i64, to: i64) -> Option<i64> {
        let value = self.take(field, Shape::Number)?;
        match value.as_i64() {
            Some(number) if (from..=to).contains(&number) => Some(number),
            _ => {
                self.error(
                    field,
                    format!("expected a whole number from {from} to {to}"),
                );
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn flag(&mut self, field: &str, default: bool) -> bool {
        match self.take(field, Shape::Flag) {
            None => default,
            Some(Value::Bool(flag)) => flag,
            Some(_) => {
                self.error(field, "expected true or false");
                default
            }
        }
    }

    /// An object within this one.
    pub fn object(&mut self, field: &str) -> Option<Fields> {
        if self.asked.is_some() {
            return Some(Fields::probing());
        }
        match self.map.remove(field).filter(|v| !v.is_null())? {
            Value::Object(map) => Some(Fields::new(map)),
            other => {
                self.error(
                    field,
                    format!("expected an object, found {}", type_of(&other)),
                );
                None
            }
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
