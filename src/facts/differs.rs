//! What is said when two sources tell different things about one visit.

use portal_types::{Appointment, AppointmentStatus, Contact, Difference};

use super::{Reader, calls};
use crate::ui::{Call, Icon, Line, Tone};

/// That there are two words on this visit, that the newer one is shown, and what the other one says.
#[must_use]
pub fn difference(reader: &Reader, visit: &Appointment, differs: &Difference) -> Vec<Line> {
    let words = reader.words;
    let shown = words.differs_shown(
        &reader.agency(&visit.agency),
        &reader.short(&differs.shown_on),
    );
    let mut lines = vec![
        Line::toned(Icon::Alert, words.differs_title(), Tone::Late),
        Line::plain(Icon::Info, shown),
    ];
    let said = said(reader, visit, differs);
    lines.extend(said.into_iter().map(|text| Line::plain(Icon::Info, text)));
    lines
}

/// Each thing the other source says otherwise, a sentence each.
fn said(reader: &Reader, visit: &Appointment, differs: &Difference) -> Vec<String> {
    use AppointmentStatus::{Cancelled, Pending, Proposed, Waitlist};
    let words = reader.words;
    let (agency, on) = (reader.agency(&differs.agency), reader.short(&differs.on));
    if differs.status == Cancelled {
        return vec![words.differs_off(&agency, &on)];
    }
    let is_open = |status| matches!(status, Pending | Proposed | Waitlist);
    let unsure = is_open(differs.status) && !is_open(visit.status);
    let surer = !is_open(differs.status) && is_open(visit.status);
    let another_time = differs.starts_at != visit.starts_at;
    let mut said = Vec::new();
    if unsure {
        said.push(words.differs_open(&agency, &on));
    }
    if let Some(start) = &differs.starts_at
        && (another_time || surer || visit.status == Cancelled)
    {
        let (day, time) = (reader.day(start), reader.time(start));
        said.push(words.differs_time(&agency, &on, &day, &time));
    }
    if let Some(place) = &differs.place {
        said.push(words.differs_place(&agency, &on, place));
    }
    if let Some(end) = differs.ends_at.as_ref().filter(|_| said.is_empty()) {
        said.push(words.differs_end(&agency, &on, &reader.time(end)));
    }
    said
}

/// Whom to call about it: whoever spoke last, then the other.
#[must_use]
pub fn whom_to_ask(reader: &Reader, visit: &Appointment, differs: &Difference) -> Vec<Call> {
    let office = |id: &String| {
        let source = reader.source(id);
        Contact {
            name: reader.agency(id),
            role: String::new(),
            agency: String::new(),
            phone: source.and_then(|source| source.phone.clone()),
            extension: None,
        }
    };
    let (shown, other) = (office(&visit.agency), office(&differs.agency));
    calls(reader, &visit.agency, Some(&shown), &[other])
}

#[cfg(test)]
#[path = "differs_tests.rs"]
mod tests;
