//! iCalendar: series, their exceptions, and which version of an entry counts.

use serde_json::{Value, json};

use crate::visits::{calendar, calendar_of, center, kept, refusal, starts};

const TUESDAYS: &str = "UID:s\nX-CASE:kid-7\nDTSTART;TZID=America/Chicago:20260224T160000\nDTEND;TZID=America/Chicago:20260224T170000";

#[test]
fn a_series_keeps_its_clock_time_over_the_change_of_clocks_and_leaves_out_what_is_excepted() {
    let main = format!(
        "{TUESDAYS}\nRRULE:FREQ=WEEKLY;COUNT=7\nEXDATE;TZID=America/Chicago:20260317T160000,20260401T160000\nRDATE;TZID=America/Chicago:20260325T100000"
    );
    let moved = "UID:s\nRECURRENCE-ID;TZID=America/Chicago:20260324T160000\nDTSTART;TZID=America/Chicago:20260326T110000\nDURATION:PT2H";
    let off = "UID:s\nRECURRENCE-ID:20260331T210000Z\nDTSTART;TZID=America/Chicago:20260331T160000\nSTATUS:CANCELLED\nX-CASE:fam-1";
    let center = center();
    calendar(&center, calendar_of(&[moved, &main, off]).as_bytes()).expect("accepted");
    // From seven days before the import: the 24th of February is over.
    assert_eq!(
        starts(&center),
        [
            "2026-03-03T22:00:00Z",
            "2026-03-10T21:00:00Z",
            "2026-03-25T15:00:00Z",
            "2026-03-26T16:00:00Z",
            "2026-03-31T21:00:00Z",
            "2026-04-07T21:00:00Z",
        ]
    );
    let visits = kept(&center, "appointment");
    let at = |start: &str| {
        visits
            .iter()
            .find(|visit| visit["starts_at"] == start)
            .expect(start)
    };
    assert_eq!(
        at("2026-03-26T16:00:00Z")["ends_at"],
        "2026-03-26T18:00:00Z"
    );
    assert_eq!(at("2026-03-31T21:00:00Z")["status"], "cancelled");
    assert_eq!(at("2026-03-31T21:00:00Z")["children"], json!([]));
    assert_eq!(
        at("2026-03-10T21:00:00Z")["ends_at"],
        "2026-03-10T22:00:00Z"
    );
}

#[test]
fn moving_one_visit_of_a_series_keeps_its_id() {
    let center = center();
    let main = format!("{TUESDAYS}\nRRULE:FREQ=WEEKLY;UNTIL=20260331T210000Z");
    calendar(&center, calendar_of(&[&main]).as_bytes()).expect("accepted");
    assert_eq!(starts(&center).len(), 5);
    let moved = "UID:s\nRECURRENCE-ID;TZID=America/Chicago:20260324T160000\nDTSTART;TZID=America/Chicago:20260326T110000";
    let again = calendar(&center, calendar_of(&[&main, moved]).as_bytes()).expect("accepted");
    assert_eq!(
        (again.added, again.changed, again.removed, again.unchanged),
        (0, 1, 0, 4)
    );
    let news: String = news(&center);
    assert!(news.contains("appointment_moved"), "{news}");
}

fn news(center: &crate::support::Center) -> String {
    let path = center.home.working_db();
    let connection = portal_server::import::working::open(&path).expect("opens");
    let sql = "SELECT coalesce(group_concat(body), '') FROM news";
    connection
        .query_row(sql, [], |row| row.get(0))
        .expect("news")
}

#[test]
fn a_series_without_an_end_is_told_400_days_ahead_and_is_no_news_when_time_goes_on() {
    let center = center();
    let main = format!("{TUESDAYS}\nRRULE:FREQ=WEEKLY");
    let file = calendar_of(&[&main]);
    calendar(&center, file.as_bytes()).expect("accepted");
    let before = starts(&center);
    assert_eq!(
        (before[0].as_str(), before[before.len() - 1].as_str()),
        ("2026-03-03T22:00:00Z", "2027-04-13T21:00:00Z")
    );
    let path = center.file("visits.ics", &file);
    let later = portal_server::import::Options {
        now: "2026-03-24T14:00:00Z".parse().expect("a timestamp"),
        ..center.options(crate::visits::SOURCE)
    };
    let summary =
        portal_server::import::import_calendar(&center.home, &path, &later, &mut |_, _| {})
            .expect("accepted");
    assert_eq!((summary.added, summary.removed), (2, 2));
    assert_eq!(news(&center), "", "what a series goes on to is no news");
    let moved = "UID:s\nRECURRENCE-ID;TZID=America/Chicago:20260331T160000\nDTSTART;TZID=America/Chicago:20260401T110000";
    let path = center.file(
        "visits.ics",
        calendar_of(&[
            &main,
            moved,
            "UID:t\nX-CASE:kid-7\nDTSTART:20260405T140000Z",
        ]),
    );
    portal_server::import::import_calendar(&center.home, &path, &later, &mut |_, _| {})
        .expect("accepted");
    let news = news(&center);
    assert!(
        news.contains("appointment_moved") && news.contains("appointment_booked"),
        "{news}"
    );
}

#[test]
fn rules_that_never_end_are_cut_and_days_without_a_time_tell_the_next_one() {
    let table = [
        (
            "DTSTART:20260310T140000Z\nRRULE:FREQ=DAILY;COUNT=1000000000",
            400,
        ),
        (
            "DTSTART:19900310T140000Z\nRRULE:FREQ=DAILY;COUNT=1000000000",
            400,
        ),
        (
            "DTSTART:19900310T140000Z\nRRULE:FREQ=YEARLY;INTERVAL=10000",
            0,
        ),
        (
            "DTSTART:20260201T140000Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
            0,
        ),
        ("DTSTART;VALUE=DATE:20260301\nRRULE:FREQ=WEEKLY", 1),
        (
            "DTSTART:20260301T140000Z\nRRULE:FREQ=WEEKLY;UNTIL=20260310",
            1,
        ),
        (
            "DTSTART:20260301T140000Z\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20260308",
            1,
        ),
    ];
    for (lines, visits) in table {
        let center = center();
        let file = calendar_of(&[&format!("UID:s\nX-CASE:kid-7\n{lines}")]);
        let summary = calendar(&center, file.as_bytes()).expect(lines);
        assert_eq!(summary.added, visits, "{lines}");
    }
}

#[test]
fn of_several_versions_the_highest_sequence_counts() {
    let version = |sequence: u8, hour: &str, instance: &str| {
        format!(
            "UID:v\nX-CASE:kid-7\nSEQUENCE:{sequence}\nDTSTART:20260320T{hour}0000Z\n{instance}"
        )
    };
    let center = center();
    let file = calendar_of(&[
        &version(1, "14", ""),
        &version(3, "16", ""),
        &version(2, "15", ""),
    ]);
    let summary = calendar(&center, file.as_bytes()).expect("accepted");
    assert_eq!(starts(&center), ["2026-03-20T16:00:00Z"]);
    assert_eq!(summary.set_aside["older version of an entry"], 2);
    // An exception of a series that is not in the file stands for itself.
    let instance = "RECURRENCE-ID:20260320T140000Z";
    let file = calendar_of(&[&version(2, "18", instance), &version(1, "17", instance)]);
    calendar(&center, file.as_bytes()).expect("accepted");
    assert_eq!(starts(&center), ["2026-03-20T18:00:00Z"]);
    let file = calendar_of(&[&version(1, "14", ""), &version(1, "19", instance)]);
    calendar(&center, file.as_bytes()).expect("accepted");
    assert_eq!(
        starts(&center),
        ["2026-03-20T19:00:00Z"],
        "it takes the place of an entry that comes once"
    );
}

#[test]
fn an_unknown_number_of_a_series_is_told_once_and_too_many_visits_are_refused() {
    let center = center();
    let file = calendar_of(&["UID:s\nX-CASE:stranger\nDTSTART:20260310T140000Z\nRRULE:FREQ=DAILY"]);
    let summary = calendar(&center, file.as_bytes()).expect("accepted");
    assert_eq!(summary.set_aside["no family known for this number"], 1);
    assert_eq!(summary.warnings.len(), 1);
    let many: Vec<String> = (0..600)
        .map(|n| format!("UID:{n}\nX-CASE:stranger\nDTSTART:20260310T140000Z\nRRULE:FREQ=DAILY"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let told = refusal(&center, calendar(&center, calendar_of(&many).as_bytes()));
    assert!(
        told.contains("visits.ics:1: -: expected at most 200,000 visits"),
        "{told}"
    );
    assert_eq!(kept(&center, "appointment"), Vec::<Value>::new());
}
