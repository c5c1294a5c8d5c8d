//! The formats, and how a file of each is imported.

use std::fs;
use std::path::{Path, PathBuf};

use portal_server::center::CenterConfig;
use portal_server::home::Home;
use portal_server::import::report::{ImportError, Summary};
use portal_server::import::{
    Options, Progress, import_appointments, import_calendar, import_cases, import_playbook,
    import_services,
};

use crate::centre::{Centre, SOURCE};

/// What an import says: how many rows the source has afterwards, where they are counted.
type Imported = Result<Option<u64>, ImportError>;

/// What all importers look like.
type Importer = fn(&Home, &Path, &Options<'_>, Progress<'_>) -> Result<Summary, ImportError>;

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
            counted(centre, import_cases, &written(centre, "feed.ndjson", bytes))
        },
    },
    Format {
        name: "tables",
        import: |centre, bytes| counted(centre, import_cases, &unpacked(centre, bytes)),
    },
    Format {
        name: "archive",
        import: |centre, bytes| counted(centre, import_cases, &written(centre, "feed.zip", bytes)),
    },
    Format {
        name: "appointments",
        import: |centre, bytes| {
            counted(
                centre,
                import_appointments,
                &written(centre, "visits.json", bytes),
            )
        },
    },
    Format {
        name: "calendar",
        import: |centre, bytes| {
            counted(
                centre,
                import_calendar,
                &written(centre, "visits.ics", bytes),
            )
        },
    },
    Format {
        name: "services",
        import: |centre, bytes| {
            counted(
                centre,
                import_services,
                &written(centre, "directory.json", bytes),
            )
        },
    },
    Format {
        name: "services-tables",
        import: |centre, bytes| counted(centre, import_services, &unpacked(centre, bytes)),
    },
    Format {
        name: "playbook",
        import: |centre, bytes| {
            let path = written(centre, "rules.json", bytes);
            counted(centre, import_playbook, &path).map(|_| None)
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

/// Imports a file; how many rows the source has when it was taken.
fn counted(centre: &Centre, import: Importer, path: &Path) -> Imported {
    let imported = import(&centre.home, path, &centre.options(SOURCE), &mut |_, _| {});
    imported.map(|s| Some(s.added + s.changed + s.unchanged))
}
