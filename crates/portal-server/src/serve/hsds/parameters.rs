//! The parameters of HSDS: read once, refused by name.

use serde_json::Value;

use super::super::error::ApiError;
use crate::store::hsds::{Form, Wanted, moment, postcode};

/// Rows of a page when nothing is said.
const PER_PAGE: usize = 50;

/// Most rows of a page; `format=ndjson` gives all rows at once.
const MAX_PER_PAGE: usize = 1000;

/// Names and values as they were sent.
pub type Pairs = Vec<(String, String)>;

/// A parameter of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Search,
    Page,
    PerPage,
    Format,
    TaxonomyTermId,
    TaxonomyId,
    OrganizationId,
    ModifiedAfter,
    Minimal,
    Full,
    FullService,
    Postcode,
    Proximity,
    TopOnly,
    ParentId,
}

impl Name {
    /// Whether its value is text, and an empty one says nothing.
    fn is_text(self) -> bool {
        matches!(
            self,
            Self::Search
                | Self::TaxonomyTermId
                | Self::TaxonomyId
                | Self::OrganizationId
                | Self::ParentId
                | Self::Postcode
        )
    }
}

/// Every parameter as it is spelled.
const NAMES: &[(&str, Name)] = &[
    ("search", Name::Search),
    ("page", Name::Page),
    ("per_page", Name::PerPage),
    ("format", Name::Format),
    ("taxonomy_term_id", Name::TaxonomyTermId),
    ("taxonomy_id", Name::TaxonomyId),
    ("organization_id", Name::OrganizationId),
    ("modified_after", Name::ModifiedAfter),
    ("minimal", Name::Minimal),
    ("full", Name::Full),
    ("full_service", Name::FullService),
    ("postcode", Name::Postcode),
    ("proximity", Name::Proximity),
    ("top_only", Name::TopOnly),
    ("parent_id", Name::ParentId),
];

/// What a request asks for.
#[derive(Debug, Default)]
pub struct Asked {
    /// Which objects.
    pub wanted: Wanted,
    /// Which page, from 1.
    pub page: usize,
    /// All rows, one a line.
    pub ndjson: bool,
    per_page: Option<usize>,
    minimal: bool,
    full: bool,
    full_service: bool,
}

impl Asked {
    /// Reads the parameters in `known`. A name the standard does not have is passed over, an empty
    /// text is none.
    ///
    /// # Errors
    /// [`ApiError::BadParameter`] for a value that cannot be, for a parameter of another path (whoever
    /// sends it would take all rows for the fitting ones), and for one that is given twice.
    pub fn read(pairs: &Pairs, known: &[Name]) -> Result<Self, ApiError> {
        let mut asked = Self {
            page: 1,
            ..Self::default()
        };
        let mut seen = Vec::new();
        for (sent, value) in pairs {
            let Some((name, which)) = NAMES.iter().find(|(name, _)| name == sent) else {
                continue;
            };
            let bad = |expected| ApiError::BadParameter { name, expected };
            if !known.contains(which) {
                return Err(bad("nothing: it is no parameter of this path"));
            }
            if seen.contains(which) {
                return Err(bad("it once"));
            }
            seen.push(*which);
            if !(value.trim().is_empty() && which.is_text()) {
                asked.take(*which, value).map_err(bad)?;
            }
        }
        if asked.wanted.within.is_some() && asked.wanted.postcode.is_none() {
            return Err(ApiError::BadParameter {
                name: "postcode",
                expected: "a postcode to measure the proximity from",
            });
        }
        Ok(asked)
    }

    fn take(&mut self, which: Name, value: &str) -> Result<(), &'static str> {
        let text = || Some(value.to_owned());
        match which {
            Name::Search => self.wanted.search = text(),
            Name::Page => self.page = count(value).ok_or("a whole number from 1")?,
            Name::PerPage => {
                let count = count(value).filter(|count| *count <= MAX_PER_PAGE);
                self.per_page = Some(count.ok_or("a whole number from 1 to 1000")?);
            }
            Name::Format => {
                self.ndjson = match value {
                    "json" => false,
                    "ndjson" => true,
                    _ => return Err("json or ndjson"),
                }
            }
            Name::TaxonomyTermId => self.wanted.taxonomy_term_id = text(),
            Name::TaxonomyId => self.wanted.taxonomy_id = text(),
            Name::OrganizationId => self.wanted.organization_id = text(),
            Name::ParentId => self.wanted.parent_id = text(),
            Name::ModifiedAfter => self.wanted.modified_after = Some(second(value)?),
            Name::Postcode => self.wanted.postcode = Some(postcode(value)),
            Name::Proximity => self.wanted.within = Some(metres(value)?),
            Name::Minimal => self.minimal = flag(value)?,
            Name::Full => self.full = flag(value)?,
            Name::FullService => self.full_service = flag(value)?,
            Name::TopOnly => self.wanted.top_only = flag(value)?,
        }
        Ok(())
    }

    /// Rows of a page. A minimal list is for comparing whole directories: it has one page by itself.
    pub fn per_page(&self, found: usize) -> usize {
        match self.per_page {
            Some(count) => count,
            None if self.minimal => found.max(1),
            None => PER_PAGE,
        }
    }

    /// How much is told of each row of a list: the least when `minimal` is asked for.
    pub fn form(&self) -> Form {
        if self.minimal {
            Form::Minimal
        } else if self.full_service {
            Form::FullServices
        } else if self.full {
            Form::Full
        } else {
            Form::List
        }
    }
}

/// The parameters in the body of a query.
///
/// # Errors
/// [`ApiError::BadRequest`] when it is neither empty nor an object of plain values.
pub fn of_body(body: &[u8]) -> Result<Pairs, ApiError> {
    if body.trim_ascii().is_empty() {
        return Ok(Pairs::new());
    }
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        return Err(ApiError::BadRequest);
    };
    let pairs = fields.into_iter().filter_map(|(name, value)| {
        let value = match value {
            Value::Null => return None,
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            Value::Array(_) | Value::Object(_) => return Some(Err(ApiError::BadRequest)),
        };
        Some(Ok((name, value)))
    });
    pairs.collect()
}

fn count(value: &str) -> Option<usize> {
    let count: u32 = value.parse().ok()?;
    usize::try_from(count).ok().filter(|count| *count > 0)
}

fn flag(value: &str) -> Result<bool, &'static str> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("true or false"),
    }
}

fn metres(value: &str) -> Result<f64, &'static str> {
    let metres: f64 = value.parse().map_err(|_| "metres")?;
    if metres.is_finite() && metres >= 0.0 {
        Ok(metres)
    } else {
        Err("metres")
    }
}

/// In an address a `+` that is not encoded arrives as a blank.
fn second(value: &str) -> Result<i64, &'static str> {
    let repaired = value.trim().replace(' ', "+");
    moment(value.trim())
        .or_else(|| moment(&repaired))
        .ok_or("a date, or a time as in RFC 3339")
}
