//! What a centre says of one of its sources: `sources/NAME.json` in its home (`docs/watch.md`, `docs/tables.md`).

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::report::ImportError;
use crate::small_file;

/// What a source sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The case feed, as NDJSON or as tables.
    Cases,
    /// FHIR R4 Appointment.
    Appointments,
    /// iCalendar.
    Calendar,
    /// An HSDS directory.
    Services,
}

impl What {
    /// Its name in settings and lists.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            What::Cases => "cases",
            What::Appointments => "appointments",
            What::Calendar => "calendar",
            What::Services => "services",
        }
    }
}

/// One source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SourceSettings {
    /// What it sends; the watcher needs it.
    pub what: Option<What>,
    /// The agency that speaks: whose numbers for families it uses, and whose visits they are.
    pub agency: Option<String>,
    /// Hours after which the next file is late; its facts are then told with their age.
    pub expect_every_hours: Option<u32>,
    /// The source's own codes for kinds of visits, to keys of the playbook.
    pub kinds: BTreeMap<String, String>,
    /// The kind of a visit without a code that is known.
    pub default_kind: Option<String>,
    /// The source's own codes for reasons, to keys of the playbook.
    pub reasons: BTreeMap<String, String>,
    /// The source's own codes for roles of people, to keys of the playbook.
    pub roles: BTreeMap<String, String>,
    /// The source's names and ids of places, to ids of places that the centre described.
    pub places: BTreeMap<String, String>,
    /// Properties of a calendar entry that may hold the agency's number for a family, such as `X-CASE`.
    pub family_from: Vec<String>,
    /// IANA zone of times without one; the centre's own when absent.
    pub time_zone: Option<String>,
    /// The source's own tables: file name to how it is read.
    pub tables: BTreeMap<String, Table>,
}

/// How one table of a source becomes rows of the case feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Table {
    /// The type of row, such as `step`.
    pub r#type: String,
    /// The source's column names, to the fields of that type.
    pub columns: BTreeMap<String, String>,
    /// For a field, the source's own codes and what they mean in the case feed.
    pub codes: BTreeMap<String, BTreeMap<String, String>>,
    /// Fields that are the same in every row.
    pub fixed: BTreeMap<String, serde_json::Value>,
    /// Format of its dates as `strftime` writes it, such as `%m/%d/%Y`; ISO 8601 when absent.
    pub dates: Option<String>,
    /// The same for its times, such as `%m/%d/%Y %I:%M %p`; RFC 3339 with an offset when absent.
    pub times: Option<String>,
    /// What stands between two columns; a comma when absent.
    pub delimiter: Option<char>,
    /// Columns that are left out on purpose.
    pub ignore: Vec<String>,
}

impl SourceSettings {
    /// Reads the settings of a source; a source without a file has none.
    ///
    /// # Errors
    /// When the file cannot be read, or is not JSON of this shape: file, line and what was expected.
    pub fn read(sources: &Path, name: &str) -> Result<Self, ImportError> {
        match Self::read_file(&sources.join(format!("{name}.json"))) {
            Err(ImportError::Io(e)) if e.kind() == ErrorKind::NotFound => Ok(Self::default()),
            read => read,
        }
    }

    /// Reads settings from a file of that shape.
    ///
    /// # Errors
    /// As [`Self::read`], and when the file is not there.
    pub fn read_file(path: &Path) -> Result<Self, ImportError> {
        let shown = path.display();
        let text = small_file::text(path)
            .map_err(|e| io::Error::new(e.kind(), format!("{shown}: {e}")))?;
        serde_json::from_str(&text)
            .map_err(|e| ImportError::Settings(format!("{shown}:{}: {e}", e.line())))
    }
}
