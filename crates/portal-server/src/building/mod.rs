//! The centre's building: what `center.json` says of it, and who is where at a moment. Pure.

mod now;

pub use now::at;

use jiff::civil::Date;
use portal_hsds::hours;
use portal_hsds::model::Schedule;
use portal_types::{OpeningHours, Parking, Place};
use serde::{Deserialize, Deserializer, Serialize};

/// Characters a name may have: it stands large on a screen.
const LONGEST: usize = 80;

/// `building` in `center.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuildingConfig {
    /// What stands on its door.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Floor or suite of the front desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Town.
    pub city: String,
    /// State or province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Bus lines that stop there.
    #[serde(default)]
    pub bus_lines: Vec<String>,
    /// Parking there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parking: Option<Parking>,
    /// Whether one can get in without steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_free: Option<bool>,
    /// When its doors are open, in the centre's zone.
    pub hours: Vec<Times>,
    /// Days on which they stay closed in any case.
    #[serde(default, deserialize_with = "dates")]
    pub closed_days: Vec<Date>,
    /// Who is where, in the order of the screen.
    #[serde(default)]
    pub rooms: Vec<RoomConfig>,
}

/// Hours of some days, in the words of an HSDS `schedule`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// Days, such as `MO,TU` (RFC 5545, 3.3.10).
    pub byday: String,
    /// `HH:MM`.
    pub opens_at: String,
    /// `HH:MM`; earlier than `opens_at` is on the next day.
    pub closes_at: String,
}

/// Who is in a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomConfig {
    /// A kind of agency: a key of `agencies` in the playbook.
    pub agency: String,
    /// What stands on the door.
    pub room: String,
    /// The floor as the lift calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
    /// When somebody is there; whenever the doors are open if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Times>,
}

impl BuildingConfig {
    /// Whether a screen can show it.
    ///
    /// # Errors
    /// Names the field and says what was expected.
    pub fn check(&self) -> Result<(), String> {
        check_text("building.name", &self.name)?;
        check_text("building.street", &self.street)?;
        check_text("building.city", &self.city)?;
        for (field, text) in [
            ("unit", &self.unit),
            ("state", &self.state),
            ("postal_code", &self.postal_code),
        ] {
            check_optional(&format!("building.{field}"), text.as_ref())?;
        }
        for (at, line) in self.bus_lines.iter().enumerate() {
            check_text(&format!("building.bus_lines[{at}]"), line)?;
        }
        if self.hours.is_empty() {
            return Err("building.hours: expected at least one day on which it is open".to_owned());
        }
        check_times("building.hours", &self.hours)?;
        let open = weekly(&self.hours);
        for (at, room) in self.rooms.iter().enumerate() {
            room.check(&format!("building.rooms[{at}]"), &open)?;
        }
        Ok(())
    }

    fn place(&self) -> Place {
        Place {
            name: self.name.clone(),
            street: Some(self.street.clone()),
            unit: self.unit.clone(),
            city: Some(self.city.clone()),
            state: self.state.clone(),
            postal_code: self.postal_code.clone(),
            phone: None,
            bus_lines: self.bus_lines.clone(),
            parking: self.parking,
            step_free: self.step_free,
            confidential: false,
        }
    }
}

impl RoomConfig {
    /// `field` is where it stands in the file, `doors` when one can get into the building.
    fn check(&self, field: &str, doors: &[OpeningHours]) -> Result<(), String> {
        let is_key = |c: char| c.is_ascii_lowercase() || c == '_';
        if self.agency.is_empty() || !self.agency.chars().all(is_key) {
            return Err(format!(
                "{field}.agency: expected a key of the playbook's agencies such as \"police\", found {:?}",
                self.agency
            ));
        }
        check_text(&format!("{field}.room"), &self.room)?;
        check_optional(&format!("{field}.floor"), self.floor.as_ref())?;
        check_times(&format!("{field}.hours"), &self.hours)?;
        // Sending somebody to a door that is locked costs them a day.
        let is_within = |own: &OpeningHours| {
            doors
                .iter()
                .any(|door| door.0 == own.0 && door.1 <= own.1 && own.2 <= door.2)
        };
        if !weekly(&self.hours).iter().all(is_within) {
            return Err(format!(
                "{field}.hours: expected times at which the building is open"
            ));
        }
        Ok(())
    }
}

impl Times {
    fn schedule(&self) -> Schedule {
        Schedule {
            byday: Some(self.byday.clone()),
            opens_at: Some(self.opens_at.clone()),
            closes_at: Some(self.closes_at.clone()),
            ..Schedule::default()
        }
    }
}

/// The hours of a week; empty where one of them cannot be meant, which [`BuildingConfig::check`] refuses.
fn weekly(times: &[Times]) -> Vec<OpeningHours> {
    let schedules: Vec<Schedule> = times.iter().map(Times::schedule).collect();
    // They hold on any day: nothing limits them.
    hours::weekly(&schedules, Date::default()).weekly
}

fn check_times(field: &str, times: &[Times]) -> Result<(), String> {
    for (at, one) in times.iter().enumerate() {
        if weekly(std::slice::from_ref(one)).is_empty() {
            return Err(format!(
                "{field}[{at}]: expected days and times such as \
                 {{\"byday\": \"MO,TU\", \"opens_at\": \"08:00\", \"closes_at\": \"18:00\"}}"
            ));
        }
    }
    Ok(())
}

fn check_text(field: &str, text: &str) -> Result<(), String> {
    let is_good = !text.trim().is_empty() && text.chars().count() <= LONGEST;
    if is_good && !text.chars().any(char::is_control) {
        return Ok(());
    }
    Err(format!(
        "{field}: expected one line of at most {LONGEST} characters"
    ))
}

fn check_optional(field: &str, text: Option<&String>) -> Result<(), String> {
    text.map_or(Ok(()), |text| check_text(field, text))
}

/// ISO dates; the mistake names its field, which serde does not know.
fn dates<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Date>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    let date = |text: &String| {
        text.parse::<Date>().map_err(|_| {
            serde::de::Error::custom(format!(
                "building.closed_days: expected dates such as 2026-12-25, found {text:?}"
            ))
        })
    };
    texts.iter().map(date).collect()
}

#[cfg(test)]
mod tests;
