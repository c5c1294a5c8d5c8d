//! Finds the tables in a folder. A link is followed only within the folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::archive::MAX_BYTES;
use super::rows::{Origin, Tables};
use super::{is_csv, is_services, shown};
use crate::refusal::{Refusal, RowError};

/// Where the tables may lie, seen from the folder that was named.
const PLACES: [&str; 3] = [".", "data", "csv"];

/// The tables of `root`, or of `data/` or `csv/` beneath it.
pub(super) fn find(root: &Path) -> Result<Tables, Refusal> {
    let mut notes = Vec::new();
    for place in PLACES {
        let files = list(&root.join(place), root, &mut notes)?;
        if !files.iter().any(|file| is_services(&shown(file))) {
            continue;
        }
        if place != "." {
            notes.push(format!("the tables in {place}/ were read"));
            let beside = json_beside(root);
            if !beside.is_empty() {
                notes.push(format!(
                    "not read, each can be imported by itself: {}",
                    beside.join(", ")
                ));
            }
        }
        let tables: Vec<PathBuf> = files
            .into_iter()
            .filter(|file| is_csv(&shown(file)))
            .collect();
        let names = tables.iter().map(|file| shown(file)).collect();
        let sizes = tables.iter().filter_map(|file| file.metadata().ok());
        if sizes.map(|file| file.len()).fold(0, u64::saturating_add) > MAX_BYTES {
            let why =
                format!("the tables have more than {MAX_BYTES} bytes; NDJSON may have any size");
            return Err(RowError::of_file(&shown(root), why).into());
        }
        return Ok(Tables::new(names, Origin::Folder(tables), notes));
    }
    Err(nothing(root, &notes))
}

/// The plain files of a folder, sorted by name; a folder that is not there has none.
fn list(folder: &Path, root: &Path, notes: &mut Vec<String>) -> Result<Vec<PathBuf>, Refusal> {
    if !folder.is_dir() || leaves(folder, root) {
        return Ok(Vec::new());
    }
    let cannot = |error: std::io::Error| {
        Refusal::from(RowError::of_file(
            &shown(folder),
            format!("cannot be read: {error}"),
        ))
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if !path.is_file() {
            continue;
        }
        if leaves(&path, root) {
            notes.push(format!(
                "{} is a link out of the folder and was not read",
                shown(&path)
            ));
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Whether `path` really lies outside `root`.
fn leaves(path: &Path, root: &Path) -> bool {
    match (path.canonicalize(), root.canonicalize()) {
        (Ok(path), Ok(root)) => !path.starts_with(root),
        _ => true,
    }
}

fn json_beside(root: &Path) -> Vec<String> {
    let files = list(root, root, &mut Vec::new()).unwrap_or_default();
    files
        .iter()
        .map(|file| shown(file))
        .filter(|name| name.ends_with("json") && name != "datapackage.json")
        .collect()
}

fn nothing(root: &Path, notes: &[String]) -> Refusal {
    let mut refusal = Refusal::default();
    let json = json_beside(root);
    let reason = if json.is_empty() {
        "expected services.csv here, in data/ or in csv/".to_owned()
    } else {
        format!(
            "expected services.csv here, in data/ or in csv/; of JSON import one file at a time: {}",
            json.join(", ")
        )
    };
    refusal.add(RowError::of_file(&shown(root), reason));
    for note in notes {
        refusal.add(RowError::of_file(&shown(root), note.as_str()));
    }
    refusal
}
