//! What `/hsds/v3` reads of a snapshot: which objects fit a question, and their ready-made JSON.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::StoreError;

/// A kind of object; its number in the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A service.
    Service = 1,
    /// An organisation.
    Organization = 2,
    /// A service at one place.
    ServiceAtLocation = 3,
    /// A taxonomy.
    Taxonomy = 4,
    /// A term of a taxonomy.
    TaxonomyTerm = 5,
}

/// How much of an object is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Its id, and when it was changed.
    Minimal,
    /// Its one-to-one fields.
    List,
    /// All of it; an organisation with the id, name and status of each service.
    Full,
    /// All of it; an organisation with each service in full.
    FullServices,
}

/// What is asked for; everything given must fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Words that all stand in it, each at least as the beginning of a word.
    pub search: Option<String>,
    /// A taxonomy term it has.
    pub taxonomy_term_id: Option<String>,
    /// A taxonomy it has a term of, or a term belongs to.
    pub taxonomy_id: Option<String>,
    /// The organisation that gives it.
    pub organization_id: Option<String>,
    /// The term above it.
    pub parent_id: Option<String>,
    /// Only terms with none above them.
    pub top_only: bool,
    /// Changed at this second or later; what does not say when is left out.
    pub modified_after: Option<i64>,
    /// In this postcode, or with `within` near the middle of its places; spelled by [`postcode`].
    pub postcode: Option<String>,
    /// At most so many metres from the middle of the postcode's places.
    pub within: Option<f64>,
}

impl Wanted {
    /// Whether anything but words of a search is given.
    #[must_use]
    pub fn asks_for_more_than_words(&self) -> bool {
        let rest = Self {
            search: None,
            ..self.clone()
        };
        rest != Self::default()
    }
}

/// Reads the services directory as HSDS.
#[async_trait]
pub trait HsdsStore: Send + Sync {
    /// The rows that fit, in the order of their names.
    async fn hsds_find(&self, kind: Kind, wanted: &Wanted) -> Result<Vec<i64>, StoreError>;

    /// The row with this id.
    async fn hsds_row(&self, kind: Kind, id: &str) -> Result<Option<i64>, StoreError>;

    /// Appends the JSON of these rows, with `separator` between them.
    async fn hsds_write(
        &self,
        rows: &[i64],
        form: Form,
        separator: u8,
        out: &mut Vec<u8>,
    ) -> Result<(), StoreError>;

    /// A name for the content of the whole directory.
    async fn hsds_hash(&self) -> Result<String, StoreError>;
}

/// The second of a date, a time with an offset, or a time without one, which counts as UTC.
#[must_use]
pub fn moment(text: &str) -> Option<i64> {
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp.as_second());
    }
    let local: DateTime = match text.parse::<Date>() {
        Ok(date) if text.len() == 10 => date.into(),
        _ => text.parse().ok()?,
    };
    let zoned = local.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_second())
}

/// A postcode as it is compared: `33130-1234` is in `33130`, and `sw1a 1aa` is `SW1A1AA`.
#[must_use]
pub fn postcode(text: &str) -> String {
    let mut code: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if code.len() == 9 && code.bytes().all(|b| b.is_ascii_digit()) {
        code.truncate(5);
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_dates_and_times_are_written() {
        let noon = 1_772_539_200;
        for (text, second) in [
            ("2026-03-03T12:00:00Z", Some(noon)),
            ("2026-03-03T06:00:00-06:00", Some(noon)),
            ("2026-03-03T12:00:00.123Z", Some(noon)),
            ("2026-03-03T12:00:00", Some(noon)),
            ("2026-03-03", Some(noon - 43_200)),
            ("yesterday", None),
            ("2026-13-01", None),
            ("", None),
        ] {
            assert_eq!(moment(text), second, "{text}");
        }
    }

    #[test]
    fn postcodes_are_compared_without_their_spelling() {
        for (text, code) in [
            ("33130-1234", "33130"),
            (" 33130 ", "33130"),
            ("sw1a 1aa", "SW1A1AA"),
            ("-", ""),
        ] {
            assert_eq!(postcode(text), code);
        }
    }
}
