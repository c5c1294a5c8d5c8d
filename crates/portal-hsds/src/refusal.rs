//! Why a directory is refused: every error at once, each with its place.

use std::fmt;

/// How many errors are kept in full; the rest is only counted.
pub const MAX_ERRORS: usize = 100;

/// One error of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct RowError {
    /// Name of the file within the folder or archive.
    pub file: String,
    /// Physical line, the first being 1; 0 when the error is of the whole file.
    pub line: u64,
    /// Column or field; empty when the error is of the whole line.
    pub field: String,
    /// What is wrong and what was expected.
    pub reason: String,
}

impl RowError {
    /// An error of a whole file.
    pub(crate) fn of_file(file: &str, reason: impl Into<String>) -> Self {
        Self::at(file, 0, "", reason)
    }

    /// An error at one field of one line.
    pub(crate) fn at(file: &str, line: u64, field: &str, reason: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            field: field.to_owned(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for RowError {
    /// `file:line: field: reason`, without the parts that are not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// A directory that is not taken in, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// The first [`MAX_ERRORS`] errors.
    pub errors: Vec<RowError>,
    /// How many errors there are altogether.
    pub total: u64,
}

impl Refusal {
    /// Adds an error; past [`MAX_ERRORS`] it is only counted.
    pub(crate) fn add(&mut self, error: RowError) {
        self.total += 1;
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(error);
        }
    }

    /// `value`, unless there are errors.
    pub(crate) fn or<T>(self, value: T) -> Result<T, Self> {
        if self.total == 0 {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl From<RowError> for Refusal {
    fn from(error: RowError) -> Self {
        Self {
            errors: vec![error],
            total: 1,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = if self.total == 1 { "error" } else { "errors" };
        writeln!(f, "nothing was taken in: {} {errors}", self.total)?;
        for error in &self.errors {
            writeln!(f, "{error}")?;
        }
        let hidden = self.total - self.errors.len() as u64;
        if hidden > 0 {
            writeln!(f, "and {hidden} more")?;
        }
        Ok(())
    }
}
