//! What happened while reading: counted, named, with an example of each.

use std::collections::{BTreeMap, BTreeSet};

/// How often something happened, and where first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How often.
    pub count: u64,
    /// `file:line` of the first.
    pub example: String,
}

/// What was read, repaired and set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The version the files look like, e.g. `1.1`; the files themselves do not say.
    pub version_guess: &'static str,
    /// Rows (or JSON objects) read from each file.
    pub rows_read: BTreeMap<String, u64>,
    /// Repairs by name: the value was taken in, changed.
    pub repairs: BTreeMap<&'static str, Count>,
    /// What was taken in as it stands though a family is shown something else, by name.
    pub remarks: BTreeMap<&'static str, Count>,
    /// Rows that were not taken in, by reason.
    pub set_aside: BTreeMap<String, Count>,
    /// Columns and fields that the model has no place for, as `file: column`.
    pub ignored_fields: BTreeSet<String>,
    /// Fields of free text and how often each is filled, as `file: column`:
    /// somebody should read some of them before publishing.
    pub free_text_columns: BTreeMap<String, u64>,
    /// What the reader decided about the path as a whole, one sentence each.
    pub notes: Vec<String>,
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The file being read.
    pub file: &'a str,
    /// Its rows so far.
    pub rows: u64,
}

/// Where something stands: a file and a physical line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: u64,
}

impl Spot<'_> {
    fn text(self) -> String {
        if self.line == 0 {
            return self.file.to_owned();
        }
        format!("{}:{}", self.file, self.line)
    }
}

impl Report {
    /// Counts a repair.
    pub(crate) fn repair(&mut self, name: &'static str, spot: Spot<'_>) {
        count(self.repairs.entry(name).or_default(), spot);
    }

    /// Counts a value that was taken in as it stands, and is worth a look.
    pub(crate) fn remark(&mut self, name: &'static str, spot: Spot<'_>) {
        count(self.remarks.entry(name).or_default(), spot);
    }

    /// Counts a row that is not taken in.
    pub(crate) fn set_aside(&mut self, reason: &str, spot: Spot<'_>) {
        if !self.set_aside.contains_key(reason) {
            self.set_aside.insert(reason.to_owned(), Count::default());
        }
        if let Some(entry) = self.set_aside.get_mut(reason) {
            count(entry, spot);
        }
    }

    /// Counts a filled field of free text.
    pub(crate) fn free_text(&mut self, file: &str, field: &str) {
        *self
            .free_text_columns
            .entry(format!("{file}: {field}"))
            .or_default() += 1;
    }
}

fn count(entry: &mut Count, spot: Spot<'_>) {
    if entry.count == 0 {
        entry.example = spot.text();
    }
    entry.count += 1;
}
