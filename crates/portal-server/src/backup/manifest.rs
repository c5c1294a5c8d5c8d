//! What is in a backup, with what proves that it came out as it went in.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name of its entry, the last one of the archive.
pub const NAME: &str = "manifest.json";

/// What the names of all other entries begin with: the folder that is a home once it is taken out.
pub const HOME: &str = "home/";

/// The version of this list. A program reads its own and refuses later ones.
pub const FORMAT: u32 = 1;

/// Every file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the program that wrote it.
    pub format: u32,
    /// That program's version.
    pub program: String,
    /// When the backup was begun.
    pub made_at: Timestamp,
    /// By path below the home.
    pub files: BTreeMap<String, FileEntry>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its content, hexadecimal.
    pub sha256: String,
    /// Of a database that was copied: each table.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, TableRows>,
}

/// The rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRows {
    /// How many.
    pub rows: u64,
    /// SHA-256 over every value of every row in the order of its keys, hexadecimal.
    pub sha256: String,
}

/// A digest as text.
pub fn hex(digest: Sha256) -> String {
    let bytes = digest.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
