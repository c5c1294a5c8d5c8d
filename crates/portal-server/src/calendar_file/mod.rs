//! A visit as a file for the family's own calendar (iCalendar, RFC 5545). Pure.
//!
//! Lock screens, shared accounts and phones of an employer show calendars, so the file says a time and
//! nothing else unless the family wants more, and its title never says more. It reminds nobody: an
//! alarm would light the screen with it.

mod details;
mod lines;

use jiff::Timestamp;
use portal_types::{AppointmentStatus, Playbook};

use crate::store::bodies::AppointmentBody;
use crate::words::Words;
use lines::Lines;

/// How much of a visit its entry shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// The time.
    #[default]
    Time,
    /// The time and the place.
    Place,
    /// What the screen shows of the visit.
    All,
}

/// What a file is made of.
pub struct Entry<'a> {
    /// The visit.
    pub visit: &'a AppointmentBody,
    /// The name of the agency it is with, where that is known.
    pub agency: Option<&'a str>,
    /// The portal's words in the family's language.
    pub words: Words,
    /// The centre's words in that language.
    pub book: &'a Playbook,
    /// The number to call.
    pub phone: &'a str,
    /// How much of the visit is shown.
    pub shows: Shows,
    /// Stands for the time of the last change where that is not known.
    pub now: Timestamp,
}

/// The file of one visit; nothing while the visit has no time.
///
/// Times are UTC, so it needs no time zone of its own. It has no METHOD: PUBLISH asks for an ORGANIZER
/// (RFC 5546 section 3.2.1), which would name the centre, and programs import a file without METHOD as
/// they import a published one. Its DTSTAMP is then the time of the last change (RFC 5545 section
/// 3.8.7.2) and not that of the download. Of a visit whose end is not known the end is left out: one
/// that was made up would be believed.
#[must_use]
pub fn file(entry: &Entry<'_>) -> Option<String> {
    let visit = entry.visit;
    let start = visit.starts_at?;
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Appointments//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &format!("{}@calendar.invalid", visit.id));
    lines.put("DTSTAMP", &utc(visit.revision.at.unwrap_or(entry.now)));
    if let Some(at) = visit.revision.at {
        lines.put("LAST-MODIFIED", &utc(at));
    }
    lines.put("SEQUENCE", &visit.revision.number.to_string());
    lines.put("DTSTART", &utc(start));
    if let Some(end) = visit.ends_at.filter(|end| *end > start) {
        lines.put("DTEND", &utc(end));
    }
    lines.put_text("SUMMARY", entry.words.text("calendar.event"));
    if let Some(location) = details::location(entry) {
        lines.put_text("LOCATION", &location);
    }
    lines.put_text("DESCRIPTION", &details::description(entry));
    lines.put("STATUS", status(visit.status));
    lines.put("CLASS", "PRIVATE");
    lines.put("TRANSP", transparency(visit.status));
    lines.put("END", "VEVENT");
    lines.put("END", "VCALENDAR");
    Some(lines.finish())
}

/// RFC 5545 section 3.3.5, form 2.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// RFC 5545 section 3.8.1.11.
fn status(status: AppointmentStatus) -> &'static str {
    match status {
        AppointmentStatus::Cancelled | AppointmentStatus::Noshow => "CANCELLED",
        AppointmentStatus::Proposed | AppointmentStatus::Pending | AppointmentStatus::Waitlist => {
            "TENTATIVE"
        }
        AppointmentStatus::Booked
        | AppointmentStatus::Arrived
        | AppointmentStatus::CheckedIn
        | AppointmentStatus::Fulfilled => "CONFIRMED",
    }
}

/// RFC 5545 section 3.8.2.7: a visit that was called off takes no time.
fn transparency(of: AppointmentStatus) -> &'static str {
    if status(of) == "CANCELLED" {
        "TRANSPARENT"
    } else {
        "OPAQUE"
    }
}

#[cfg(test)]
mod tests;
