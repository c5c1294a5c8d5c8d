//! The id of a centre in a database of many.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Longest id in bytes: that of a label in a host's name (RFC 1035 section 2.3.4).
const LONGEST: usize = 63;

/// A short name in lower case: letters, digits, and hyphens between them. Whatever is made of it, an address, a path or a
/// statement, has nothing to escape.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CenterId(Arc<str>);

/// A text that is no such id.
#[derive(Debug, thiserror::Error)]
#[error("expected 1 to 63 of the characters a-z 0-9 -, with a letter or a digit at both ends")]
pub struct CenterIdError;

impl CenterId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CenterId {
    type Err = CenterIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let good = (1..=LONGEST).contains(&text.len())
            && text.bytes().all(allowed)
            && !text.starts_with('-')
            && !text.ends_with('-');
        good.then(|| Self(text.into())).ok_or(CenterIdError)
    }
}

impl TryFrom<String> for CenterId {
    type Error = CenterIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CenterId> for String {
    fn from(id: CenterId) -> Self {
        id.as_str().to_owned()
    }
}

impl fmt::Display for CenterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_nothing_that_anything_would_have_to_escape() {
        for good in ["a", "7", "north-river", "a--b", &"x".repeat(63)] {
            assert!(good.parse::<CenterId>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "-a",
            "a-",
            "North",
            "a_b",
            "a.b",
            "a b",
            "a'b",
            "é",
            &"x".repeat(64),
        ] {
            assert!(bad.parse::<CenterId>().is_err(), "{bad}");
        }
    }
}
