//! What appointments and calendars have in common on their way to rows of the case feed: how rows are
//! handed on, and how mistakes and what is left out are told.

mod known;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde_json::{Map, Value};

use super::cases::{self, Reading};
use super::report::ImportError;
use super::{Context, Keep};
pub use known::Whose;

/// A file longer than this is refused instead of read: both formats need the whole of it at once.
const MAX_BYTES: u64 = 32 << 20;

/// Warnings about single visits that are told one by one; the rest is counted.
const MAX_WARNINGS: usize = 20;

/// Where in the file something stands.
#[derive(Clone, Debug, Default)]
pub struct Spot {
    /// Line from 1.
    pub line: u64,
    /// What the names of fields begin with, such as `entry[3].`.
    pub within: String,
}

/// Takes visits in one by one and notes what is wrong with them.
pub struct Desk<'a> {
    /// What the centre knows.
    pub context: &'a Context<'a>,
    /// The agency whose visits they are.
    pub agency: &'a str,
    file: String,
    reading: Reading,
    keep: Keep<'a>,
    kept: HashSet<String>,
    untold: u64,
    unknown_reasons: u64,
}

impl<'a> Desk<'a> {
    /// Opens the desk for one file.
    ///
    /// # Errors
    /// [`ImportError::Settings`] when the centre has not said which agency the source is.
    pub fn open(
        context: &'a Context<'a>,
        path: &Path,
        keep: Keep<'a>,
    ) -> Result<Self, ImportError> {
        let Some(agency) = context.settings.agency.as_deref() else {
            return Err(ImportError::Settings(format!(
                "{}: expected the id of the agency whose visits these are, such as {{\"agency\":\"clinic\"}}; see docs/visits.md",
                settings_file(context.source)
            )));
        };
        Ok(Self {
            context,
            agency,
            file: path.display().to_string(),
            reading: Reading::default(),
            keep,
            kept: HashSet::new(),
            untold: 0,
            unknown_reasons: 0,
        })
    }

    /// All of a file; `None` when it is too long, which is noted.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn bytes(&mut self, path: &Path) -> Result<Option<Vec<u8>>, ImportError> {
        let file = File::open(path)
            .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", self.file)))?;
        // Room for all of it at once: a vector that grows holds its bytes twice for a moment. What is not written takes no memory.
        let room = usize::try_from(MAX_BYTES).unwrap_or_default() + 64;
        let mut bytes = Vec::with_capacity(room);
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 <= MAX_BYTES {
            return Ok(Some(bytes));
        }
        self.refuse(&Spot::line(1), "-", "expected a file of at most 32 MB");
        Ok(None)
    }

    /// Hands on one row of the case feed, judged as every row is. `names` are what this format calls the
    /// fields, for mistakes found in them.
    ///
    /// # Errors
    /// When the row cannot be kept.
    pub fn keep(
        &mut self,
        row: Map<String, Value>,
        at: &Spot,
        names: &[(&str, &str)],
    ) -> Result<(), ImportError> {
        let before = self.reading.refusal.errors.len();
        let row = cases::row(row, &self.file, at.line, &mut self.reading);
        for error in &mut self.reading.refusal.errors[before..] {
            let theirs = names.iter().find(|(ours, _)| *ours == error.field);
            let field = theirs.map_or(error.field.as_str(), |(_, theirs)| theirs);
            error.field = format!("{}{field}", at.within);
        }
        match row {
            Some(row) => (self.keep)(row),
            None => Ok(()),
        }
    }

    /// As [`Self::keep`] for a person or a place that several visits may name; it is kept once.
    ///
    /// # Errors
    /// When the row cannot be kept.
    pub fn keep_once(
        &mut self,
        id: &str,
        row: Map<String, Value>,
        at: &Spot,
    ) -> Result<(), ImportError> {
        if self.kept.insert(id.to_owned()) {
            self.keep(row, at, &[])?;
        }
        Ok(())
    }

    /// Notes a mistake; the file will be refused.
    pub fn refuse(&mut self, at: &Spot, field: &str, reason: &str) {
        let field = format!("{}{field}", at.within);
        cases::fail(&mut self.reading, &self.file, at.line, &field, reason);
    }

    /// Whether something was refused so far.
    pub fn has_refused(&self) -> bool {
        !self.reading.refusal.is_empty()
    }

    /// Counts what is not kept.
    pub fn set_aside(&mut self, what: impl Into<String>) {
        *self.reading.set_aside.entry(what.into()).or_default() += 1;
    }

    /// Says what somebody should look at; names a place in the file and nothing that stands there.
    pub fn warn(&mut self, at: &Spot, what: &str) {
        if self.reading.warnings.len() < MAX_WARNINGS {
            let within = at.within.trim_end_matches('.');
            let comma = if within.is_empty() { "" } else { ", " };
            let line = at.line;
            self.reading
                .warnings
                .push(format!("line {line}{comma}{within}: {what}"));
        } else {
            self.untold += 1;
        }
    }

    /// Counts a reason that the playbook has no words for.
    pub fn unknown_reason(&mut self) {
        self.unknown_reasons += 1;
    }

    /// A key for what the source calls something.
    pub fn key(&self, parts: &[&str]) -> String {
        self.context.secrets.opaque_id(parts)
    }

    /// Closes the desk: what was found beside the rows.
    pub fn close(mut self) -> Reading {
        if self.untold > 0 {
            let more = format!("… and {} more", self.untold);
            self.reading.warnings.push(more);
        }
        if self.unknown_reasons > 0 {
            self.reading.warnings.push(format!(
                "visits called off for a reason that reasons in {} does not know: {}",
                settings_file(self.context.source),
                self.unknown_reasons
            ));
        }
        self.reading
    }
}

impl Spot {
    /// A line as a whole.
    pub fn line(line: u64) -> Self {
        Self {
            line,
            within: String::new(),
        }
    }
}

/// Where the centre says what it knows of a source, as messages name it.
pub fn settings_file(source: &str) -> String {
    format!("sources/{source}.json")
}

/// A name by which other systems may know a visit, in the length the case feed takes.
pub fn same_as(desk: &Desk<'_>, name: &str) -> String {
    if name.chars().count() <= 120 {
        name.to_owned()
    } else {
        desk.key(&["long name", name])
    }
}
