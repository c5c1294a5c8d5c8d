//! Which visit is next, and what time it is told in.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use portal_types::{AppointmentStatus, Interpreter};

use super::super::overview;
use super::*;
use crate::store::CaseFile;
use crate::store::bodies::RevisionBody;

fn visit(id: &str, status: AppointmentStatus, starts: Option<&str>, ends: Option<&str>) -> Visit {
    let at = |t: &str| t.parse::<Timestamp>().expect("a timestamp");
    Visit::alone(AppointmentBody {
        id: id.to_owned(),
        kind: "medical_exam".to_owned(),
        agency: "clinic".to_owned(),
        status,
        starts_at: starts.map(at),
        ends_at: ends.map(at),
        place: None,
        people: vec![],
        children: vec![],
        interpreter: Interpreter::NotNeeded,
        bring: vec![],
        changed: None,
        revision: RevisionBody::default(),
        word: None,
    })
}

fn now(text: &str) -> Zoned {
    let zone = TimeZone::get("America/Chicago").expect("a zone of the database");
    text.parse::<Timestamp>()
        .expect("a timestamp")
        .to_zoned(zone)
}

#[test]
fn the_next_visit_is_the_soonest_that_still_takes_place() {
    use AppointmentStatus::{Booked, Cancelled, Waitlist};
    let case = CaseFile {
        appointments: vec![
            visit(
                "over",
                Booked,
                Some("2026-03-10T08:00:00-05:00"),
                Some("2026-03-10T08:30:00-05:00"),
            ),
            visit(
                "called off",
                Cancelled,
                Some("2026-03-10T10:00:00-05:00"),
                None,
            ),
            visit("running", Booked, Some("2026-03-10T08:45:00-05:00"), None),
            visit("later", Booked, Some("2026-03-11T08:00:00-05:00"), None),
            visit("waiting", Waitlist, None, None),
        ],
        ..CaseFile::default()
    };
    let at = now("2026-03-10T09:00:00-05:00");
    let seen = overview(&case, &at.time_zone().clone(), &at);
    assert_eq!(
        seen.next_appointment.expect("a visit").id,
        "running",
        "an hour is taken where no end is known"
    );
    let order: Vec<_> = appointments(&case.appointments, at.time_zone(), &at)
        .into_iter()
        .map(|a| a.id)
        .collect();
    assert_eq!(order, ["called off", "running", "later", "waiting", "over"]);
}

#[test]
fn a_visit_in_the_night_the_clocks_change_is_told_in_the_centres_time() {
    let at = now("2026-03-07T12:00:00-06:00");
    let body = visit(
        "v",
        AppointmentStatus::Booked,
        Some("2026-03-08T08:30:00Z"),
        Some("2026-03-08T09:30:00Z"),
    );
    let told = appointment(&body, at.time_zone(), &at);
    assert_eq!(
        told.starts_at.as_deref(),
        Some("2026-03-08T03:30:00-05:00"),
        "02:30 does not exist that night"
    );
    assert_eq!((told.in_days, told.minutes), (Some(1), Some(60)));
    let eve = now("2026-12-31T23:30:00-06:00");
    let body = visit(
        "v",
        AppointmentStatus::Booked,
        Some("2027-01-01T00:15:00-06:00"),
        None,
    );
    assert_eq!(
        appointment(&body, eve.time_zone(), &eve).in_days,
        Some(1),
        "45 minutes, and yet tomorrow"
    );
}
