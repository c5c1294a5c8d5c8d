//! The formats, and how a file of each is imported.

use std::fs;
use std::path::PathBuf;

use portal_server::center::CenterConfig;
use portal_server::import::report::{ImportError, Summary};
use portal_server::import::{
    import_appointments, import_calendar, import_cases, import_playbook, import_services,
};

use crate::centre::{Centre, SOURCE};

/// What an import says: how many rows the source has afterwards, where they are counted.
type Imported = Result<Option<u64>, ImportError>;

/// A format.
pub struct Format {
    /// What it is called here, in the names of targets and folders too.
    pub name: &'static str,
    /// Imports a file.
    pub import: fn(&Centre, &[u8]) -> Imported,
}

/// All of them. Of tables, all are in one file.
pub const FORMATS: &[Format] = &[
    Format {
        name: "cases",
        import: |centre, bytes| {
            let path = written(centre, "feed.ndjson", bytes);
            counted(import_cases(
                &centre.home,
                &path,
                &centre.options(SOURCE),
                &mut |_, _| {},
            ))
        },
    },
    Format {
        name: "tables",
        import: |centre, bytes| {
            let path = unpacked(centre, bytes);
            counted(import_cases(
                &centre.home,
                &path,
                &centre.options(SOURCE),
                &mut |_, _| {},
            ))
        },
    },
    Format {
        name: "archive",
        import: |centre, bytes| {
            let path = written(centre, "feed.zip", bytes);
            counted(import_cases(
                &centre.home,
                &path,
                &centre.options(SOURCE),
                &mut |_, _| {},
            ))
        },
    },
    Format {
        name: "appointments",
        import: |centre, bytes| {
            let path = written(centre, "visits.json", bytes);
            counted(import_appointments(
                &centre.home,
                &path,
                &centre.options(SOURCE),
                &mut |_, _| {},
            ))
        },
    },
    Format {
        name: "calendar",
        import: |centre, bytes| {
            let path = written(centre, "visits.ics", bytes);
            counted(import_calendar(
                &centre.home,
                &path,
                &centre.options(SOURCE),
                &mut |_, _| {},
            ))
        },
    },
    Format {
        name: "services",
        import: |centre, bytes| {
            let path = written(centre, "directory.json", bytes);
            counted(import_services(
                &centre.home,
                &path,
                &centre.options(SOURCE),
                &mut |_, _| {},
            ))
        },
    },
    Format {
        name: "services-tables",
        import: |centre, bytes| {
            let path = unpacked(centre, bytes);
            counted(import_services(
                &centre.home,
                &path,
                &centre.options(SOURCE),
                &mut |_, _| {},
            ))
        },
    },
    Format {
        name: "playbook",
        import: |centre, bytes| {
            let path = written(centre, "rules.json", bytes);
            let options = centre.options(SOURCE);
            import_playbook(&centre.home, &path, &options, &mut |_, _| {}).map(|_| None)
        },
    },
    Format {
        name: "center",
        import: |centre, bytes| {
            let path = written(centre, "center.json", bytes);
            let read = CenterConfig::read(&path);
            read.map(|_| None)
                .map_err(|e| ImportError::Settings(e.to_string()))
        },
    },
];

/// Where one table begins in a seed, before its name.
const TABLE: &str = "=== ";

fn written(centre: &Centre, name: &str, bytes: &[u8]) -> PathBuf {
    let path = centre.fresh(name);
    fs::write(&path, bytes).expect("written");
    path
}

/// The tables of a seed as files of a folder.
fn unpacked(centre: &Centre, bytes: &[u8]) -> PathBuf {
    let folder = centre.fresh("tables");
    fs::create_dir(&folder).expect("a folder");
    let mut rest = bytes;
    while let Some(at) = rest
        .windows(TABLE.len())
        .position(|w| w == TABLE.as_bytes())
    {
        rest = &rest[at + TABLE.len()..];
        let line = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len());
        let name: String = String::from_utf8_lossy(&rest[..line])
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
            .take(60)
            .collect();
        rest = rest.get(line + 1..).unwrap_or_default();
        let end = rest
            .windows(TABLE.len())
            .position(|w| w == TABLE.as_bytes());
        let text = &rest[..end.unwrap_or(rest.len())];
        if name.trim_matches('.').is_empty() {
            continue;
        }
        fs::write(folder.join(name), text).expect("written");
    }
    folder
}

/// How many rows the source has when a file was taken.
fn counted(imported: Result<Summary, ImportError>) -> Imported {
    imported.map(|s| Some(s.added + s.changed + s.unchanged))
}
