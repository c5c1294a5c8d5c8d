//! Finds out what lies at a path, and opens it: a folder, a zip, or JSON.

pub mod archive;
mod folder;
mod raw;
mod rows;
mod scan;
mod tidy;

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use raw::{Fault, Raw};
pub(crate) use rows::{List, Tables};
pub(crate) use scan::{LONGEST, Scanner};

use crate::refusal::{Refusal, RowError};

/// What lies at a path.
pub(crate) enum Found {
    /// Tables, one a file.
    Tables(Tables),
    /// One file of JSON.
    Json(PathBuf),
}

/// Looks at `path`, by its kind and its name.
pub(crate) fn find(path: &Path) -> Result<Found, Refusal> {
    let name = shown(path);
    let kind = fs::metadata(path)
        .map_err(|error| RowError::of_file(&name, format!("cannot be read: {error}")))?;
    if kind.is_dir() {
        return folder::find(path).map(Found::Tables);
    }
    let suffix = path
        .extension()
        .map(|suffix| suffix.to_string_lossy().to_ascii_lowercase());
    match suffix.as_deref() {
        Some("zip") => archive::find(path).map(Found::Tables),
        Some("json" | "ndjson" | "jsonl") => Ok(Found::Json(path.to_owned())),
        _ => Err(RowError::of_file(
            &name,
            "expected a folder of CSV files, a .zip of one, or a .json or .ndjson file",
        )
        .into()),
    }
}

/// The last part of a path, for messages.
pub(crate) fn shown(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Whether a file name is that of a table.
fn is_csv(name: &str) -> bool {
    name.len() > 4 && name.to_ascii_lowercase().ends_with(".csv")
}

/// Whether a file name is that of the table every directory must have.
fn is_services(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "services.csv" | "service.csv"
    )
}
