//! What a file says at each level, and what it never says.

use portal_types::{AppointmentWords, Interpreter, PersonRef, Place, RoleWords};

use super::*;
use crate::store::bodies::{ChildBody, RevisionBody};

const LANGUAGES: [&str; 5] = ["en", "es", "vi", "ar", "so"];

const EVERY_STATUS: [AppointmentStatus; 9] = [
    AppointmentStatus::Proposed,
    AppointmentStatus::Pending,
    AppointmentStatus::Booked,
    AppointmentStatus::Arrived,
    AppointmentStatus::CheckedIn,
    AppointmentStatus::Fulfilled,
    AppointmentStatus::Cancelled,
    AppointmentStatus::Noshow,
    AppointmentStatus::Waitlist,
];

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn place(confidential: bool) -> Place {
    Place {
        name: "Heron House".to_owned(),
        street: Some("18 Hill Road".to_owned()),
        unit: Some("Door 2".to_owned()),
        city: Some("Riverbend".to_owned()),
        state: Some("MO".to_owned()),
        postal_code: Some("64001".to_owned()),
        phone: Some("816-555-0141".to_owned()),
        bus_lines: vec!["12".to_owned(), "25".to_owned()],
        parking: Some(portal_types::Parking::None),
        step_free: Some(false),
        confidential,
    }
}

fn visit() -> AppointmentBody {
    AppointmentBody {
        id: "abc".to_owned(),
        kind: "medical_exam".to_owned(),
        agency: "clinic".to_owned(),
        status: AppointmentStatus::Booked,
        starts_at: Some(at("2026-03-20T15:00:00Z")),
        ends_at: Some(at("2026-03-20T16:00:00Z")),
        place: Some(place(false)),
        people: vec![PersonRef {
            name: "Ana Lin".to_owned(),
            role: "nurse".to_owned(),
            agency: "clinic".to_owned(),
        }],
        children: vec![ChildBody {
            id: "c".to_owned(),
            number: 1,
            first_name: Some("Wren".to_owned()),
        }],
        interpreter: Interpreter::NotYet,
        bring: vec![],
        changed: None,
        revision: RevisionBody {
            number: 3,
            at: Some(at("2026-03-01T10:00:00Z")),
        },
        word: None,
    }
}

fn book() -> Playbook {
    let mut book = Playbook::default();
    let title = |title: &str| AppointmentWords {
        title: title.to_owned(),
        ..AppointmentWords::default()
    };
    let role = RoleWords {
        title: "[[nurse]]".to_owned(),
        ..RoleWords::default()
    };
    let nurse = portal_types::GlossaryWords {
        word: "nurse".to_owned(),
        ..portal_types::GlossaryWords::default()
    };
    book.words.appointments = [("medical_exam".to_owned(), title("A [[exam|check-up]]"))].into();
    book.words.roles = [("nurse".to_owned(), role)].into();
    book.words.glossary = [("nurse".to_owned(), nurse)].into();
    book.words.bring = [("photo_id", "Photo ID"), ("pills", "Your pills")]
        .map(|(key, words)| (key.to_owned(), words.to_owned()))
        .into();
    let usual = portal_types::VisitRules {
        bring: vec!["photo_id".to_owned(), "pills".to_owned()],
    };
    book.rules.appointments = [("medical_exam".to_owned(), usual)].into();
    book
}

/// The lines of a file, unfolded.
fn lines(visit: &AppointmentBody, shows: Shows, language: &str) -> Vec<String> {
    let file = file_of(visit, shows, language).expect("a file");
    let file = file
        .replace("\r\n ", "")
        .replace(['\u{2068}', '\u{2069}'], "");
    file.lines().map(str::to_owned).collect()
}

fn file_of(visit: &AppointmentBody, shows: Shows, language: &str) -> Option<String> {
    let entry = Entry {
        visit,
        agency: Some("Willow Clinic").filter(|_| visit.agency == "clinic"),
        words: Words::of(language).expect("a language"),
        book: &book(),
        phone: "816-555-0100",
        shows,
        now: at("2026-03-10T14:00:00Z"),
    };
    file(&entry)
}

fn value<'a>(lines: &'a [String], name: &str) -> Option<&'a str> {
    lines
        .iter()
        .find_map(|l| l.strip_prefix(name)?.strip_prefix(':'))
}

#[test]
fn time_alone_says_nothing_of_the_visit() {
    let lines = lines(&visit(), Shows::Time, "en");
    let expected = "BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Appointments//EN CALSCALE:GREGORIAN BEGIN:VEVENT \
        UID:abc@calendar.invalid DTSTAMP:20260301T100000Z LAST-MODIFIED:20260301T100000Z SEQUENCE:3 \
        DTSTART:20260320T150000Z DTEND:20260320T160000Z SUMMARY:Appointment \
        DESCRIPTION:Check\u{a0}the\u{a0}portal\u{a0}or\u{a0}call\u{a0}before\u{a0}you\u{a0}travel:\u{a0}816-555-0100 \
        STATUS:CONFIRMED CLASS:PRIVATE TRANSP:OPAQUE END:VEVENT END:VCALENDAR";
    let expected: Vec<String> = expected
        .split(' ')
        .map(|l| l.replace('\u{a0}', " "))
        .collect();
    assert_eq!(lines, expected);
}

#[test]
fn each_level_adds_and_the_title_stays() {
    let place = lines(&visit(), Shows::Place, "en");
    let address = r"Heron House\, 18 Hill Road\, Door 2\, Riverbend MO 64001";
    assert_eq!(value(&place, "LOCATION"), Some(address));
    let time = lines(&visit(), Shows::Time, "en");
    assert_eq!(value(&place, "DESCRIPTION"), value(&time, "DESCRIPTION"));
    let all = lines(&visit(), Shows::All, "en");
    assert_eq!(value(&all, "SUMMARY"), Some("Appointment"));
    assert_eq!(value(&all, "LOCATION"), Some(address));
    let told = [
        r"A check-up\nWillow Clinic\nBooked",
        &format!("Where: {address}"),
        r"How to get there:\n- Bus 12\, 25\n- No parking there\n- There are stairs. Call if you need help.",
        "Call this place: 816-555-0141",
        r"Who you meet: Ana Lin\, nurse",
        "No interpreter is booked yet. Call us.",
        r"What to bring:\n- Photo ID\n- Your pills",
        "Check the portal or call before you travel: 816-555-0100",
    ];
    assert_eq!(
        value(&all, "DESCRIPTION"),
        Some(told.join(r"\n\n").as_str())
    );
}

#[test]
fn a_secret_place_is_on_no_map() {
    let mut visit = visit();
    visit.place = Some(place(true));
    for shows in [Shows::Time, Shows::Place, Shows::All] {
        let lines = lines(&visit, shows, "en");
        assert_eq!(value(&lines, "LOCATION"), None);
        let file = lines.join("\n");
        for word in [
            "Hill",
            "Door 2",
            "Riverbend",
            "64001",
            "Bus",
            "parking",
            "stairs",
        ] {
            assert!(!file.contains(word), "{word} in\n{file}");
        }
        assert_eq!(file.contains("Heron House"), shows == Shows::All);
    }
}

#[test]
fn nobody_is_named_by_what_a_file_does_not_need() {
    let file = lines(&visit(), Shows::All, "en").join("\n");
    for word in [
        "Wren",
        "ORGANIZER",
        "ATTENDEE",
        "VALARM",
        "METHOD",
        "CATEGORIES",
        "GEO",
        "URL",
    ] {
        assert!(!file.contains(word), "{word} in\n{file}");
    }
}

#[test]
fn every_word_is_there_in_every_language() {
    for language in LANGUAGES {
        let mut visit = visit();
        for status in EVERY_STATUS {
            visit.status = status;
            let file = lines(&visit, Shows::All, language).join("\n");
            let keys = [
                "calendar.",
                "call.",
                "interpreter.",
                "visit.",
                "way.",
                "person.",
            ];
            let missing = keys.iter().find(|key| {
                file.match_indices(**key)
                    .any(|(at, _)| !file[at + key.len()..].starts_with("invalid"))
            });
            assert_eq!(missing, None, "{language} {file}");
            assert!(!file.contains(['{', '}']), "{language} {file}");
            assert_eq!(file.matches("816-555-0100").count(), 1, "{language} {file}");
        }
    }
}

#[test]
fn a_status_is_told_as_calendars_know_it() {
    use AppointmentStatus::{
        Arrived, Booked, Cancelled, CheckedIn, Fulfilled, Noshow, Pending, Proposed, Waitlist,
    };
    let table = [
        ("TENTATIVE", "OPAQUE", &[Proposed, Pending, Waitlist][..]),
        (
            "CONFIRMED",
            "OPAQUE",
            &[Booked, Arrived, CheckedIn, Fulfilled],
        ),
        ("CANCELLED", "TRANSPARENT", &[Cancelled, Noshow]),
    ];
    for (told, busy, all) in table {
        for status in all {
            let mut visit = visit();
            visit.status = *status;
            let lines = lines(&visit, Shows::Time, "en");
            assert_eq!(value(&lines, "STATUS"), Some(told), "{status:?}");
            assert_eq!(value(&lines, "TRANSP"), Some(busy), "{status:?}");
        }
    }
}

#[test]
fn what_is_not_known_is_left_out() {
    let mut bare = visit();
    bare.revision = RevisionBody::default();
    let lines_of = |visit: &AppointmentBody| lines(visit, Shows::All, "en");
    for end in [None, bare.starts_at, Some(at("2026-03-20T14:00:00Z"))] {
        bare.ends_at = end;
        let lines = lines_of(&bare);
        assert_eq!(value(&lines, "DTEND"), None, "{end:?}");
        assert_eq!(value(&lines, "DURATION"), None, "{end:?}");
    }
    let lines = lines_of(&bare);
    assert_eq!(value(&lines, "LAST-MODIFIED"), None);
    assert_eq!(value(&lines, "DTSTAMP"), Some("20260310T140000Z"));
    bare.place = None;
    bare.people.clear();
    bare.kind = "unheard_of".to_owned();
    bare.agency = "unheard_of".to_owned();
    bare.interpreter = Interpreter::NotNeeded;
    let told = r"A visit\nBooked\n\nCheck the portal or call before you travel: 816-555-0100";
    assert_eq!(value(&lines_of(&bare), "DESCRIPTION"), Some(told));
    bare.starts_at = None;
    assert_eq!(file_of(&bare, Shows::All, "en"), None);
}
