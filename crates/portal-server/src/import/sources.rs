//! What each source delivered last: the list of `portal sources`, kept in `sources.json` for the server.
//!
//! A file of its own, because a refused file publishes no snapshot and must be told all the same, and
//! because the server opens no database but the snapshot and `auth.db`. It holds no name of a person,
//! no id and no text of a file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};

use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use super::cases::names::is_key;
use super::report::ImportError;
use super::settings::SourceSettings;
use crate::home::Home;

/// One source and what it delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name, as `--source` has it.
    pub name: String,
    /// What it sends, such as `cases`.
    pub what: Option<String>,
    /// The agency that speaks.
    pub agency: Option<String>,
    /// When its last good file was accepted.
    pub last_good_at: Option<Timestamp>,
    /// When the source made that file, where it said so.
    pub as_of: Option<Timestamp>,
    /// When its last bad file was refused.
    pub last_refused_at: Option<Timestamp>,
    /// Why, in one line.
    pub last_refused_why: Option<String>,
    /// Rows of the last good file.
    pub rows: u64,
    /// What was set aside of the last good file: counts by what it was.
    pub set_aside: BTreeMap<String, u64>,
    /// Hours after which the next file is late.
    pub expect_every_hours: Option<u32>,
    /// Whether `sources/NAME.json` cannot be read; agency and hours are not known then.
    pub settings_broken: bool,
}

impl Source {
    /// Whether the last file that came was refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.last_refused_at > self.last_good_at
    }

    /// Whether a good file should have come since the last one.
    #[must_use]
    pub fn is_late(&self, now: Timestamp) -> bool {
        let Some(hours) = self.expect_every_hours else {
            return false;
        };
        let due = self
            .last_good_at
            .map(|at| at.saturating_add(i64::from(hours).hours()));
        due.is_none_or(|due| due.is_ok_and(|due| due < now))
    }

    /// Rows and values set aside of the last good file.
    #[must_use]
    pub fn set_aside_total(&self) -> u64 {
        self.set_aside.values().sum()
    }
}

/// Every source the home knows, by name: those that delivered something, and those that are only expected to.
///
/// # Errors
/// When the working database cannot be read.
pub fn list(home: &Home, working: &Connection) -> Result<Vec<Source>, ImportError> {
    let mut statement = working.prepare(
        "SELECT name, what, last_good_at, as_of, last_refused_at, last_refused_why, rows, set_aside FROM source",
    )?;
    let delivered = statement.query_map([], delivered)?;
    let mut sources: BTreeMap<String, Source> = delivered
        .map(|source| source.map(|source| (source.name.clone(), source)))
        .collect::<Result<_, _>>()?;
    for name in described(home)? {
        sources.entry(name.clone()).or_insert_with(|| Source {
            name,
            ..Source::default()
        });
    }
    for source in sources.values_mut() {
        // What is wrong with one source's settings must not keep another's facts out.
        let settings = SourceSettings::read(&home.sources(), &source.name);
        source.settings_broken = settings.is_err();
        let settings = settings.unwrap_or_default();
        source.agency = settings.agency;
        source.expect_every_hours = settings.expect_every_hours;
        if let Some(what) = settings.what {
            source.what = Some(what.name().to_owned());
        }
    }
    Ok(sources.into_values().collect())
}

fn delivered(row: &Row<'_>) -> rusqlite::Result<Source> {
    let time = |column| {
        let text: Option<String> = row.get(column)?;
        Ok::<_, rusqlite::Error>(text.and_then(|text| text.parse().ok()))
    };
    let set_aside: Option<String> = row.get(7)?;
    Ok(Source {
        name: row.get(0)?,
        what: row.get(1)?,
        last_good_at: time(2)?,
        as_of: time(3)?,
        last_refused_at: time(4)?,
        last_refused_why: row.get(5)?,
        rows: row.get::<_, Option<i64>>(6)?.unwrap_or(0).unsigned_abs(),
        set_aside: set_aside
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default(),
        ..Source::default()
    })
}

/// The sources the centre described, `sources/NAME.json` each.
fn described(home: &Home) -> io::Result<BTreeSet<String>> {
    let entries = match fs::read_dir(home.sources()) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(e) => return Err(e),
    };
    let mut names = BTreeSet::new();
    for entry in entries {
        let file = entry?.file_name();
        let name = file.to_str().and_then(|f| f.strip_suffix(".json"));
        names.extend(name.filter(|name| is_key(name)).map(str::to_owned));
    }
    Ok(names)
}

/// Writes the list where the server reads it: beside it, then by one rename.
///
/// # Errors
/// As [`list`], or when the file cannot be written.
pub fn tell(home: &Home, working: &Connection) -> Result<(), ImportError> {
    let text = serde_json::to_vec_pretty(&list(home, working)?)?;
    let path = home.sources_file();
    let next = path.with_extension("json.next");
    let mut file = File::create(&next)?;
    file.write_all(&text)?;
    file.sync_all()?;
    fs::rename(next, path)?;
    File::open(home.root())?.sync_all()?;
    Ok(())
}

/// Reads what was told; nothing before the first import.
///
/// # Errors
/// When the file cannot be read or is no such list.
pub fn told(home: &Home) -> io::Result<Vec<Source>> {
    match fs::read(home.sources_file()) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_late_when_its_hours_have_passed_and_refused_while_nothing_good_came_since() {
        let at = |hour: &str| format!("2026-03-10T{hour}:00:00Z").parse().ok();
        let now = at("12").expect("a time");
        let table = [
            (None, None, None, false, false),
            (Some(2), None, None, true, false),
            (Some(2), at("10"), None, false, false),
            (Some(1), at("10"), at("09"), true, false),
            (None, at("10"), at("11"), false, true),
            (None, None, at("11"), false, true),
        ];
        for (expect_every_hours, last_good_at, last_refused_at, late, refused) in table {
            let source = Source {
                expect_every_hours,
                last_good_at,
                last_refused_at,
                ..Source::default()
            };
            assert_eq!((source.is_late(now), source.is_refused()), (late, refused));
        }
    }
}
