//! The case feed: NDJSON, one fact a line, or tables, one a type (`docs/import.md`, `docs/tables.md`).

mod choices;
mod fields;
mod header;
mod leftover;
pub mod names;
mod rows;
mod shape;
pub mod tables;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::report::{Refusal, RowError};
use super::strict::{self, Memory};
use crate::facts::Fact;
pub(super) use fields::CRIMINAL_JUSTICE;
use fields::Fields;

/// A line longer than this is refused instead of read.
const MAX_LINE_BYTES: u64 = 1 << 20;

/// A reference from one fact to another, to be resolved when all lines are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The field that holds it.
    pub field: String,
    /// Type of the fact it points at.
    pub to: &'static str,
    /// Id of that fact.
    pub id: String,
}

/// One line that was read without a mistake of its own.
pub struct Row {
    /// The file it stands in, as errors name it.
    pub file: Arc<str>,
    /// Line from 1.
    pub line: u64,
    /// The fact.
    pub fact: Fact,
    /// What it points at.
    pub references: Vec<Reference>,
}

/// What reading a feed found beside its rows.
#[derive(Debug, Default)]
pub struct Reading {
    /// Mistakes of single lines.
    pub refusal: Refusal,
    /// What was not kept, by name.
    pub set_aside: BTreeMap<String, u64>,
    /// What did not stop the file but should be looked at.
    pub warnings: Vec<String>,
    /// Lines read.
    pub lines: u64,
    /// When the source made the file, where it says so.
    pub as_of: Option<Timestamp>,
    /// The file whose rows are read now.
    file: Arc<str>,
}

impl Reading {
    /// The file's name, shared by all of its rows.
    fn file(&mut self, name: &str) -> Arc<str> {
        if *self.file != *name {
            self.file = name.into();
        }
        Arc::clone(&self.file)
    }
}

/// Reads a feed, handing each good row to `keep`. Goes on after mistakes, so that all of them are told.
///
/// # Errors
/// When the file cannot be read, or `keep` fails.
pub fn read<E: From<io::Error>>(
    path: &Path,
    mut keep: impl FnMut(Row) -> Result<(), E>,
) -> Result<Reading, E> {
    let file = path.display().to_string();
    let mut reader = BufReader::new(
        File::open(path).map_err(|e| io::Error::new(e.kind(), format!("{file}: {e}")))?,
    );
    let mut reading = Reading::default();
    let mut bytes = Vec::new();
    let mut header_seen = false;
    loop {
        bytes.clear();
        let length = reader
            .by_ref()
            .take(MAX_LINE_BYTES)
            .read_until(b'\n', &mut bytes)?;
        if length == 0 {
            break;
        }
        reading.lines += 1;
        let line = reading.lines;
        if length as u64 == MAX_LINE_BYTES && !bytes.ends_with(b"\n") {
            fail(
                &mut reading,
                &file,
                line,
                "-",
                "expected a line shorter than 1 MB; nothing after it was read",
            );
            break;
        }
        let Some(map) = object(&bytes, line, &file, &mut reading) else {
            continue;
        };
        if !header_seen {
            header_seen = true;
            header::judge(map, &file, line, &mut reading);
            continue;
        }
        if let Some(row) = row(map, &file, line, &mut reading) {
            keep(row)?;
        }
    }
    if !header_seen {
        fail(
            &mut reading,
            &file,
            1,
            "-",
            "expected a first line such as {\"type\":\"feed\",\"version\":1,\"as_of\":\"…\"}, found nothing",
        );
    }
    Ok(reading)
}

/// Notes a mistake.
pub(super) fn fail(reading: &mut Reading, file: &str, line: u64, field: &str, reason: &str) {
    reading.refusal.push(RowError {
        file: file.to_owned(),
        line,
        field: field.to_owned(),
        reason: reason.to_owned(),
    });
}

/// The object on a line; `None` for an empty line and after a mistake.
fn object(
    bytes: &[u8],
    line: u64,
    file: &str,
    reading: &mut Reading,
) -> Option<Map<String, Value>> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        fail(reading, file, line, "-", "expected UTF-8 text");
        return None;
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return None;
    }
    // A line is short: whatever is in it fits.
    match strict::value(text, &Memory::of(usize::MAX)) {
        Ok(Value::Object(map)) => Some(map),
        Ok(_) => {
            fail(
                reading,
                file,
                line,
                "-",
                "expected one JSON object on this line",
            );
            None
        }
        Err(e) => {
            fail(
                reading,
                file,
                line,
                "-",
                &format!(
                    "expected one JSON object on this line: column {}: {}",
                    e.column(),
                    category(&e)
                ),
            );
            None
        }
    }
}

/// What is wrong with JSON, without repeating any of the line.
fn category(e: &serde_json::Error) -> &'static str {
    let other = if e.is_eof() {
        "it ends too early"
    } else {
        "it is not JSON"
    };
    strict::reason(e).unwrap_or(other)
}

/// Judges one row by itself: the one way from fields to a fact, whatever format they came in.
pub(super) fn row(
    map: Map<String, Value>,
    file: &str,
    line: u64,
    reading: &mut Reading,
) -> Option<Row> {
    let (row, errors) = judge(map, file, line, reading, &str::to_owned);
    for (field, reason) in errors {
        fail(reading, file, line, &field, &reason);
    }
    row
}

/// As [`row`], but hands its mistakes back. `called` tells what the file itself calls a field.
fn judge(
    map: Map<String, Value>,
    file: &str,
    line: u64,
    reading: &mut Reading,
    called: &dyn Fn(&str) -> String,
) -> (Option<Row>, Vec<(String, String)>) {
    let mut f = Fields::new(map);
    let kind = f.required_key("type");
    let Some(fact) = rows::read(&kind, &mut f, &mut reading.set_aside) else {
        let found = if kind.is_empty() { "nothing" } else { &kind };
        let reason = format!("expected one of {}, found {found}", rows::TYPES);
        return (None, vec![("type".to_owned(), reason)]);
    };
    let (errors, references) = f.finish(&mut reading.set_aside);
    if !errors.is_empty() {
        return (None, errors);
    }
    let references = references
        .into_iter()
        .map(|(field, to, id)| Reference {
            field: called(&field),
            to,
            id,
        })
        .collect();
    let row = Row {
        file: reading.file(file),
        line,
        fact,
        references,
    };
    (Some(row), errors)
}
