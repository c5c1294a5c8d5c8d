//! Reads the rows of one table.

use std::io::{self, BufRead};

use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::super::fields::CRIMINAL_JUSTICE;
use super::super::shape::Known;
use super::super::{Reading, Row, fail, header, judge, names};
use super::cells::Cells;
use super::columns::{Columns, Use, put};
use super::csv::Records;
use crate::import::report::ImportError;
use crate::import::settings::Table;

/// One table and how it is read.
pub struct OneTable<'a> {
    /// Its file, as errors name it.
    pub file: &'a str,
    /// The type of its rows.
    pub kind: &'a str,
    /// What the mapping says of it.
    pub table: &'a Table,
    /// The zone of times without an offset.
    pub zone: &'a TimeZone,
    /// The fields of its type.
    pub known: &'a Known,
}

/// Takes one row that was read.
type Keep<'a> = &'a mut dyn FnMut(Row) -> Result<(), ImportError>;

impl OneTable<'_> {
    /// Reads the whole of it.
    ///
    /// # Errors
    /// When it cannot be read, or `keep` fails.
    pub fn read(
        &self,
        input: &mut dyn BufRead,
        reading: &mut Reading,
        keep: Keep<'_>,
    ) -> Result<(), ImportError> {
        if is_utf16_past_mark(input)? {
            self.fail(reading, 1, "-", UTF16);
            return Ok(());
        }
        let delimiter = u8::try_from(self.table.delimiter.unwrap_or(',')).unwrap_or(b',');
        let mut records = Records::new(input, delimiter);
        let Some(columns) = self.columns(&mut records, reading)? else {
            return Ok(());
        };
        let mut rows = 0;
        loop {
            match records.next()? {
                Ok(None) => break,
                Ok(Some(line)) => {
                    if (0..records.cells()).all(|at| records.cell(at) == Some("")) {
                        continue;
                    }
                    rows += 1;
                    if let Some(row) = self.row(&records, &columns, line, rows, reading) {
                        keep(row)?;
                    }
                }
                Err(fault) => {
                    self.fail(reading, fault.line, "-", fault.reason);
                    break;
                }
            }
        }
        if self.kind == header::TYPE && rows != 1 {
            self.fail(
                reading,
                1,
                "-",
                "expected one row: when the tables were made",
            );
        }
        Ok(())
    }

    fn fail(&self, reading: &mut Reading, line: u64, column: &str, reason: &str) {
        fail(reading, self.file, line, column, reason);
    }

    /// Judges the first line; `None` where no row can be read.
    fn columns(
        &self,
        records: &mut Records<&mut dyn BufRead>,
        reading: &mut Reading,
    ) -> io::Result<Option<Columns>> {
        let line = match records.next()? {
            Ok(Some(line)) => line,
            Ok(None) => {
                self.fail(
                    reading,
                    1,
                    "-",
                    "expected a first line of column names, found nothing",
                );
                return Ok(None);
            }
            Err(fault) => {
                self.fail(reading, fault.line, "-", fault.reason);
                return Ok(None);
            }
        };
        let names: Option<Vec<String>> = (0..records.cells())
            .map(|at| records.cell(at).map(|name| name.trim().to_owned()))
            .collect();
        let Some(names) = names else {
            self.fail(reading, line, "-", "expected UTF-8 text");
            return Ok(None);
        };
        if names.iter().any(|name| name.contains('\0')) {
            self.fail(reading, line, "-", UTF16);
            return Ok(None);
        }
        if names.len() == 1 && names[0].contains([';', '\t']) {
            self.fail(reading, line, "-", "expected commas between columns; for another character say delimiter in the mapping");
            return Ok(None);
        }
        let (columns, mistakes) = Columns::read(names, self.table, self.known);
        for (column, reason) in mistakes {
            self.fail(reading, line, &names::clean(&column), &reason);
        }
        let lacks = |field: &String| {
            !self.table.fixed.contains_key(field)
                && !columns.targets.iter().any(|t| t.field == *field)
        };
        // Every single row would be a mistake, of the same kind.
        let is_of_use = !self.known.required.iter().any(lacks);
        Ok(is_of_use.then_some(columns))
    }

    /// Judges one row; `None` after a mistake, and for the row that stands for the feed's first line.
    fn row(
        &self,
        records: &Records<&mut dyn BufRead>,
        columns: &Columns,
        line: u64,
        number: u64,
        reading: &mut Reading,
    ) -> Option<Row> {
        if records.cells() != columns.names.len() {
            let reason = format!(
                "expected {} cells, found {}",
                columns.names.len(),
                records.cells()
            );
            self.fail(reading, line, "-", &reason);
            return None;
        }
        let before = reading.refusal.total;
        let texts = self.texts(records, columns, line, reading)?;
        let (mut map, unread) = self.map(&texts, columns, line, reading);
        if self.kind == header::TYPE {
            map.entry("version").or_insert_with(|| 1.into());
            if number == 1 {
                header::judge(map, self.file, line, reading);
            }
            return None;
        }
        let called = |field: &str| columns.called(field);
        let (row, errors) = judge(map, self.file, line, reading, &called);
        for (field, reason) in errors {
            // A value that could not be read was told; that it is missing is no second mistake.
            if !unread.contains(&field.as_str()) {
                self.fail(reading, line, &columns.called(&field), &reason);
            }
        }
        row.filter(|_| reading.refusal.total == before)
    }

    /// The text of each target; columns that fill the same one are joined by a space.
    /// `None` where a cell is no text.
    fn texts(
        &self,
        records: &Records<&mut dyn BufRead>,
        columns: &Columns,
        line: u64,
        reading: &mut Reading,
    ) -> Option<Vec<String>> {
        let mut texts = vec![String::new(); columns.targets.len()];
        for (at, (name, doing)) in columns.names.iter().zip(&columns.uses).enumerate() {
            let Some(cell) = records.cell(at) else {
                self.fail(reading, line, name, "expected UTF-8 text");
                return None;
            };
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            if let Use::Target(target) = doing {
                let text = &mut texts[*target];
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(cell);
                continue;
            }
            if names::has_labelled_number(&cell.to_ascii_uppercase()) {
                self.fail(reading, line, name, CRIMINAL_JUSTICE);
            } else if let Use::Aside(free_text) = doing {
                let counted = format!("free text in {free_text}");
                *reading.set_aside.entry(counted).or_default() += 1;
            }
        }
        Some(texts)
    }

    /// The row as an object of the case feed, and the fields whose text could not be read.
    fn map<'c>(
        &self,
        texts: &[String],
        columns: &'c Columns,
        line: u64,
        reading: &mut Reading,
    ) -> (Map<String, Value>, Vec<&'c str>) {
        let cells = Cells::new(self.table, self.zone);
        let mut map = Map::new();
        let mut unread = Vec::new();
        map.insert("type".to_owned(), self.kind.into());
        for (field, value) in &self.table.fixed {
            put(&mut map, field, value.clone());
        }
        for (target, text) in columns.targets.iter().zip(texts) {
            if text.is_empty() {
                continue;
            }
            match cells.value(text, &target.field, target.shape) {
                Ok(Some(value)) => put(&mut map, &target.field, value),
                Ok(None) => {}
                Err(reason) => {
                    self.fail(reading, line, &target.called, &reason);
                    unread.push(target.field.as_str());
                }
            }
        }
        (map, unread)
    }
}

const UTF16: &str = "expected UTF-8 text, found UTF-16; save it as \"CSV UTF-8\"";

/// Passes over the mark that says UTF-8; whether it says UTF-16 instead.
fn is_utf16_past_mark(input: &mut dyn BufRead) -> io::Result<bool> {
    let start = input.fill_buf()?;
    if start.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
        return Ok(false);
    }
    Ok(start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff"))
}
