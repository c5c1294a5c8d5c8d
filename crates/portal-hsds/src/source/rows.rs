//! The rows of a table, one at a time, each with its physical line.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::str;

use csv::{ByteRecord, ReaderBuilder};
use serde_json::Value;

use super::archive::{Archive, Limited, MAX_BYTES};
use super::raw::Fault;
use super::scan::Scanner;
use super::tidy::Tidy;
use crate::clean::Record;
use crate::refusal::{Refusal, RowError};

/// Most columns a table may have; the widest of the standard has 25.
const MAX_COLUMNS: usize = 200;

const TOO_LONG: &str =
    "expected a row shorter than 4 MB; perhaps a quote opens here and never closes";

/// The tables of one directory.
pub(crate) struct Tables {
    /// File names, as they are.
    pub(crate) names: Vec<String>,
    /// What was decided about the path.
    pub(crate) notes: Vec<String>,
    origin: Origin,
}

/// Where the tables come from.
pub(super) enum Origin {
    Folder(Vec<PathBuf>),
    Zip(Box<Archive>, Vec<usize>),
    /// Lists in one JSON file, by their place.
    Json(PathBuf, Vec<(u64, u64)>),
}

/// A list of rows in a JSON file, and its place: bytes from the beginning, and line.
pub(crate) struct List {
    pub(crate) name: String,
    pub(crate) place: (u64, u64),
}

/// Takes a row: its line and its filled fields.
pub(crate) type Visit<'a> = &'a mut dyn FnMut(u64, Record);

impl Tables {
    pub(super) fn new(names: Vec<String>, origin: Origin, notes: Vec<String>) -> Self {
        Self {
            names,
            notes,
            origin,
        }
    }

    /// Tables that are lists in one JSON file.
    pub(crate) fn in_json(path: &Path, lists: Vec<List>) -> Self {
        let (names, places) = lists
            .into_iter()
            .map(|list| (list.name, list.place))
            .unzip();
        Self::new(names, Origin::Json(path.to_owned(), places), Vec::new())
    }

    /// Visits every row of the table at `at`, or of no row when a `required` column is missing.
    pub(crate) fn rows(
        &mut self,
        at: usize,
        required: &[&str],
        refusal: &mut Refusal,
        visit: Visit<'_>,
    ) {
        let name = &self.names[at];
        let result = match &mut self.origin {
            Origin::Folder(paths) => File::open(&paths[at])
                .map_err(|error| error.to_string())
                .map(|file| {
                    let file = Limited::new(file, MAX_BYTES);
                    csv_rows(name, file, required, refusal, visit);
                }),
            Origin::Zip(archive, places) => archive
                .by_index(places[at])
                .map_err(|error| error.to_string())
                .map(|entry| {
                    let declared = entry.size().min(MAX_BYTES);
                    let file = Limited::new(entry, declared);
                    csv_rows(name, file, required, refusal, visit);
                }),
            Origin::Json(path, places) => File::open(path.as_path())
                .and_then(|file| json_rows(name, file, places[at], refusal, visit))
                .map_err(|error| error.to_string()),
        };
        if let Err(error) = result {
            refusal.add(RowError::of_file(name, format!("cannot be read: {error}")));
        }
    }
}

fn json_rows(
    name: &str,
    mut file: File,
    (offset, line): (u64, u64),
    refusal: &mut Refusal,
    visit: Visit<'_>,
) -> std::io::Result<()> {
    file.seek(SeekFrom::Start(offset))?;
    let mut refuse = |fault: Fault| refusal.add(RowError::at(name, fault.line, "", fault.reason));
    let mut scanner = Scanner::new(BufReader::with_capacity(1 << 16, file), offset, line);
    let end = scanner.elements(&mut |raw| match raw
        .parse("expected an object with the columns of the table")
    {
        Ok(row) => visit(raw.line, row),
        Err(fault) => refuse(fault),
    });
    end.unwrap_or_else(refuse);
    Ok(())
}

fn csv_rows(
    name: &str,
    file: impl Read,
    required: &[&str],
    refusal: &mut Refusal,
    visit: Visit<'_>,
) {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(Tidy::new(file));
    let mut record = ByteRecord::new();
    let mut columns: Option<Vec<String>> = None;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = reader.get_ref().too_long();
                refusal.add(match line {
                    Some(line) => RowError::at(name, line, "", TOO_LONG),
                    None => RowError::of_file(name, format!("cannot be read: {error}")),
                });
                return;
            }
        }
        let breaks = record
            .as_slice()
            .iter()
            .filter(|byte| **byte == b'\n')
            .count() as u64;
        let line = reader.position().line().saturating_sub(1 + breaks);
        match &columns {
            Some(columns) => match row(columns, &record) {
                Ok(row) => visit(line, row),
                Err((field, reason)) => refusal.add(RowError::at(name, line, &field, reason)),
            },
            None => match header(&record, required) {
                Ok(header) => columns = Some(header),
                Err(reason) => {
                    refusal.add(RowError::at(name, line, "", reason));
                    return;
                }
            },
        }
    }
    if let Some(line) = reader.get_ref().open_quote() {
        let reason = "a quote opens here and never closes; expected \" at the end of the field";
        refusal.add(RowError::at(name, line, "", reason));
    } else if columns.is_none() {
        refusal.add(RowError::at(
            name,
            1,
            "",
            "is empty; expected a line of column names",
        ));
    }
}

fn header(record: &ByteRecord, required: &[&str]) -> Result<Vec<String>, String> {
    if record.len() > MAX_COLUMNS {
        return Err(format!(
            "has {} columns, expected at most {MAX_COLUMNS}",
            record.len()
        ));
    }
    let mut columns: Vec<String> = Vec::with_capacity(record.len());
    for field in record {
        let column = str::from_utf8(field)
            .map_err(|_| "expected column names in UTF-8".to_owned())?
            .trim()
            .to_ascii_lowercase();
        if !column.is_empty() && columns.contains(&column) {
            return Err(format!("the column \"{column}\" stands twice"));
        }
        columns.push(column);
    }
    let missing: Vec<&str> = required
        .iter()
        .copied()
        .filter(|wanted| !columns.iter().any(|column| column == wanted))
        .collect();
    if missing.is_empty() {
        return Ok(columns);
    }
    Err(format!(
        "expected a column {}",
        missing.join(" and a column ")
    ))
}

fn row(columns: &[String], record: &ByteRecord) -> Result<Record, (String, String)> {
    if record.len() != columns.len() {
        let reason = format!(
            "expected {} fields as in the first line, found {}; is a quote left open or doubled?",
            columns.len(),
            record.len()
        );
        return Err((String::new(), reason));
    }
    let mut row = Record::new();
    for (column, bytes) in columns.iter().zip(record) {
        if bytes.is_empty() || column.is_empty() {
            continue;
        }
        let text = str::from_utf8(bytes).map_err(|_| {
            (
                column.clone(),
                "expected UTF-8; save the file with that encoding".to_owned(),
            )
        })?;
        row.insert(column.clone(), Value::from(text));
    }
    Ok(row)
}
