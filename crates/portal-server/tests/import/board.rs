//! The board from files to the snapshot: a month is closed once, and no later file changes a figure.

use std::path::Path;

use jiff::Timestamp;
use portal_server::import::{Options, import_cases, import_playbook, working};
use portal_server::publish;
use portal_types::{Board, BoardFigures};
use rusqlite::Connection;

use crate::support::{Center, HEAD};

const AGENCIES: &str = r#"{"type":"agency","id":"police","kind":"police","name":"Riverbend Police"}
{"type":"agency","id":"clinic","kind":"hospital","name":"Willow Creek Clinic"}"#;

/// A family with one step of an agency: what was promised, and when it was done.
struct Case {
    id: String,
    agency: &'static str,
    by: &'static str,
    done_on: Option<&'static str>,
}

impl Case {
    fn lines(&self) -> String {
        let Self { id, agency, by, .. } = self;
        let state = self.done_on.map_or_else(
            || r#""state":"in_progress""#.to_owned(),
            |day| format!(r#""state":"done","done_on":"{day}""#),
        );
        format!(
            r#"{{"type":"family","id":"{id}","language":"en"}}
{{"type":"step","id":"s-{id}","family":"{id}","kind":"police_report_copy","agency":"{agency}",{state}}}
{{"type":"promise","id":"p-{id}","step":"s-{id}","by":"{by}","basis":"worker"}}"#
        )
    }
}

/// Families of an agency, to all of whom the same day was promised.
fn cases(agency: &'static str, by: &'static str, done: &[Option<&'static str>]) -> Vec<Case> {
    let case = |(n, done_on): (usize, &Option<&'static str>)| Case {
        id: format!("{agency}-{by}-{n}"),
        agency,
        by,
        done_on: *done_on,
    };
    done.iter().enumerate().map(case).collect()
}

/// Twelve families of the police with a day in January: half of them served on it.
fn january() -> Vec<Case> {
    let done = [[Some("2026-01-15"); 6], [Some("2026-01-25"); 6]].concat();
    cases("police", "2026-01-15", &done)
}

fn feed(cases: &[Case]) -> String {
    let lines: Vec<String> = cases.iter().map(Case::lines).collect();
    format!("{HEAD}\n{AGENCIES}\n{}\n", lines.join("\n"))
}

fn options<'a>(center: &Center, day: &str, source: &'a str) -> Options<'a> {
    let now: Timestamp = format!("{day}T15:00:00Z").parse().expect("a time");
    Options {
        now,
        ..center.options(source)
    }
}

/// Takes a file in on that day, and reads the board as it is published then.
fn take(center: &Center, day: &str, text: &str) -> String {
    let path = center.file("feed.ndjson", text);
    let options = options(center, day, "center");
    import_cases(&center.home, &path, &options, &mut |_, _| {}).expect("accepted");
    published(center)
}

fn published(center: &Center) -> String {
    let current = publish::current(&center.home).expect("a snapshot");
    let connection = Connection::open(current).expect("opens");
    let json: Vec<u8> = connection
        .query_row("SELECT json FROM board", [], |row| row.get(0))
        .expect("a board");
    String::from_utf8(json).expect("text")
}

fn read(board: &str) -> Board {
    serde_json::from_str(board).expect("a board")
}

fn figures(board: &str, agency: &str, month: &str) -> Option<BoardFigures> {
    let board = read(board);
    let agency = board.agencies.iter().find(|a| a.agency == agency)?;
    let month = agency.months.iter().find(|m| m.month == month);
    month.expect("a month of the board").figures
}

#[test]
fn a_month_is_closed_on_its_day_and_twelve_are_at_first() {
    let center = Center::new();
    let text = feed(&january());
    let board = read(&take(&center, "2026-03-01", &text));
    assert_eq!(board.closed_until.as_deref(), Some("2025-12-31"));
    let nothing = (&board.months[..], &board.agencies[..]);
    assert_eq!(nothing, (&[][..], &[][..]), "nobody has a group yet");
    let closed = |center: &Center| {
        let working = working::open(&center.home.working_db()).expect("opens");
        let sql = "SELECT count(*) || ' ' || min(month) || ' ' || max(month) FROM board_month";
        working.query_row(sql, [], |row| row.get::<_, String>(0))
    };
    assert_eq!(closed(&center).as_deref(), Ok("12 2025-01 2025-12"));
    let board = take(&center, "2026-03-02", &text);
    assert_eq!(closed(&center).as_deref(), Ok("13 2025-01 2026-01"));
    assert_eq!(
        read(&board).months,
        ["2026-01"],
        "it begins with the first figures"
    );
    let found = figures(&board, "police", "2026-01").expect("figures");
    assert_eq!((found.families, found.kept_percent), (12, 50));
    assert_eq!((found.median.days_late, found.ninety.days_late), (0, 10));
}

#[test]
fn nothing_that_is_published_changes_when_further_files_come_in() {
    let center = Center::new();
    let before = take(&center, "2026-03-10", &feed(&january()));
    let mut one_more = january();
    one_more.extend(cases("police", "2026-01-20", &[None]));
    let all_done = cases("police", "2026-01-15", &[Some("2026-01-15"); 12]);
    let fewer = cases("police", "2026-01-15", &[None; 3]);
    let elsewhere = cases("clinic", "2026-01-15", &[Some("2026-01-15"); 20]);
    let renamed = feed(&january()).replace("Riverbend Police", "City Police");
    let moved = feed(&january()).replace(r#""by":"2026-01-15""#, r#""by":"2025-12-15""#);
    let nobody = format!("{HEAD}\n");
    let later = [
        feed(&one_more),
        feed(&all_done),
        feed(&fewer),
        feed(&elsewhere),
        renamed,
        moved,
        nobody,
        feed(&january()),
    ];
    for (n, text) in later.iter().enumerate() {
        assert_eq!(take(&center, "2026-03-11", text), before, "file {n}");
    }
    let mut february = one_more;
    february.extend(cases("police", "2026-02-10", &[None; 11]));
    let after = take(&center, "2026-03-30", &feed(&february));
    let cell = |board: &str, month| figures(board, "police", month);
    assert_eq!(cell(&after, "2026-01"), cell(&before, "2026-01"));
    let found = cell(&after, "2026-02").expect("figures");
    assert_eq!((found.families, found.kept_percent), (11, 10), "10 or less");
    assert_eq!((found.median.days_late, found.median.or_more), (48, true));
}

#[test]
fn a_group_of_nine_is_published_like_one_of_eight_and_like_none() {
    let with = |clinic: usize| {
        let center = Center::new();
        let mut all = january();
        all.extend(cases("clinic", "2026-01-15", &vec![None; clinic]));
        let board = take(&center, "2026-03-10", &feed(&all));
        let working = working::open(&center.home.working_db()).expect("opens");
        let sql = "SELECT group_concat(month || body, char(10) ORDER BY month) FROM board_month";
        let kept: String = working.query_row(sql, [], |row| row.get(0)).expect("rows");
        (board, kept)
    };
    let none = with(0);
    assert_eq!(with(8), none);
    assert_eq!(with(9), none);
    assert!(!none.0.contains("clinic") && !none.1.contains("clinic"));
    let ten = with(10).0;
    let found = figures(&ten, "clinic", "2026-01").expect("figures");
    assert_eq!(found.families, 10);
    assert_eq!(
        figures(&ten, "police", "2026-01"),
        figures(&none.0, "police", "2026-01")
    );
}

#[test]
fn a_day_that_a_file_overwrote_counts_in_its_own_month_and_nowhere_else() {
    let center = Center::new();
    let promised = cases("police", "2026-01-15", &[None; 10]);
    take(&center, "2026-01-10", &feed(&promised));
    let moved = feed(&promised).replace(r#""by":"2026-01-15""#, r#""by":"2026-02-05""#);
    let kept_then = moved.replace(
        r#""state":"in_progress""#,
        r#""state":"done","done_on":"2026-02-05""#,
    );
    take(&center, "2026-01-12", &moved);
    let board = take(&center, "2026-03-31", &kept_then);
    let found = figures(&board, "police", "2026-01").expect("figures");
    assert_eq!((found.kept_percent, found.median.days_late), (10, 21));
    assert_eq!(
        figures(&board, "police", "2026-02"),
        None,
        "it is no second promise"
    );
}

#[test]
fn days_of_the_rules_in_force_count_and_those_of_the_centres_own_playbook_go_before() {
    let begun = |kind: &str| {
        let done = cases("police", "2026-01-15", &[Some("2026-01-20"); 10]);
        let without_promise = feed(&done)
            .lines()
            .filter(|l| !l.contains("promise"))
            .collect::<Vec<_>>()
            .join("\n");
        without_promise.replace("police_report_copy", kind).replace(
            r#""state":"done""#,
            r#""started_on":"2025-12-02","state":"done""#,
        )
    };
    // 45 days from 2 December are 16 January.
    let center = Center::new();
    let board = take(&center, "2026-03-10", &begun("cps_investigation"));
    let found = figures(&board, "police", "2026-01").expect("figures");
    assert_eq!((found.kept_percent, found.median.days_late), (10, 4));
    // Their own playbook has 30 days for a trial, and says nothing of the other.
    let table = [("trial", 19), ("cps_investigation", -1)];
    for (kind, late) in table {
        let center = Center::new();
        let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/playbook");
        let own = options(&center, "2026-03-10", "center");
        import_playbook(&center.home, &words, &own, &mut |_, _| {}).expect("accepted");
        let board = take(&center, "2026-03-10", &begun(kind));
        let found = figures(&board, "police", "2026-01");
        assert_eq!(found.map_or(-1, |f| f.median.days_late), late, "{kind}");
    }
}

#[test]
fn no_month_is_closed_before_a_source_has_told_of_cases() {
    let center = Center::new();
    let services =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hsds/directory.ndjson");
    center.services(&services).expect("accepted");
    assert_eq!(read(&published(&center)), Board::default());
    let board = take(&center, "2026-03-10", &feed(&january()));
    assert!(figures(&board, "police", "2026-01").is_some());
}

#[test]
fn a_closed_month_can_be_neither_changed_nor_removed() {
    let center = Center::new();
    take(&center, "2026-03-10", &feed(&january()));
    let connection = working::open(&center.home.working_db()).expect("opens");
    let rows = || {
        let sql = "SELECT group_concat(month || body ORDER BY month) FROM board_month";
        connection.query_row(sql, [], |row| row.get::<_, String>(0))
    };
    let before = rows().expect("rows");
    for sql in [
        "UPDATE board_month SET body = '[]'",
        "DELETE FROM board_month",
        "INSERT INTO board_month (month, body) VALUES ('2026-01', '[]')",
        "REPLACE INTO board_month (month, body) VALUES ('2026-01', '[]')",
    ] {
        // Refused or passed over: what counts is what is there afterwards.
        drop(connection.execute(sql, []));
        assert_eq!(rows().as_deref(), Ok(&*before), "{sql}");
    }
}

#[test]
fn a_month_that_is_published_is_not_counted_again_when_the_working_database_is_an_older_one() {
    let center = Center::new();
    let before = take(&center, "2026-03-10", &feed(&january()));
    for name in ["working.db", "working.db-wal", "working.db-shm"] {
        std::fs::remove_file(center.home.root().join(name)).unwrap_or_default();
    }
    let mut one_more = january();
    one_more.extend(cases("police", "2026-01-20", &[None]));
    one_more.extend(cases("police", "2025-12-20", &[None; 12]));
    assert_eq!(take(&center, "2026-03-11", &feed(&one_more)), before);
}
