//! Bodies come back as they were written, by this version and by earlier ones.

use std::fmt::Debug;

use jiff::civil::date;
use portal_types::{Contact, PromiseBasis, UpdateKind, WhoActs};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::*;

/// Written as a list, and read from it and from the object of an earlier version.
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(body: &T) -> String {
    let listed = write(body).expect("written");
    assert!(listed.starts_with('['), "{listed}");
    for text in [&listed, &serde_json::to_string(body).expect("an object")] {
        assert_eq!(&serde_json::from_str::<T>(text).expect(text), body);
    }
    listed
}

fn contact(phone: Option<&str>) -> Contact {
    Contact {
        name: "Dana Whitlow".to_owned(),
        role: "advocate".to_owned(),
        agency: "center".to_owned(),
        phone: phone.map(str::to_owned),
        extension: None,
    }
}

fn promise(made_on: Option<Date>) -> PromiseBody {
    PromiseBody {
        by: date(2026, 3, 20),
        made_on,
        basis: PromiseBasis::Worker,
        source_key: None,
    }
}

/// A step of which as little or as much is known as can be.
fn step(all: bool) -> StepBody {
    let day = all.then(|| date(2026, 3, 10));
    StepBody {
        id: "s".to_owned(),
        kind: "forensic_interview".to_owned(),
        agency: "center".to_owned(),
        stage: StepStage::InProgress,
        who_acts: WhoActs::Agency,
        children: vec![ChildBody {
            id: "c".to_owned(),
            number: 1,
            first_name: all.then(|| "Sam".to_owned()),
        }],
        started_on: day,
        done_on: None,
        last_confirmed_on: day,
        asked_on: day,
        asked_by: all.then(|| contact(None)),
        next_check_on: None,
        reason: all.then(|| "lab_backlog".to_owned()),
        contact: all.then(|| contact(Some("816-555-0110"))),
        escalation: vec![contact(None)],
        promises: vec![promise(day), promise(None)],
        source: 3,
        reached: None,
        past: match day {
            Some(gone_on) => vec![PastBody {
                promise: promise(day),
                gone_on,
            }],
            None => Vec::new(),
        },
        rule: None,
    }
}

#[test]
fn a_body_comes_back_as_it_was_written_by_any_version() {
    comes_back(&step(true));
    comes_back(&step(false));
    for phone in [None, Some("816-555-0111")] {
        let member = TeamMember {
            contact: contact(phone),
            is_advocate: phone.is_some(),
        };
        comes_back(&TeamBody { member });
    }
    comes_back(&NewsBody {
        id: "n".to_owned(),
        on: date(2026, 3, 9),
        kind: UpdateKind::StepDone,
        agency: "center".to_owned(),
        step_kind: None,
        appointment_kind: Some("therapy".to_owned()),
        to: None,
        visit: Some(("v".to_owned(), 1)),
    });
}

#[test]
fn a_body_without_the_newest_fields_is_read() {
    let visit = json!([
        "v",
        "therapy",
        "center",
        "booked",
        null,
        null,
        null,
        [],
        [],
        "not_needed",
        [],
        null
    ]);
    let visit: AppointmentBody = serde_json::from_value(visit).expect("read");
    assert_eq!(visit.revision, RevisionBody::default());
    assert!(visit.word.is_none());
    assert!(comes_back(&visit).ends_with("[0,null],null]"));
}
