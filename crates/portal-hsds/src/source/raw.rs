//! One value of a JSON text as it stands there, and what is wrong with it.

/// Where a text stops being JSON.
pub(crate) struct Fault {
    /// The line.
    pub(crate) line: u64,
    /// What is wrong.
    pub(crate) reason: String,
}

/// A value as it stands in the text, and the line it begins on.
pub(crate) struct Raw<'a> {
    pub(crate) line: u64,
    pub(super) bytes: &'a [u8],
}

impl Raw<'_> {
    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The value parsed.
    ///
    /// # Errors
    /// The line and the reason when it is no UTF-8 or no JSON, or when it is no `T`: `expected`.
    pub(crate) fn parse<T: serde::de::DeserializeOwned>(&self, expected: &str) -> Result<T, Fault> {
        let text = self.text()?;
        serde_json::from_str(text).map_err(|error| {
            if error.is_data() {
                return fault(self.line, expected);
            }
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            let line = self.line + (error.line() as u64).saturating_sub(1);
            fault(line, format!("expected JSON: {said}"))
        })
    }

    /// The value as text.
    ///
    /// # Errors
    /// The line that is no UTF-8.
    pub(crate) fn text(&self) -> Result<&str, Fault> {
        str::from_utf8(self.bytes).map_err(|error| {
            let line = self.line + breaks(&self.bytes[..error.valid_up_to()]);
            fault(line, "expected UTF-8; save the file with that encoding")
        })
    }
}

/// A fault on a line.
pub(super) fn fault(line: u64, reason: impl Into<String>) -> Fault {
    Fault {
        line,
        reason: reason.into(),
    }
}

/// How many lines end in these bytes.
pub(super) fn breaks(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}
