//! Which of several words on one visit is shown, and what is told of the others.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use portal_types::{Appointment, AppointmentStatus, Interpreter, Place};

use super::super::{appointment, appointments};
use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

fn place(name: &str, street: Option<&str>) -> Place {
    Place {
        name: name.to_owned(),
        street: street.map(str::to_owned),
        unit: None,
        city: street.map(|_| "Riverbend".to_owned()),
        state: None,
        postal_code: None,
        phone: None,
        bus_lines: vec![],
        parking: None,
        step_free: None,
        confidential: false,
    }
}

/// What source `source` said of a visit on a day of March: booked on the 20th, from nine to ten.
fn said(source: u32, day: u8) -> AppointmentBody {
    AppointmentBody {
        id: format!("id-{source}"),
        kind: "court_hearing".to_owned(),
        agency: format!("agency-{source}"),
        status: AppointmentStatus::Booked,
        starts_at: Some(at("2026-03-20T14:00:00Z")),
        ends_at: Some(at("2026-03-20T15:00:00Z")),
        place: None,
        people: vec![],
        children: vec![],
        interpreter: Interpreter::NotNeeded,
        bring: vec![],
        changed: None,
        revision: RevisionBody {
            number: 1,
            at: None,
        },
        word: Some(WordBody {
            of: "one visit".to_owned(),
            at: at(&format!("2026-03-{day:02}T12:00:00Z")),
            source,
            taken_back: false,
        }),
    }
}

fn with(mut body: AppointmentBody, change: impl FnOnce(&mut AppointmentBody)) -> AppointmentBody {
    change(&mut body);
    body
}

fn taken_back(mut body: AppointmentBody) -> AppointmentBody {
    body.word.as_mut().expect("a word").taken_back = true;
    body
}

fn now() -> Zoned {
    let zone = TimeZone::get("America/Chicago").expect("a zone of the database");
    at("2026-03-10T14:00:00Z").to_zoned(zone)
}

/// As a family is told.
fn told(bodies: Vec<AppointmentBody>) -> Vec<Appointment> {
    appointments(&agree(bodies), now().time_zone(), &now())
}

#[test]
fn the_newest_word_is_shown_once_and_the_order_of_rows_does_not_matter() {
    // Day each source said it, and which of them is shown.
    let table = [
        ([1, 2], 1),
        ([2, 1], 0),
        ([2, 2], 0), // of one moment: the source that comes first by name
    ];
    for (days, newest) in table {
        let rows = [said(0, days[0]), said(1, days[1])];
        let (forth, back) = (rows.clone(), [rows[1].clone(), rows[0].clone()]);
        for rows in [forth, back] {
            let told = told(rows.to_vec());
            let shown: Vec<_> = told.iter().map(|visit| visit.agency.as_str()).collect();
            assert_eq!(shown, [format!("agency-{newest}")], "{days:?}");
            assert_eq!(told[0].differs, None, "they agree");
            assert_eq!(
                told[0].id, "id-0",
                "the id does not change with who spoke last"
            );
        }
    }
}

#[test]
fn a_calendars_number_rises_whichever_source_changes_its_word() {
    let number = |rows: [AppointmentBody; 2]| agree(rows.to_vec())[0].body.revision.number;
    let before = number([said(0, 1), said(1, 2)]);
    let changed = |body| with(body, |v| v.revision.number += 1);
    assert!(number([said(0, 1), changed(said(1, 2))]) > before);
    // The other source speaks next, and has changed less often than the first.
    assert!(number([changed(said(0, 3)), said(1, 2)]) > before);
}

#[test]
fn only_what_both_say_can_differ() {
    use AppointmentStatus::{Cancelled, CheckedIn, Fulfilled, Pending, Waitlist};
    type Change = fn(&mut AppointmentBody);
    let table: [(&str, Change, bool); 13] = [
        ("the same", |_| (), false),
        (
            "another start",
            |v| v.starts_at = Some(at("2026-03-20T16:00:00Z")),
            true,
        ),
        (
            "another spelling of the start",
            |v| v.starts_at = Some(at("2026-03-20T09:00:00-05:00")),
            false,
        ),
        ("no start", |v| v.starts_at = None, false),
        (
            "another end",
            |v| v.ends_at = Some(at("2026-03-20T16:00:00Z")),
            true,
        ),
        ("no end", |v| v.ends_at = None, false),
        ("called off", |v| v.status = Cancelled, true),
        ("not fixed", |v| v.status = Pending, true),
        ("waiting", |v| v.status = Waitlist, true),
        ("they are there", |v| v.status = CheckedIn, false),
        ("it is done", |v| v.status = Fulfilled, false),
        ("no place", |v| v.place = None, false),
        (
            "another place",
            |v| v.place = Some(place("Court", None)),
            true,
        ),
    ];
    for (what, change, expected) in table {
        let newer = with(said(0, 2), |v| v.place = Some(place("Clinic", None)));
        let older = with(
            with(newer.clone(), |v| {
                *v = AppointmentBody {
                    word: said(1, 1).word,
                    ..v.clone()
                }
            }),
            change,
        );
        let visits = agree(vec![newer, older]);
        assert_eq!(visits.len(), 1, "{what}");
        assert_eq!(visits[0].other.is_some(), expected, "{what}");
    }
}

#[test]
fn one_house_by_two_names_is_one_place_and_a_visit_both_call_off_is_off() {
    let clinic = |name: &str| Some(place(name, Some("18 Hospital Hill Road")));
    let newer = with(said(0, 2), |v| v.place = clinic("Clinic 4"));
    let older = with(said(1, 1), |v| v.place = clinic("Children's Clinic"));
    assert_eq!(told(vec![newer, older])[0].differs, None);

    let off = |source, day| {
        with(said(source, day), |v| {
            v.status = AppointmentStatus::Cancelled;
        })
    };
    let moved = with(off(1, 1), |v| {
        v.starts_at = Some(at("2026-03-25T14:00:00Z"));
    });
    assert_eq!(told(vec![off(0, 2), moved])[0].differs, None);
}

#[test]
fn a_difference_names_who_said_what_and_when() {
    let newer = with(said(0, 2), |v| v.place = Some(place("Clinic", None)));
    let older = with(said(1, 1), |v| {
        v.starts_at = Some(at("2026-03-21T16:30:00Z"));
        v.ends_at = None;
        v.place = Some(place("Court", None));
    });
    let told = told(vec![older, newer]);
    let differs = told[0].differs.clone().expect("a difference");
    assert_eq!(
        told[0].starts_at.as_deref(),
        Some("2026-03-20T09:00:00-05:00")
    );
    assert_eq!(
        (differs.agency.as_str(), differs.on.as_str()),
        ("agency-1", "2026-03-01")
    );
    assert_eq!(differs.shown_on, "2026-03-02");
    assert_eq!(
        differs.starts_at.as_deref(),
        Some("2026-03-21T11:30:00-05:00")
    );
    assert_eq!(
        (differs.ends_at, differs.place.as_deref()),
        (None, Some("Court"))
    );
}

#[test]
fn what_the_newest_word_leaves_open_is_filled_in_by_those_that_agree() {
    let newest = with(said(0, 3), |v| v.ends_at = None);
    let differs = with(said(1, 2), |v| {
        v.starts_at = Some(at("2026-03-22T14:00:00Z"));
    });
    let differs = with(differs, |v| v.place = Some(place("Elsewhere", None)));
    let agrees = with(said(2, 1), |v| v.place = Some(place("Court", None)));
    let told = told(vec![newest, differs, agrees]);
    assert_eq!(told.len(), 1);
    assert_eq!(
        told[0].place.as_ref().map(|p| p.name.as_str()),
        Some("Court")
    );
    assert_eq!(told[0].minutes, Some(60));
    assert_eq!(
        told[0].differs.as_ref().map(|d| d.agency.as_str()),
        Some("agency-1")
    );
}

#[test]
fn a_visit_taken_back_is_gone_only_if_that_is_the_newest_word() {
    let gone = told(vec![said(0, 1), taken_back(said(1, 2))]);
    assert_eq!(gone, []);
    let stays = told(vec![said(0, 2), taken_back(said(1, 1))]);
    assert_eq!(stays.len(), 1);
    assert_eq!(stays[0].differs, None, "a mistake says nothing");
    assert_eq!(
        told(vec![taken_back(said(1, 2))]),
        [],
        "nor is it shown to who sees nothing else"
    );
}

#[test]
fn every_id_leads_to_the_visit_and_other_visits_stay_as_they_are() {
    let lone = with(said(7, 1), |v| v.word = None);
    let visits = agree(vec![lone.clone(), said(1, 2), said(0, 1)]);
    assert_eq!(visits.len(), 2);
    assert_eq!(visits[0], Visit::alone(lone));
    assert_eq!(visits[1].ids, ["id-0", "id-1"]);
}

#[test]
fn nothing_is_told_of_a_difference_once_both_are_over() {
    let older = with(said(1, 1), |v| {
        v.starts_at = Some(at("2026-03-18T14:00:00Z"));
    });
    let visit = agree(vec![said(0, 2), older]).remove(0);
    let zone = now().time_zone().clone();
    let table = [
        ("2026-03-17T12:00:00Z", true),
        ("2026-03-19T12:00:00Z", true),
        ("2026-03-20T15:00:00Z", false),
    ];
    for (time, expected) in table {
        let told = appointment(&visit, &zone, &at(time).to_zoned(zone.clone()));
        assert_eq!(told.differs.is_some(), expected, "{time}");
    }
}
