//! What of a snapshot goes into a database of many centres: the same tables, with the columns of their keys first.

/// What a column holds.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Text, or nothing.
    Text,
    /// A whole number, or nothing.
    Number,
    /// 0 or 1 in SQLite.
    Flag,
    /// Bytes.
    Bytes,
}

/// A table in both databases.
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// How many of its columns are the key within a publication.
    pub key: usize,
    /// Its columns.
    pub columns: &'static [(&'static str, Kind)],
}

use Kind::{Bytes, Flag, Number, Text};

const fn table(name: &'static str, key: usize, columns: &'static [(&'static str, Kind)]) -> Table {
    Table { name, key, columns }
}

/// The searchable part of the directory, which is made of the whole snapshot.
pub const INDEX: Table = table("hsds_index", 1, &[("piece", Number), ("bytes", Bytes)]);

/// What is copied row by row.
pub const COPIED: [Table; 16] = [
    table("meta", 1, &[("key", Text), ("value", Text)]),
    table("agency", 1, &[("id", Text), ("body", Text)]),
    table("source", 1, &[("n", Number), ("name", Text)]),
    table(
        "family",
        1,
        &[
            ("id", Text),
            ("number", Text),
            ("name", Text),
            ("language", Text),
            ("since", Text),
            ("heard_on", Text),
        ],
    ),
    table(
        "caregiver",
        1,
        &[
            ("id", Text),
            ("family_id", Text),
            ("label", Text),
            ("language", Text),
            ("barred", Flag),
            ("since", Text),
            ("heard_on", Text),
        ],
    ),
    table(
        "access_grant",
        2,
        &[
            ("caregiver_id", Text),
            ("id", Text),
            ("rights", Number),
            ("all_children", Flag),
            ("starts_on", Text),
            ("ends_on", Text),
        ],
    ),
    table("grant_child", 2, &[("grant_id", Text), ("child_id", Text)]),
    table(
        "item",
        4,
        &[
            ("family_id", Text),
            ("need", Number),
            ("sort", Number),
            ("id", Text),
            ("also", Number),
            ("audience", Flag),
            ("children", Number),
            ("body", Text),
        ],
    ),
    table("item_child", 2, &[("item_id", Text), ("child_id", Text)]),
    table(
        "item_audience",
        2,
        &[("item_id", Text), ("caregiver_id", Text)],
    ),
    table(
        "directory",
        1,
        &[
            ("hash", Text),
            ("json", Bytes),
            ("json_brotli", Bytes),
            ("pack", Bytes),
            ("pack_brotli", Bytes),
        ],
    ),
    table("service", 1, &[("id", Text), ("body", Text)]),
    table(
        "playbook",
        1,
        &[
            ("language", Text),
            ("hash", Text),
            ("json", Bytes),
            ("brotli", Bytes),
        ],
    ),
    table(
        "board",
        1,
        &[("hash", Text), ("json", Bytes), ("brotli", Bytes)],
    ),
    table(
        "hsds",
        1,
        &[
            ("n", Number),
            ("kind", Number),
            ("id", Text),
            ("organization_id", Text),
            ("body", Number),
        ],
    ),
    table(
        "hsds_body",
        1,
        &[
            ("body", Number),
            ("minimal", Text),
            ("brief", Text),
            ("list", Text),
            ("whole", Text),
        ],
    ),
];

impl Table {
    /// Reads it whole from a snapshot.
    pub fn select(&self) -> String {
        format!(
            "SELECT {} FROM {}",
            self.names(self.columns.len()),
            self.name
        )
    }

    /// Writes many rows at once: `$1` is the centre, `$2` the publication, and each column comes as one array.
    pub fn insert(&self) -> String {
        let arrays: Vec<String> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, (_, kind))| format!("${}::{}[]", at + 3, kind.in_postgresql()))
            .collect();
        format!(
            "INSERT INTO portal.{} (center_id, snapshot, {}) SELECT $1::text, $2::bigint, * FROM unnest({})",
            self.name,
            self.names(self.columns.len()),
            arrays.join(", ")
        )
    }

    /// Deletes a few rows of a publication: `$1` is the centre, `$2` the publication, `$3` how many.
    pub fn delete_some(&self) -> String {
        let (name, key) = (self.name, self.names(self.key));
        format!(
            "DELETE FROM portal.{name} WHERE center_id = $1 AND snapshot = $2 AND ({key}) IN
             (SELECT {key} FROM portal.{name} WHERE center_id = $1 AND snapshot = $2 LIMIT $3)"
        )
    }

    fn names(&self, columns: usize) -> String {
        let names: Vec<&str> = self.columns[..columns]
            .iter()
            .map(|(name, _)| *name)
            .collect();
        names.join(", ")
    }
}

impl Kind {
    fn in_postgresql(self) -> &'static str {
        match self {
            Text => "text",
            Number => "bigint",
            Flag => "boolean",
            Bytes => "bytea",
        }
    }
}
