//! Visits in the centre's time: which is next, in how many days, and how long.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use portal_types::{Appointment, AppointmentChange, AppointmentStatus, Difference};

use super::agree::other_place;
use super::{children, days_between};
use crate::clock::rfc3339;
use crate::store::bodies::{AppointmentBody, Visit};

/// What a family reads of a visit.
#[must_use]
pub fn appointment(visit: &Visit, zone: &TimeZone, now: &Zoned) -> Appointment {
    let body = &visit.body;
    let local = |at: Timestamp| at.to_zoned(zone.clone());
    let minutes = body
        .starts_at
        .zip(body.ends_at)
        .map(|(start, end)| (end.as_second() - start.as_second()) / 60);
    Appointment {
        id: body.id.clone(),
        kind: body.kind.clone(),
        agency: body.agency.clone(),
        status: body.status,
        starts_at: body.starts_at.map(|at| rfc3339(&local(at))),
        ends_at: body.ends_at.map(|at| rfc3339(&local(at))),
        in_days: body
            .starts_at
            .map(|at| days_between(now.date(), local(at).date())),
        minutes: minutes.and_then(|m| i32::try_from(m).ok()),
        time_zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        place: body.place.clone(),
        people: body.people.clone(),
        children: children(&body.children),
        interpreter: body.interpreter,
        bring: body.bring.clone(),
        changed: body.changed.as_ref().map(|c| AppointmentChange {
            what: c.what,
            on: c.on.to_string(),
            from: c.from.map(|at| rfc3339(&local(at))),
            reason: c.reason.clone(),
        }),
        differs: difference(visit, zone, now.timestamp()),
    }
}

/// What another source says, until both the visit and what that source makes of it are over.
fn difference(visit: &Visit, zone: &TimeZone, now: Timestamp) -> Option<Difference> {
    let (shown, other) = (&visit.body, visit.other.as_ref()?);
    if is_over(shown, now) && is_over(other, now) {
        return None;
    }
    let local = |at: Timestamp| at.to_zoned(zone.clone());
    let told_on = |body: &AppointmentBody| Some(local(body.word.as_ref()?.at).date().to_string());
    Some(Difference {
        agency: other.agency.clone(),
        on: told_on(other)?,
        shown_on: told_on(shown)?,
        status: other.status,
        starts_at: other.starts_at.map(|at| rfc3339(&local(at))),
        ends_at: other.ends_at.map(|at| rfc3339(&local(at))),
        place: other_place(shown, other).map(|place| place.name.clone()),
    })
}

/// All visits as a list: those ahead with the soonest first, then those without a time,
/// then those that are over with the latest first.
#[must_use]
pub fn appointments(visits: &[Visit], zone: &TimeZone, now: &Zoned) -> Vec<Appointment> {
    let (over, rest): (Vec<_>, Vec<_>) = visits
        .iter()
        .partition(|v| is_over(&v.body, now.timestamp()));
    let (timeless, ahead): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|v| v.body.starts_at.is_none());
    ahead
        .into_iter()
        .chain(timeless)
        .chain(over.into_iter().rev())
        .map(|visit| appointment(visit, zone, now))
        .collect()
}

/// The soonest visit that still takes place.
pub(super) fn next(visits: &[Visit], now: Timestamp) -> Option<&Visit> {
    visits.iter().find(|visit| is_ahead(visit, now))
}

/// Whether a visit has a time, takes place, and is not over.
pub(super) fn is_ahead(Visit { body, .. }: &Visit, now: Timestamp) -> bool {
    use AppointmentStatus::{Arrived, Booked, CheckedIn, Pending, Proposed};
    let has_time = body.starts_at.is_some();
    let takes_place = matches!(
        body.status,
        Booked | Pending | Proposed | Arrived | CheckedIn
    );
    has_time && takes_place && !is_over(body, now)
}

/// Whether a visit with a start has ended.
fn is_over(body: &AppointmentBody, now: Timestamp) -> bool {
    body.starts_at
        .is_some_and(|start| !ends_after(start, body.ends_at, now))
}

/// Whether a visit is not over; one without an end is taken to last an hour.
pub(crate) fn ends_after(start: Timestamp, end: Option<Timestamp>, now: Timestamp) -> bool {
    let an_hour_later = || start.checked_add(1.hour()).ok();
    end.or_else(an_hour_later).unwrap_or(start) > now
}

#[cfg(test)]
#[path = "visit_tests.rs"]
mod tests;
