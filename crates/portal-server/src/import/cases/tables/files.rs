//! Finds the tables: one file, those of a folder, or those in a zip. Nothing is unpacked to disk.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use portal_hsds::archive::{self, Limited};
use zip::ZipArchive;

use crate::import::report::{Refusal, RowError};

/// Most bytes that all of a zip may unpack to; the facts of 100,000 families have a third of it.
const MAX_BYTES: u64 = 1 << 30;

/// The tables of one delivery.
pub struct Files {
    /// Names, in the order they are read.
    pub names: Vec<String>,
    /// Files that lie beside them and are no tables.
    pub passed_over: Vec<String>,
    origin: Origin,
}

enum Origin {
    Paths(Vec<PathBuf>),
    Zip(Box<ZipArchive<BufReader<File>>>, Vec<usize>),
}

/// Whether a path holds tables, by its kind and name.
pub fn are_tables(path: &Path) -> bool {
    let suffix = path.extension().map(|e| e.to_ascii_lowercase());
    path.is_dir() || suffix.is_some_and(|e| e == "csv" || e == "zip")
}

fn is_csv(name: &str) -> bool {
    name.len() > 4 && name.to_ascii_lowercase().ends_with(".csv")
}

impl Files {
    /// Looks at `path`.
    ///
    /// # Errors
    /// When it cannot be read; within that, why it holds no tables.
    pub fn find(path: &Path) -> io::Result<Result<Self, Refusal>> {
        let shown = path.display().to_string();
        let found = if path.is_dir() {
            Ok(in_folder(path)?)
        } else if is_csv(&shown) {
            Ok(Self {
                names: vec![shown.clone()],
                passed_over: Vec::new(),
                origin: Origin::Paths(vec![path.to_owned()]),
            })
        } else {
            in_zip(open(path)?)
        };
        let expected = "expected CSV files in it".to_owned();
        let found =
            found.and_then(|files| Some(files).filter(|f| !f.names.is_empty()).ok_or(expected));
        Ok(found.map_err(|reason| refuse(&shown, reason)))
    }

    /// Hands the table at `at` to `read`.
    ///
    /// # Errors
    /// When it cannot be opened, or `read` fails.
    pub fn open<T, E: From<io::Error>>(
        &mut self,
        at: usize,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T, E>,
    ) -> Result<T, E> {
        match &mut self.origin {
            Origin::Paths(paths) => read(&mut BufReader::with_capacity(1 << 16, open(&paths[at])?)),
            Origin::Zip(archive, places) => {
                let entry = archive.by_index(places[at]).map_err(io::Error::other)?;
                let declared = entry.size();
                let limited = Limited::new(entry, declared);
                read(&mut BufReader::with_capacity(1 << 16, limited))
            }
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    File::open(path).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))
}

fn refuse(file: &str, reason: String) -> Refusal {
    let mut refusal = Refusal::default();
    refusal.push(RowError {
        file: file.to_owned(),
        line: 1,
        field: "-".to_owned(),
        reason,
    });
    refusal
}

/// The plain files of a folder. A link may lead to another source's facts, so none is followed.
fn in_folder(folder: &Path) -> io::Result<Files> {
    let mut tables = Vec::new();
    let mut passed_over = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_file() && is_csv(&name) {
            tables.push((name, entry.path()));
        } else {
            passed_over.push(name);
        }
    }
    tables.sort();
    passed_over.sort();
    let (names, paths) = tables.into_iter().unzip();
    Ok(Files {
        names,
        passed_over,
        origin: Origin::Paths(paths),
    })
}

/// The tables of a zip, which lie in one folder of it at most.
fn in_zip(file: File) -> Result<Files, String> {
    let mut archive = ZipArchive::new(BufReader::new(file))
        .map_err(|e| format!("expected a zip archive: {e}"))?;
    let (mut tables, mut passed_over) = (Vec::new(), Vec::new());
    for (at, folder, name) in archive::entries(&mut archive, MAX_BYTES)? {
        if folder.starts_with("__MACOSX") {
            continue;
        }
        if is_csv(&name) && !folder.contains('/') {
            tables.push((name, folder, at));
        } else {
            passed_over.push(
                format!("{folder}/{name}")
                    .trim_start_matches('/')
                    .to_owned(),
            );
        }
    }
    tables.sort();
    if tables.iter().any(|(_, folder, _)| *folder != tables[0].1) {
        return Err("expected all CSV files in one folder of it".to_owned());
    }
    let names = tables.iter().map(|(name, _, _)| name.clone()).collect();
    let places = tables.into_iter().map(|(_, _, at)| at).collect();
    Ok(Files {
        names,
        passed_over,
        origin: Origin::Zip(Box::new(archive), places),
    })
}
