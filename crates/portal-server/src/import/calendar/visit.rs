//! One visit of a calendar becomes one row of the case feed.

use serde_json::{Value, json};

use super::super::report::ImportError;
use super::super::visits::{Desk, Spot, Whose, same_as};
use super::components::Event;
use super::entry::{Entry, Status};
use super::lines::Line;
use super::series::{Visit, end_of};

/// What iCalendar calls the fields of a visit.
const NAMES: [(&str, &str); 7] = [
    ("id", "UID"),
    ("starts_at", "DTSTART"),
    ("ends_at", "DTEND"),
    ("kind", "CATEGORIES"),
    ("place", "LOCATION"),
    ("updated_at", "LAST-MODIFIED"),
    ("same_as", "UID"),
];

/// Properties people write in.
const FREE_TEXT: [&str; 6] = [
    "COMMENT",
    "CONTACT",
    "DESCRIPTION",
    "SUMMARY",
    "X-ALT-DESC",
    "X-MICROSOFT-CDO-INTENDEDSTATUS",
];

/// Where the agency's number for a family stands, if the centre did not say.
const NUMBER: &str = "X-CASE";

/// How the id of a visit of a series ends: the instant its rule put it at.
const INSTANT: &str = "%Y%m%dT%H%M%SZ";

/// What holds for every visit of an entry.
pub struct About<'k> {
    whose: Whose,
    kind: &'k str,
    place: Option<String>,
}

/// Looks up whose visits an entry tells of and which kind they are; `None` when they are left out or
/// refused, which is told.
pub fn about<'k>(desk: &mut Desk<'k>, visit: &Visit<'_>) -> Option<About<'k>> {
    let at = Spot::line(visit.entry.line);
    let from = family_from(desk);
    let field = from.first().cloned().unwrap_or_default();
    let whose = desk.whose(&numbers(&from, visit), &at, &field)?;
    let kind = desk.kind(&codes(visit), &at)?;
    let place = place(desk, visit);
    Some(About { whose, kind, place })
}

/// Hands over what a visit becomes.
///
/// # Errors
/// When the row cannot be kept.
pub fn visit(desk: &mut Desk<'_>, visit: &Visit<'_>, about: &About<'_>) -> Result<(), ImportError> {
    let entry = visit.entry;
    let at = Spot::line(entry.line);
    let timed = visit.start.as_ref().filter(|start| !start.is_day);
    let starts_at = timed.and_then(|start| start.instant().ok());
    if timed.is_none() && !is_ahead(desk, visit) {
        desk.set_aside("day without a time that is over");
        return Ok(());
    }
    let status = match entry.status {
        Status::Cancelled => "cancelled",
        Status::Booked if timed.is_some() => "booked",
        // Midnight would be a time nobody set: until somebody says when, it is not fixed.
        Status::Booked => {
            desk.warn(
                &at,
                "a day without a time: families read that the time is not set; please ask for it",
            );
            "pending"
        }
        Status::Pending => "pending",
    };
    let (id, name) = names(desk, visit);
    let row = json!({
        "type": "appointment",
        "id": id,
        "family": about.whose.family,
        "children": about.whose.children,
        "kind": about.kind,
        "agency": desk.agency,
        "status": status,
        "starts_at": starts_at.map(|at| at.to_string()),
        "ends_at": timed.and_then(|start| end_of(entry, start)).map(|at| at.to_string()),
        "place": about.place,
        "interpreter": desk.interpreter(&about.whose.family),
        "updated_at": entry.updated_at.map(|at| at.to_string()),
        "same_as": name,
    });
    if let Value::Object(row) = row {
        desk.keep(row, &at, &NAMES)?;
    }
    Ok(())
}

/// Counts once for each entry what is not kept of it.
pub fn count_unused(desk: &mut Desk<'_>, event: &Event) {
    for line in &event.properties {
        if FREE_TEXT.contains(&line.name.as_str()) {
            desk.set_aside(format!("free text in {}", line.name));
        } else if matches!(
            line.name.as_str(),
            "ATTENDEE" | "ORGANIZER" | "ATTACH" | "URL"
        ) {
            desk.set_aside(format!("property without a use: {}", line.name));
        }
    }
}

/// An id and the name other systems know it by: a UID may be private, and so both are digests in the end.
fn names(desk: &Desk<'_>, visit: &Visit<'_>) -> (String, String) {
    let uid = &visit.entry.uid;
    let key = desk.key(&["calendar", uid]);
    match visit.recurrence {
        None => (key, same_as(desk, uid)),
        Some(at) => {
            let at = at.strftime(INSTANT).to_string();
            (format!("{key}.{at}"), same_as(desk, &format!("{uid}/{at}")))
        }
    }
}

/// The series a visit is of, by its id.
pub fn series_of(id: &str) -> Option<&str> {
    let (series, instant) = id.split_once('.')?;
    let is_instant = jiff::civil::DateTime::strptime(INSTANT, instant).is_ok();
    (series.len() == 26 && is_instant).then_some(series)
}

/// Whether a visit without a time may still come.
fn is_ahead(desk: &Desk<'_>, visit: &Visit<'_>) -> bool {
    visit.start.as_ref().is_none_or(|start| {
        let today = start.zone.to_datetime(desk.context.now).date();
        start.local.date() >= today
    })
}

/// A property of the entry, or of its series where an exception leaves it out.
fn lines<'e>(visit: &Visit<'e>, name: &str) -> Vec<&'e Line> {
    let of = |entry: &'e Entry| {
        let all = entry.event.properties.iter();
        all.filter(|line| line.name == name).collect::<Vec<_>>()
    };
    let own = of(visit.entry);
    match visit.series {
        Some(series) if own.is_empty() => of(series),
        _ => own,
    }
}

/// The properties that may hold a number of a family.
fn family_from(desk: &Desk<'_>) -> Vec<String> {
    let named = &desk.context.settings.family_from;
    if named.is_empty() {
        return vec![NUMBER.to_owned()];
    }
    named.iter().map(|name| name.to_ascii_uppercase()).collect()
}

/// The numbers of families an entry names; a value may be several with commas between them.
fn numbers(from: &[String], visit: &Visit<'_>) -> Vec<Vec<String>> {
    let found = from.iter().flat_map(|name| lines(visit, name));
    found
        .flat_map(Line::texts)
        .filter(|number| !number.is_empty())
        .map(|number| vec![number])
        .collect()
}

/// Codes of what kind of visit it is: its categories, then each own property as `NAME|value`.
fn codes(visit: &Visit<'_>) -> Vec<String> {
    let mut codes: Vec<String> = lines(visit, "CATEGORIES")
        .into_iter()
        .flat_map(Line::texts)
        .collect();
    let entries = [Some(visit.entry), visit.series];
    let own = entries
        .into_iter()
        .flatten()
        .flat_map(|entry| &entry.event.properties);
    codes.extend(
        own.filter(|line| line.name.starts_with("X-"))
            .map(|line| format!("{}|{}", line.name, line.text())),
    );
    codes
}

/// The centre's own place for what LOCATION says; that text itself is never kept.
fn place(desk: &mut Desk<'_>, visit: &Visit<'_>) -> Option<String> {
    let location = lines(visit, "LOCATION").first()?.text();
    let known = desk.context.settings.places.get(&location).cloned();
    if known.is_none() && !location.is_empty() {
        desk.set_aside("LOCATION that places of the source's settings does not know");
    }
    known
}
