//! iCalendar: the files it comes in, and those that are none.

use proptest::prelude::*;

use crate::visits::{calendar, calendar_of, center, entry, kept, refusal, starts, visit};

const ENTRY: &str = "UID:u1\nX-CASE:kid-7\nDTSTART:20260320T140000Z\nDESCRIPTION:Caf\u{e9} CANARY";

#[test]
fn line_ends_marks_and_folds_do_not_matter() {
    let whole = calendar_of(&[ENTRY]);
    let at = whole.find('\u{e9}').expect("an accent") + 1;
    let fold = |with: &str| {
        [
            &whole.as_bytes()[..at],
            with.as_bytes(),
            &whole.as_bytes()[at..],
        ]
        .concat()
    };
    let number = whole.replace("X-CASE:kid-7", "X-CA\r\n SE:ki\r\n\td-7");
    let files = [
        whole.clone().into_bytes(),
        whole.replace("\r\n", "\n").into_bytes(),
        format!("\u{feff}{whole}").into_bytes(),
        fold("\r\n "),
        fold("\n\t"),
        number.into_bytes(),
        whole.to_lowercase().replace("caf", "CAF").into_bytes(),
        format!("{whole}\r\n\r\n{}", calendar_of(&[])).into_bytes(),
    ];
    for file in files {
        let center = center();
        let summary = calendar(&center, &file).expect("accepted");
        assert_eq!(visit(&center)["family"], "f1");
        assert_eq!(summary.set_aside["free text in DESCRIPTION"], 1);
    }
}

#[test]
fn alarms_tasks_and_people_are_left_out_and_counted() {
    let alarm = "BEGIN:VALARM\nDTSTART:nonsense\nDESCRIPTION:CANARY\nEND:VALARM";
    let file = calendar_of(&[&format!(
        "{ENTRY}\n{alarm}\nORGANIZER;CN=\"CANARY: one\":mailto:a@example.org"
    )]);
    let file = file.replacen(
        "BEGIN:VEVENT",
        "BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nBEGIN:VEVENT",
        1,
    );
    let center = center();
    let summary = calendar(&center, file.as_bytes()).expect("accepted");
    assert_eq!(summary.added, 1);
    for what in [
        "alarm or other part of an event",
        "component that is no event",
        "property without a use: ORGANIZER",
    ] {
        assert_eq!(summary.set_aside.get(what), Some(&1), "{what}");
    }
}

#[test]
fn what_is_no_whole_calendar_is_refused_with_its_line() {
    let whole = calendar_of(&[ENTRY]);
    let cut = whole.find("DESCRIPTION").expect("a property");
    let deep = format!("BEGIN:VCALENDAR\n{}", "BEGIN:X\n".repeat(100_000));
    let long = whole.replace("CANARY", &"a".repeat(1 << 20));
    let folded = whole.replace("CANARY", &"a\r\n ".repeat(1 << 20));
    let table: [(Vec<u8>, &str); 14] = [
        (Vec::new(), ":1: -: expected BEGIN:VCALENDAR, found nothing"),
        (
            b"\n\n\n".to_vec(),
            ":1: -: expected BEGIN:VCALENDAR, found nothing",
        ),
        (
            b"{\"resourceType\":\"Bundle\"}".to_vec(),
            ":1: -: expected a name, a colon and a value",
        ),
        (vec![0; 1000], ":1: -: expected a name, a colon and a value"),
        (b"SUMMARY:x\n".to_vec(), ":1: -: expected BEGIN:VCALENDAR"),
        (
            whole.as_bytes()[..cut].to_vec(),
            ":4: BEGIN: expected END:VEVENT before the file ends",
        ),
        (
            whole.replace("END:VEVENT\r\n", "").into_bytes(),
            ":9: END: expected the end of the component that was begun last",
        ),
        (
            deep.into_bytes(),
            ":9: BEGIN: expected a calendar, its components in it",
        ),
        (
            long.into_bytes(),
            ":8: -: expected a line shorter than 1 MB",
        ),
        (
            folded.into_bytes(),
            ":8: -: expected a line shorter than 1 MB",
        ),
        (
            [whole.as_bytes(), b"X:\xff"].concat(),
            ":11: -: expected UTF-8 text",
        ),
        (
            whole.replace("VERSION:2.0", "METHOD:CANCEL").into_bytes(),
            ":2: METHOD: expected a calendar as it is published",
        ),
        (
            whole.replace("UID:u1", "BEGIN:VEVENT").into_bytes(),
            ":5: BEGIN: expected a calendar, its components in it",
        ),
        (
            whole
                .replace("BEGIN:VEVENT", "BEGIN:VCALENDAR")
                .into_bytes(),
            ":4: BEGIN: expected a calendar",
        ),
    ];
    for (file, why) in table {
        let center = center();
        let told = refusal(&center, calendar(&center, &file));
        assert!(told.starts_with(&format!("visits.ics{why}")), "{told}");
        assert!(starts(&center).is_empty());
    }
}

#[test]
fn an_empty_calendar_means_no_visits() {
    let center = center();
    calendar(&center, calendar_of(&[ENTRY]).as_bytes()).expect("accepted");
    let none = calendar(&center, calendar_of(&[]).as_bytes()).expect("accepted");
    assert_eq!((none.removed, kept(&center, "appointment").len()), (1, 0));
}

#[test]
fn what_is_wrong_with_an_entry_is_told_with_the_line_of_its_property() {
    let table = [
        (
            "DTSTART:20260230T090000",
            "7: DTSTART: expected a day or a time",
        ),
        ("DTSTART:tomorrow", "7: DTSTART: expected a day or a time"),
        (
            "DTSTART:99990101T000000Z",
            "7: DTSTART: expected a day between",
        ),
        (
            "X-A:b\nDTSTART;TZID=Mars:20260320T090000",
            "8: DTSTART: expected a TZID",
        ),
        (
            "DTSTART;TZID=../../etc/passwd:20260320T090000",
            "7: DTSTART: expected a TZID",
        ),
        ("STATUS:MAYBE", "7: STATUS: expected CONFIRMED"),
        (
            "STATUS:CONFIRMED\nDTSTART:20260320T140000Z\nDURATION:P1M",
            "9: DURATION: expected a duration",
        ),
        (
            "DTSTART:20260320T140000Z\nDURATION:-PT1H",
            "8: DURATION: expected a duration",
        ),
        (
            "DTSTART:20260320T140000Z\nDTEND:20260320T130000Z",
            "8: DTEND: expected an end after",
        ),
        ("RRULE:FREQ=DAILY", "7: RRULE: expected a DTSTART"),
        (
            "DTSTART:20260320T140000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000",
            "8: RRULE: expected a rule with FREQ",
        ),
        (
            "DTSTART:20260320T140000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=DAILY",
            "9: RRULE: expected one rule",
        ),
        (
            "DTSTART:20260320T140000Z\nEXRULE:FREQ=DAILY",
            "8: EXRULE: expected EXDATE",
        ),
        (
            "DTSTART:20260320T140000Z\nRDATE;VALUE=PERIOD:20260401T140000Z/PT1H",
            "8: RDATE: expected a day or a time",
        ),
        (
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20260320T140000Z",
            "7: RECURRENCE-ID: expected one instance",
        ),
        (
            "SUMMARY:FBI# 998877AB",
            "7: SUMMARY: criminal-justice identifiers",
        ),
        (
            "X-FBI-NUMBER:998877",
            "7: X-FBI-NUMBER: criminal-justice identifiers",
        ),
        (
            "ATTENDEE;CN=\"SID 998877\":mailto:a@example.org",
            "7: ATTENDEE: criminal-justice identifiers",
        ),
    ];
    for (lines, why) in table {
        let center = center();
        let told = refusal(&center, calendar(&center, entry(lines).as_bytes()));
        assert!(
            told.contains(&format!("visits.ics:{why}")),
            "{lines}: {told}"
        );
        assert!(!told.contains("998877"), "{told}");
        assert!(kept(&center, "appointment").is_empty());
    }
    let center = center();
    let told = refusal(
        &center,
        calendar(&center, calendar_of(&["X-CASE:kid-7"]).as_bytes()),
    );
    assert!(
        told.starts_with("visits.ics:4: UID: expected a UID, found nothing"),
        "{told}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// A calendar with bytes changed, removed or doubled is accepted whole or refused whole.
    #[test]
    fn a_mutated_calendar_is_never_taken_in_by_half(changes in prop::collection::vec((0usize..1000, any::<u8>(), 0usize..20), 1..4)) {
        thread_local!(static CENTER: crate::support::Center = center());
        let series = "UID:s\nX-CASE:kid-9\nDTSTART;TZID=America/Chicago:20260224T160000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=-1TU,2WE;BYSETPOS=1,-1;COUNT=9\nEXDATE;VALUE=DATE:20260331\nRDATE:20260401T140000Z";
        let moved = "UID:s\nRECURRENCE-ID:20260428T210000Z\nDTSTART:20260429T210000Z\nSTATUS:TENTATIVE";
        let mut bytes = calendar_of(&[ENTRY, series, moved]).into_bytes();
        for (at, with, cut) in changes {
            let at = at % bytes.len();
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, [with]);
        }
        CENTER.with(|center| {
            let before = kept(center, "appointment");
            match calendar(center, &bytes) {
                Ok(summary) => prop_assert_eq!(summary.added + summary.changed + summary.unchanged, kept(center, "appointment").len() as u64),
                Err(_) => prop_assert_eq!(before, kept(center, "appointment")),
            }
            Ok(())
        })?;
    }
}
