//! Moves a judged file aside, with its report. Nothing is deleted and nothing overwritten.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;

use crate::import::report::{Refusal, Summary};

/// Most bytes of a file's own name that are kept; a path's part has 255 at most.
const NAME_BYTES: usize = 180;

const DONE: &str = ".done";
const REFUSED: &str = ".refused";

/// What is written beside a judged file.
#[derive(Serialize)]
pub struct Report<'a> {
    /// The file's name as it was sent.
    pub file: String,
    /// Whose it is.
    pub source: &'a str,
    /// What it was read as.
    pub what: &'static str,
    /// When it was judged.
    pub at: Timestamp,
    /// What it changed, if it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Summary>,
    /// Every mistake, if it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refusal>,
}

/// Makes the two folders a judged file may go to, so that none is judged that cannot be moved.
///
/// # Errors
/// When one cannot be made, or is something else.
pub fn prepare(inbox: &Path) -> io::Result<()> {
    for name in [DONE, REFUSED] {
        let folder = inbox.join(name);
        match fs::create_dir(&folder) {
            Err(e) if e.kind() != ErrorKind::AlreadyExists => return Err(e),
            _ => {}
        }
        // A link could lead anywhere.
        if !fs::symlink_metadata(&folder)?.is_dir() {
            return Err(io::Error::other(format!("{name}: expected a folder")));
        }
    }
    Ok(())
}

/// Writes the report, then moves the file beside it. The move is the last act: whoever is stopped
/// before it finds the file where it was and judges it again, which changes nothing.
///
/// # Errors
/// When the report cannot be written or the file not be moved; it stays where it is then.
pub fn put(inbox: &Path, file: &Path, report: &Report<'_>) -> io::Result<PathBuf> {
    let folder = inbox.join(if report.accepted.is_some() {
        DONE
    } else {
        REFUSED
    });
    let text = serde_json::to_vec_pretty(report)?;
    let name = file.file_name().unwrap_or_else(|| OsStr::new("file"));
    let target = write_beside(&folder, &name.to_string_lossy(), report.at, &text)?;
    File::open(&folder)?.sync_all()?;
    fs::rename(file, &target)?;
    File::open(&folder)?.sync_all()?;
    File::open(inbox)?.sync_all()?;
    Ok(target)
}

/// Writes the report of a name that is free; the path the file itself shall have.
fn write_beside(folder: &Path, name: &str, at: Timestamp, text: &[u8]) -> io::Result<PathBuf> {
    let stamp = at.strftime("%Y%m%dT%H%M%SZ");
    let name = last_bytes(name);
    for number in 1_u64.. {
        let number = match number {
            1 => String::new(),
            more => format!("{more}-"),
        };
        let target = folder.join(format!("{stamp}-{number}{name}"));
        let report = folder.join(format!("{stamp}-{number}{name}.report.json"));
        if target.symlink_metadata().is_ok() {
            continue;
        }
        let mut file = match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&report)
        {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => continue,
            opened => opened?,
        };
        if let Err(e) = file.write_all(text).and_then(|()| file.sync_all()) {
            // Half a report says nothing, and nobody has seen it.
            drop(fs::remove_file(&report));
            return Err(e);
        }
        return Ok(target);
    }
    Err(io::Error::other("no name is free"))
}

/// The end of a name, which tells what kind of file it is.
fn last_bytes(name: &str) -> &str {
    let from = name.len().saturating_sub(NAME_BYTES);
    let from = (from..).find(|at| name.is_char_boundary(*at));
    from.map_or("", |from| &name[from..])
}
