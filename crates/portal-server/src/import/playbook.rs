//! The centre's own playbook: a folder of files or one of them, judged as a whole with those it
//! stands beside.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};

use super::report::{ImportError, Refusal, RowError, Summary};
use super::{Options, Progress, finish, refuse, working};
use crate::home::Home;
use crate::playbook::{self, Files};
use crate::small_file;

/// The playbook belongs to the centre, whoever wrote the file.
const SOURCE: &str = "playbook";

/// Imports a playbook: a folder takes the place of the whole one, a file that of its namesake.
///
/// # Errors
/// [`ImportError::Refused`] with every mistake found; then nothing was changed.
pub fn import_playbook(
    home: &Home,
    path: &Path,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    let _lock = home.lock()?;
    let mut connection = working::open(&home.working_db())?;
    let options = &Options {
        source: SOURCE,
        ..*options
    };
    progress("judging", 0);
    let before = stored(&connection)?.unwrap_or_else(playbook::default_files);
    let after = match put_in_place(path, &before)? {
        Ok(files) => files,
        Err(refusal) => return refuse(home, &connection, options, "playbook", refusal),
    };
    let book = match playbook::read(&after) {
        Ok(book) => book,
        Err(refusal) => {
            return refuse(
                home,
                &connection,
                options,
                "playbook",
                as_named(refusal, path),
            );
        }
    };
    let summary = Summary {
        warnings: playbook::warnings(&after, &book),
        checked_only: options.check,
        ..summary(&before, &after)
    };
    if options.check {
        return Ok(summary);
    }
    let tx = connection.transaction()?;
    store(&tx, &after)?;
    options
        .delivery("playbook")
        .note_good(&tx, &summary, None)?;
    tx.commit()?;
    finish(home, &connection, options, progress)?;
    Ok(summary)
}

/// The centre's own playbook; `None` when it never imported one.
///
/// # Errors
/// When the database cannot be read.
pub fn stored(connection: &Connection) -> rusqlite::Result<Option<Files>> {
    let mut statement = connection.prepare("SELECT name, body FROM playbook")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let files: Files = rows.collect::<Result<_, _>>()?;
    Ok(Some(files).filter(|files| !files.is_empty()))
}

fn store(tx: &Transaction<'_>, files: &Files) -> rusqlite::Result<()> {
    tx.execute("DELETE FROM playbook", [])?;
    for (name, text) in files {
        let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        tx.execute(
            "INSERT INTO playbook (name, digest, body) VALUES (?1, ?2, ?3)",
            params![name, &digest[..16], text],
        )?;
    }
    Ok(())
}

/// The files of the playbook that would be: those of the folder, or `before` with this one in it.
fn put_in_place(path: &Path, before: &Files) -> io::Result<Result<Files, Refusal>> {
    let (mut files, paths) = if path.is_dir() {
        (Files::new(), in_folder(path)?)
    } else {
        (before.clone(), vec![path.to_owned()])
    };
    let mut refusal = Refusal::default();
    for path in paths {
        let bytes = small_file::bytes(&path)
            .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
        match String::from_utf8(bytes) {
            // Editors on Windows put a mark at the start.
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
                files.insert(name_of(&path), text);
            }
            Err(e) => refusal.push(not_text(&path, &e)),
        }
    }
    Ok(if refusal.is_empty() {
        Ok(files)
    } else {
        Err(refusal)
    })
}

/// The files of a folder. A link may lead anywhere, and what is neither file nor folder may never end.
fn in_folder(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if path.extension().is_none_or(|e| e != "json") {
            continue;
        }
        if !entry.file_type()?.is_file() {
            let why = format!(
                "{}: expected a file, found a link or something else",
                path.display()
            );
            return Err(io::Error::new(ErrorKind::InvalidInput, why));
        }
        paths.push(path);
    }
    Ok(paths)
}

fn not_text(path: &Path, e: &std::string::FromUtf8Error) -> RowError {
    let good = &e.as_bytes()[..e.utf8_error().valid_up_to()];
    let breaks = good.iter().filter(|byte| **byte == b'\n').count() as u64;
    RowError {
        file: path.display().to_string(),
        line: breaks + 1,
        field: "-".to_owned(),
        reason: "expected UTF-8 text".to_owned(),
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// A single file's mistakes under the name it was given by; others keep their own name.
fn as_named(mut refusal: Refusal, path: &Path) -> Refusal {
    let name = name_of(path);
    let own = refusal
        .errors
        .iter_mut()
        .filter(|e| !path.is_dir() && e.file == name);
    own.for_each(|e| e.file = path.display().to_string());
    refusal
}

fn summary(before: &Files, after: &Files) -> Summary {
    let found = playbook::differences(before, after);
    Summary {
        source: SOURCE.to_owned(),
        added: found.added,
        changed: found.changed,
        removed: found.removed,
        unchanged: found.unchanged,
        ..Summary::default()
    }
}
