//! The parts of a JSON text, without reading all of them at once, and their lines.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::source::{Rows, Tables};

/// A record whose fields have not been looked into yet.
type Raw<'a> = BTreeMap<String, &'a RawValue>;

/// The tables of `tabular.json`, an object with a list of rows for each file name.
pub(super) fn tables(file: &str, text: &str) -> Option<Tables> {
    let raw: Raw<'_> = serde_json::from_str(text).ok()?;
    if !raw.keys().any(|key| key.ends_with(".csv")) {
        return None;
    }
    let mut lines = Lines::new(text);
    let (mut names, mut tables) = (Vec::new(), Vec::new());
    for (name, rows) in raw {
        let rows: Vec<&RawValue> = serde_json::from_str(rows.get()).ok()?;
        let rows: Option<Rows> = rows
            .into_iter()
            .map(|row| Some((lines.of(row), serde_json::from_str(row.get()).ok()?)))
            .collect();
        names.push(if name.ends_with(".csv") {
            name
        } else {
            format!("{file}: {name}")
        });
        tables.push(rows?);
    }
    Some(Tables::in_memory(names, tables))
}

/// Finds the line of a part of the text.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    /// Finds lines in `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The line on which `part`, a piece of the text, begins.
    pub(super) fn of(&mut self, part: &RawValue) -> u64 {
        let offset = (part.get().as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if offset > self.text.len() {
            return 0;
        }
        if offset < self.at {
            (self.at, self.line) = (0, 1);
        }
        let between = &self.text.as_bytes()[self.at..offset];
        self.line += between.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = offset;
        self.line
    }
}

/// The records of a list page, and whether its envelope disagrees with them.
pub(super) fn page(value: &RawValue) -> Option<(Vec<&RawValue>, bool)> {
    let raw: Raw<'_> = serde_json::from_str(value.get()).ok()?;
    let contents: Vec<&RawValue> = serde_json::from_str(raw.get("contents")?.get()).ok()?;
    let number = |key: &str| {
        raw.get(key)
            .and_then(|value| value.get().parse::<u64>().ok())
    };
    let found = contents.len() as u64;
    let one_page = number("total_pages") == Some(1);
    let lies = number("size").is_some_and(|size| size != found)
        || (one_page && number("total_items").is_some_and(|items| items != found))
        || raw
            .get("empty")
            .is_some_and(|empty| (empty.get() == "true") != contents.is_empty());
    Some((contents, lies))
}
