//! iCalendar: what one entry becomes, or why it is refused.

use serde_json::{Value, json};

use crate::visits::{
    calendar, calendar_of, center, center_with, entry, kept, refusal, starts, visit,
};

#[test]
fn times_are_read_in_utc_in_their_zone_and_else_in_the_sources_zone() {
    let table = [
        ("DTSTART:20260320T140000Z", "2026-03-20T14:00:00Z"),
        (
            "DTSTART;TZID=America/Chicago:20260320T090000",
            "2026-03-20T14:00:00Z",
        ),
        (
            "DTSTART;TZID=America/New_York:20260320T090000",
            "2026-03-20T13:00:00Z",
        ),
        (
            "DTSTART;TZID=/example.org/2026/America/Denver:20260320T090000",
            "2026-03-20T15:00:00Z",
        ),
        (
            "DTSTART;TZID=\"Central Standard Time\":20260320T090000",
            "2026-03-20T14:00:00Z",
        ),
        ("DTSTART:20260320T090000", "2026-03-20T14:00:00Z"),
        // The night the clocks go forward: half past two does not come, and counts as if they had not.
        (
            "DTSTART;TZID=America/Chicago:20260308T023000",
            "2026-03-08T08:30:00Z",
        ),
        // The night they go back: half past one comes twice, and the first counts.
        (
            "DTSTART;TZID=America/Chicago:20261101T013000",
            "2026-11-01T06:30:00Z",
        ),
        ("DTSTART:20260320T235960Z", "2026-03-20T23:59:59Z"),
    ];
    for (line, expected) in table {
        let center = center();
        calendar(&center, entry(line).as_bytes()).expect(line);
        assert_eq!(visit(&center)["starts_at"], expected, "{line}");
    }
    let center = center_with(
        &json!({"agency": "clinic", "default_kind": "k", "time_zone": "America/Denver"}),
    );
    calendar(&center, entry("DTSTART:20260320T090000").as_bytes()).expect("accepted");
    assert_eq!(starts(&center), ["2026-03-20T15:00:00Z"]);
}

#[test]
fn a_zone_of_another_name_needs_the_iana_name_beside_it() {
    let zone = |location: &str| {
        format!(
            "BEGIN:VTIMEZONE\r\nTZID:Our Zone\r\n{location}BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:-0600\r\nTZOFFSETTO:-0600\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
        )
    };
    let file = entry("DTSTART;TZID=Our Zone:20260320T090000");
    let good = file.replacen(
        "BEGIN:VEVENT",
        &zone("X-LIC-LOCATION:America/Chicago\r\n"),
        1,
    );
    let center = center();
    calendar(&center, good.as_bytes()).expect("accepted");
    assert_eq!(visit(&center)["starts_at"], "2026-03-20T14:00:00Z");
    let bad = file.replacen("BEGIN:VEVENT", &zone(""), 1);
    assert_eq!(
        refusal(&center, calendar(&center, bad.as_bytes())),
        "visits.ics:15: DTSTART: expected a TZID of the IANA list, such as America/Chicago, or a VTIMEZONE with X-LIC-LOCATION\nrefused: 1 error; nothing was changed"
    );
}

#[test]
fn status_end_and_change_are_taken_over() {
    let table = [
        (
            "DTEND:20260320T150000Z",
            "booked",
            json!("2026-03-20T15:00:00Z"),
        ),
        (
            "STATUS:CONFIRMED\nDURATION:PT1H30M",
            "booked",
            json!("2026-03-20T15:30:00Z"),
        ),
        (
            "STATUS:TENTATIVE\nDURATION:P1D",
            "pending",
            json!("2026-03-21T14:00:00Z"),
        ),
        ("STATUS:cancelled", "cancelled", Value::Null),
    ];
    for (lines, status, end) in table {
        let center = center();
        let lines = format!(
            "DTSTART:20260320T140000Z\nDTSTAMP:20260301T000000Z\nLAST-MODIFIED:20260305T080000Z\n{lines}"
        );
        calendar(&center, entry(&lines).as_bytes()).expect("accepted");
        let found = visit(&center);
        assert_eq!(
            (&found["status"], &found["ends_at"]),
            (&json!(status), &end),
            "{lines}"
        );
        assert_eq!(found["updated_at"], "2026-03-05T08:00:00Z");
        assert!(
            !found.to_string().contains("u1"),
            "a UID is kept as a digest: {found}"
        );
    }
}

#[test]
fn kind_place_and_interpreter_come_from_what_the_center_said() {
    let table = [
        (
            "CATEGORIES:Other,HRG",
            "court_hearing",
            Value::Null,
            "kid-7",
            "not_needed",
        ),
        (
            "X-TYPE:9\nLOCATION:Front Desk",
            "lab_visit",
            json!("desk"),
            "kid-7",
            "not_needed",
        ),
        (
            "CATEGORIES:9\nLOCATION:Room 5\\, upstairs",
            "other_visit",
            Value::Null,
            "kid-9",
            "not_yet",
        ),
    ];
    for (lines, kind, place, number, interpreter) in table {
        let center = center();
        let file = entry(&format!("DTSTART:20260320T140000Z\n{lines}")).replace("kid-7", number);
        calendar(&center, file.as_bytes()).expect("accepted");
        let found = visit(&center);
        assert_eq!(
            (&found["kind"], &found["place"]),
            (&json!(kind), &place),
            "{lines}"
        );
        assert_eq!(found["interpreter"], interpreter, "{lines}");
    }
    let center = center_with(&json!({"agency": "clinic"}));
    let told = refusal(
        &center,
        calendar(&center, entry("DTSTART:20260320T140000Z").as_bytes()),
    );
    assert!(told.starts_with("visits.ics:4: kind: expected a code that is known; add it to kinds in sources/clinic-visits.json"), "{told}");
}

#[test]
fn a_day_without_a_time_is_never_midnight() {
    let center = center();
    let days = [
        "UID:past\nX-CASE:kid-7\nDTSTART;VALUE=DATE:20260309",
        "UID:today\nX-CASE:kid-7\nDTSTART;VALUE=DATE:20260310",
        "UID:off\nX-CASE:kid-7\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20260401",
    ];
    let summary = calendar(&center, calendar_of(&days).as_bytes()).expect("accepted");
    assert_eq!(summary.set_aside["day without a time that is over"], 1);
    assert_eq!(
        summary.warnings,
        ["line 9: a day without a time: families read that the time is not set; please ask for it"]
    );
    let mut found: Vec<(Value, Value)> = kept(&center, "appointment")
        .into_iter()
        .map(|visit| (visit["status"].clone(), visit["starts_at"].clone()))
        .collect();
    found.sort_by_key(|(status, _)| status.to_string());
    assert_eq!(
        found,
        [
            (json!("cancelled"), Value::Null),
            (json!("pending"), Value::Null)
        ]
    );
}

#[test]
fn a_family_is_found_where_the_center_said_and_an_unknown_one_is_told() {
    let center = center_with(
        &json!({"agency": "clinic", "default_kind": "k", "family_from": ["x-docket", "X-MRN"]}),
    );
    let events = [
        "UID:a\nDTSTART:20260320T140000Z\nX-DOCKET:KID-7\\, fam-1",
        "UID:b\nDTSTART:20260321T140000Z\nX-MRN:kid-9",
        "UID:c\nDTSTART:20260322T140000Z\nX-MRN:stranger-77",
        "UID:d\nDTSTART:20260323T140000Z\nX-CASE:kid-7",
        "UID:e\nDTSTART:20260324T140000Z\nX-DOCKET:kid-7,fam-1",
    ];
    let summary = calendar(&center, calendar_of(&events).as_bytes()).expect("accepted");
    assert_eq!(
        starts(&center),
        ["2026-03-21T14:00:00Z", "2026-03-24T14:00:00Z"]
    );
    let told = summary.to_string();
    assert!(
        told.contains("set aside: no family known for this number: 2"),
        "{told}"
    );
    assert!(
        told.contains("set aside: visit without a number of a family: 1"),
        "{told}"
    );
    assert!(
        told.contains("warning: line 14: left out: no family is known"),
        "{told}"
    );
    assert!(!told.contains("stranger-77"), "{told}");
    let two = calendar_of(&["UID:a\nDTSTART:20260320T140000Z\nX-DOCKET:kid-7\nX-MRN:kid-9"]);
    let told = refusal(&center, calendar(&center, two.as_bytes()));
    assert!(
        told.starts_with("visits.ics:4: X-DOCKET: expected the numbers of one family"),
        "{told}"
    );
}
