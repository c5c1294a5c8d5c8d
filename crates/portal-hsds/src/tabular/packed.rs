//! Rows of a table in little memory: a directory of 100,000 services has more than
//! a million of them.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use crate::clean::Record;

/// What a row is filed under: a table and an id, as one number of 64 bits. Two of a
/// million ids share a number once in many million directories.
pub(super) type Key = u64;

/// Columns are numbered from here, so that no number is a line end.
const FIRST: u8 = 0x20;

/// The key of a record of `table` with this id.
pub(super) fn key(table: super::schema::Table, id: &str) -> Key {
    let mut hasher = DefaultHasher::new();
    (table as u8).hash(&mut hasher);
    id.hash(&mut hasher);
    hasher.finish()
}

/// Bytes that a row takes beside its fields: where it begins, and what it is filed under.
const PER_ROW: usize = size_of::<usize>() + size_of::<(Key, u32)>();

/// Rows, each a few bytes for its filled fields, filed under keys.
#[derive(Default)]
pub(super) struct Packed {
    columns: Vec<String>,
    bytes: Vec<u8>,
    starts: Vec<usize>,
    filed: Vec<(Key, u32)>,
}

impl Packed {
    /// Keeps a row and files it under `key`; the bytes it takes.
    pub(super) fn push(&mut self, key: Key, record: &Record) -> usize {
        // More rows than 32 bits count do not fit in memory either.
        let Ok(row) = u32::try_from(self.starts.len()) else {
            return 0;
        };
        let before = self.bytes.len();
        self.starts.push(self.bytes.len());
        for (column, value) in record {
            let at = self.column(column);
            self.bytes.push(at);
            self.bytes.extend_from_slice(value.to_string().as_bytes());
            // JSON on one line holds no line end, so one can stand between fields.
            self.bytes.push(b'\n');
        }
        self.filed.push((key, row));
        self.bytes.len() - before + PER_ROW
    }

    /// Sorts what is filed; rows can be found from now on. Gives how many rows are
    /// filed under a key that another row is filed under already.
    pub(super) fn finish(&mut self) -> usize {
        self.filed.sort_unstable();
        self.filed.shrink_to_fit();
        self.bytes.shrink_to_fit();
        self.filed
            .windows(2)
            .filter(|pair| pair[0].0 == pair[1].0)
            .count()
    }

    /// The keys that rows are filed under.
    pub(super) fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.filed.iter().map(|(key, _)| *key)
    }

    /// Whether something is filed under `key`.
    pub(super) fn has(&self, key: Key) -> bool {
        self.first(key).is_some()
    }

    /// Whether there is no row.
    pub(super) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The first row filed under `key`.
    pub(super) fn first(&self, key: Key) -> Option<u32> {
        self.under(key).next()
    }

    /// The rows filed under `key`, in the order of the file.
    pub(super) fn under(&self, key: Key) -> impl Iterator<Item = u32> + '_ {
        let from = self.filed.partition_point(|(filed, _)| *filed < key);
        self.filed[from..]
            .iter()
            .take_while(move |(filed, _)| *filed == key)
            .map(|(_, row)| *row)
    }

    /// The first row of each key, in the order of the file.
    pub(super) fn firsts(&self) -> impl Iterator<Item = u32> + use<> {
        let mut rows: Vec<u32> = Vec::with_capacity(self.filed.len());
        let mut last = None;
        for (key, row) in &self.filed {
            if last.replace(*key) != Some(*key) {
                rows.push(*row);
            }
        }
        rows.sort_unstable();
        rows.into_iter()
    }

    /// A row as it was.
    pub(super) fn get(&self, row: u32) -> Record {
        let row = row as usize;
        let end = self
            .starts
            .get(row + 1)
            .copied()
            .unwrap_or(self.bytes.len());
        let mut record = Record::new();
        for field in self.bytes[self.starts[row]..end].split(|byte| *byte == b'\n') {
            let Some((at, json)) = field.split_first() else {
                continue;
            };
            let value: Value = serde_json::from_slice(json).unwrap_or_default();
            record.insert(self.columns[usize::from(*at - FIRST)].clone(), value);
        }
        record
    }

    /// The number of a column. Those past the last number share it; no table of the
    /// standard has a fifth as many.
    fn column(&mut self, name: &str) -> u8 {
        let at = self.columns.iter().position(|column| column == name);
        let at = at.unwrap_or_else(|| {
            if self.columns.len() <= usize::from(u8::MAX - FIRST) {
                self.columns.push(name.to_owned());
            }
            self.columns.len() - 1
        });
        u8::try_from(at).unwrap_or(u8::MAX).saturating_add(FIRST)
    }
}
