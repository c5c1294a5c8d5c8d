//! What an import says when it is done: accepted whole, or refused whole with every reason.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::cases::names::is_key;

/// At most this many errors are told one by one; the rest is counted.
pub const MAX_ERRORS: usize = 100;

/// One reason to refuse a file, shown as `file:line: field: reason`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// The file as it was named on the command line, or its name within the folder.
    pub file: String,
    /// Line from 1.
    pub line: u64,
    /// The field, or `-` where the whole line is meant.
    pub field: String,
    /// What was expected, and what was found where that is no free text.
    pub reason: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {}: {}",
            self.file, self.line, self.field, self.reason
        )
    }
}

/// A refused import: nothing was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The first [`MAX_ERRORS`] errors, in the order of lines.
    pub errors: Vec<RowError>,
    /// All errors found.
    pub total: u64,
}

impl Refusal {
    /// Notes one more error.
    pub fn push(&mut self, error: RowError) {
        self.total += 1;
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(error);
        }
    }

    /// All of it in one line that may go anywhere: how many errors, and where the first one is.
    /// No reason, because reasons may repeat ids; no name that is more than a key.
    #[must_use]
    pub fn in_short(&self) -> String {
        let count = if self.total == 1 {
            "1 error".to_owned()
        } else {
            format!("{} errors", self.total)
        };
        let Some(first) = self.errors.first() else {
            return count;
        };
        let shown = |name: &str, before: &str, after: &str| {
            if is_key(name) && name != "-" {
                format!("{before}{name}{after}")
            } else {
                String::new()
            }
        };
        let file = shown(&first.file, " of ", "");
        let field = shown(&first.field, " (", ")");
        format!("{count}; the first in line {}{file}{field}", first.line)
    }

    /// Whether nothing is wrong so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in &self.errors {
            writeln!(f, "{error}")?;
        }
        let untold = self.total - self.errors.len() as u64;
        if untold > 0 {
            writeln!(f, "… and {untold} more")?;
        }
        write!(
            f,
            "refused: {} {}; nothing was changed",
            self.total,
            if self.total == 1 { "error" } else { "errors" }
        )
    }
}

/// An accepted import in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Which source's facts were replaced.
    pub source: String,
    /// Facts that are new.
    pub added: u64,
    /// Facts that are different now.
    pub changed: u64,
    /// Facts this source no longer has.
    pub removed: u64,
    /// Facts that stayed the same.
    pub unchanged: u64,
    /// What was not kept, by the reason or the field's name.
    pub set_aside: BTreeMap<String, u64>,
    /// What was mended on the way in, by the repair's name.
    pub repaired: BTreeMap<String, u64>,
    /// What did not stop the file but should be looked at.
    pub warnings: Vec<String>,
    /// Whether the file was only judged.
    pub checked_only: bool,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, count) in &self.repaired {
            writeln!(f, "repaired: {what}: {count}")?;
        }
        for (what, count) in &self.set_aside {
            writeln!(f, "set aside: {what}: {count}")?;
        }
        for warning in &self.warnings {
            writeln!(f, "warning: {warning}")?;
        }
        let verdict = if self.checked_only {
            "would be accepted"
        } else {
            "accepted"
        };
        write!(
            f,
            "{verdict}: {}: {} added, {} changed, {} removed, {} unchanged",
            self.source, self.added, self.changed, self.removed, self.unchanged
        )
    }
}

/// Why an import did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file was judged and refused.
    #[error("{0}")]
    Refused(Refusal),
    /// The file or the home directory could not be used.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The centre's settings cannot be used.
    #[error("{0}")]
    Center(#[from] crate::center::CenterError),
    /// What the centre says of the source cannot be used.
    #[error("{0}")]
    Settings(String),
    /// The working database could not be used.
    #[error("working database: {0}")]
    Database(#[from] rusqlite::Error),
    /// An accepted fact could not be written as JSON.
    #[error("fact: {0}")]
    Json(#[from] serde_json::Error),
    /// The snapshot could not be published.
    #[error("publish: {0}")]
    Publish(#[from] crate::publish::PublishError),
}
