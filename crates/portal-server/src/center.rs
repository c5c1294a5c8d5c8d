//! The centre's own settings: `center.json` in its home directory.

use std::path::Path;

use jiff::tz::TimeZone;
use portal_search::Place;
use portal_types::CenterPlace;
use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::building::BuildingConfig;
use crate::database::CenterId;
use crate::small_file;

/// What the centre decides about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CenterConfig {
    /// The centre's id in a database of many; the name of its home's folder if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CenterId>,
    /// The neutral name in headers and on the sign-in screen.
    pub name: String,
    /// The phone number a family can always call, e.g. `816-555-0100`.
    pub phone: String,
    /// The number in calendar entries and on cards, which others may read and call; `phone` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar_phone: Option<String>,
    /// Where families reach the portal; it is printed on cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// IANA time zone in which the centre means its dates.
    pub time_zone: String,
    /// Languages of the portal here, BCP 47, the default first.
    pub languages: Vec<String>,
    /// Where the leave button goes: an ordinary page of another site.
    pub leave_url: String,
    /// Degrees north of the centre, with `longitude` or not at all; a family may search near it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east of the centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// Where the centre is, when it is open, and who is where; for the touch screen in the lobby.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<BuildingConfig>,
    /// Whether this is the fictional demo centre; only there may the clock be fixed.
    #[serde(default)]
    pub demo: bool,
}

/// Why the centre's settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CenterError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not what it should be.
    #[error("{path}: {reason}")]
    Invalid {
        /// The file.
        path: String,
        /// What was expected.
        reason: String,
    },
}

impl CenterConfig {
    /// Reads and checks `center.json`.
    ///
    /// # Errors
    /// When the file is missing, is not JSON of this shape, or a value cannot be used.
    pub fn read(path: &Path) -> Result<Self, CenterError> {
        let shown = path.display().to_string();
        let text = small_file::text(path).map_err(|source| CenterError::Read {
            path: shown.clone(),
            source,
        })?;
        let invalid = |reason: String| CenterError::Invalid {
            path: shown.clone(),
            reason,
        };
        let config: Self = serde_json::from_str(&text).map_err(|e| invalid(e.to_string()))?;
        config.check().map_err(invalid)?;
        Ok(config)
    }

    /// Settings to begin with; a family must not read them, so [`Self::check_complete`] refuses them.
    #[must_use]
    pub fn starter() -> Self {
        Self {
            id: None,
            name: "Family Center".to_owned(),
            phone: String::new(),
            calendar_phone: None,
            address: None,
            time_zone: "America/Chicago".to_owned(),
            languages: vec!["en".to_owned(), "es".to_owned()],
            leave_url: "https://www.weather.gov/".to_owned(),
            latitude: None,
            longitude: None,
            building: None,
            demo: false,
        }
    }

    /// Whether families can be shown this centre: they must have a number to call.
    ///
    /// # Errors
    /// Says which setting is missing.
    pub fn check_complete(&self) -> Result<(), String> {
        for (name, number) in [
            ("phone", self.phone.as_str()),
            ("calendar_phone", self.calendar_phone()),
        ] {
            let digits = number.chars().filter(char::is_ascii_digit).count();
            if digits < 7 {
                return Err(format!(
                    "{name}: expected a number a family can always call, such as \"816-555-0100\""
                ));
            }
        }
        Ok(())
    }

    /// The time zone as jiff knows it; UTC when the name is unknown, which [`Self::read`] refuses.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// Where the centre is, in ten-thousandths of a degree: some ten metres.
    #[must_use]
    pub fn place(&self) -> Option<CenterPlace> {
        let packed = |degrees: f64| (degrees * 10_000.0).round() as i32;
        let place = Place::new(packed(self.latitude?), packed(self.longitude?))?;
        Some(CenterPlace {
            latitude: place.latitude,
            longitude: place.longitude,
        })
    }

    /// The phone number in the form a `tel:` link takes (E.164; ten digits are taken for North America).
    #[must_use]
    pub fn phone_e164(&self) -> String {
        let digits: String = self.phone.chars().filter(char::is_ascii_digit).collect();
        if self.phone.starts_with('+') || digits.len() != 10 {
            format!("+{digits}")
        } else {
            format!("+1{digits}")
        }
    }

    /// The number in calendar entries and on cards.
    #[must_use]
    pub fn calendar_phone(&self) -> &str {
        self.calendar_phone.as_deref().unwrap_or(&self.phone)
    }

    fn check(&self) -> Result<(), String> {
        if TimeZone::get(&self.time_zone).is_err() {
            return Err(format!(
                "time_zone: expected an IANA name such as America/Chicago, found {:?}",
                self.time_zone
            ));
        }
        if self.languages.is_empty() {
            return Err("languages: expected at least one BCP 47 tag such as \"en\"".to_owned());
        }
        if !self.leave_url.starts_with("https://") && !is_loopback(&self.leave_url) {
            return Err(format!(
                "leave_url: expected an https address, found {:?}",
                self.leave_url
            ));
        }
        if self.leave_url.contains(['"', '<', '>', ' ']) {
            return Err(
                "leave_url: expected an address without quotes, brackets or spaces".to_owned(),
            );
        }
        if (self.latitude.is_some() || self.longitude.is_some()) && self.place().is_none() {
            return Err(
                "latitude, longitude: expected both in degrees, such as 39.1 and -94.58, or neither"
                    .to_owned(),
            );
        }
        self.building.as_ref().map_or(Ok(()), BuildingConfig::check)
    }
}

/// Plain HTTP to this machine itself, for trying things out; the host is read whole, not by its beginning.
fn is_loopback(url: &str) -> bool {
    let host = url
        .strip_prefix("http://")
        .and_then(|rest| rest.split(['/', ':', '?', '#']).next());
    host.and_then(|h| h.parse::<std::net::Ipv4Addr>().ok())
        .is_some_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_centre_is_somewhere_on_earth_or_does_not_say() {
        let somewhere = CenterPlace {
            latitude: 391_000,
            longitude: -945_800,
        };
        for (latitude, longitude, good, place) in [
            (Some(39.1), Some(-94.58), true, Some(somewhere)),
            (None, None, true, None),
            (Some(39.1), None, false, None),
            (None, Some(-94.58), false, None),
            (Some(0.0), Some(0.0), false, None),
            (Some(91.0), Some(0.0), false, None),
            (Some(39.1), Some(-181.0), false, None),
        ] {
            let center = CenterConfig {
                latitude,
                longitude,
                ..CenterConfig::starter()
            };
            assert_eq!(center.check().is_ok(), good, "{latitude:?} {longitude:?}");
            assert_eq!(center.place(), place, "{latitude:?} {longitude:?}");
        }
    }

    #[test]
    fn leaving_goes_to_https_or_to_this_machine_and_nowhere_else() {
        let table = [
            ("https://example.org/", true),
            ("http://127.0.0.1:4000/neutral?a=1", true),
            ("http://127.0.0.10/", true),
            ("http://127.0.0.1.example.org/", false),
            ("http://127.0.0.1@example.org/", false),
            ("http://example.org/", false),
            ("javascript:alert(1)", false),
        ];
        for (url, good) in table {
            let center = CenterConfig {
                leave_url: url.to_owned(),
                ..CenterConfig::starter()
            };
            assert_eq!(center.check().is_ok(), good, "{url}");
        }
    }
}
