//! What a fault is.

use anyhow::{Result, bail};

/// A fault in one place of the sources.
pub struct Fault {
    /// What somebody got wrong, in words joined by `-`.
    pub name: &'static str,
    /// The file, from the project's root.
    pub file: &'static str,
    /// What stands there, once.
    pub right: &'static str,
    /// What stands there instead.
    pub wrong: &'static str,
    /// Where the tests are.
    pub suite: Suite,
    /// The tests that must go red, all of them, by their path in the suite.
    pub red: &'static [&'static str],
}

/// A test program of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suite {
    /// Tests beside the code.
    Unit,
    /// Over HTTP, with the facts in a file.
    Api,
    /// The same, with the facts in a PostgreSQL.
    ApiOnPostgresql,
    /// The importers.
    Import,
}

impl Suite {
    /// What chooses it, for cargo.
    pub fn target(self) -> &'static [&'static str] {
        match self {
            Self::Unit => &["--lib"],
            Self::Api => &["--test", "api"],
            Self::ApiOnPostgresql => &["--test", "api-on-postgresql"],
            Self::Import => &["--test", "import"],
        }
    }

    /// The folder its modules are in, from the project's root.
    #[cfg(test)]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Unit => "crates/portal-server/src",
            Self::Api | Self::ApiOnPostgresql => "crates/portal-server/tests/api",
            Self::Import => "crates/portal-server/tests/import",
        }
    }
}

impl Fault {
    /// The text of the file with the fault in it.
    ///
    /// # Errors
    /// When what it replaces does not stand there exactly once: the sources have changed, and the fault must follow.
    pub fn in_text(&self, text: &str) -> Result<String> {
        match text.matches(self.right).count() {
            1 => Ok(text.replacen(self.right, self.wrong, 1)),
            found => bail!(
                "{}: expected once in {}, found {found} times:\n{}",
                self.name,
                self.file,
                self.right
            ),
        }
    }
}
