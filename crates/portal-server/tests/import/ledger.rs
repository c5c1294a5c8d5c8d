//! The ledger of promises: no file of an agency makes a day that was promised unsaid.

use std::path::Path;

use jiff::Timestamp;
use portal_server::import::report::{ImportError, Summary};
use portal_server::import::{Options, import_cases, working};
use portal_server::publish;
use portal_server::store::bodies::StepBody;
use rusqlite::Connection;

use crate::support::{CASE, Center, feed};
use crate::tables;

const PROMISE: &str =
    r#"{"type":"promise","id":"pr","step":"s","by":"2026-03-20","basis":"worker"}"#;

fn take(center: &Center, day: &str, path: &Path) -> Result<Summary, ImportError> {
    let now: Timestamp = format!("{day}T15:00:00Z").parse().expect("a time");
    let options = Options {
        now,
        ..center.options("police")
    };
    import_cases(&center.home, path, &options, &mut |_, _| {})
}

/// Takes in the small case with these lines in the place of its promise.
fn on(center: &Center, day: &str, promises: &[&str]) -> Result<Summary, ImportError> {
    let lines = [&CASE[..8], promises].concat();
    take(center, day, &center.file("feed.ndjson", feed(&lines)))
}

/// `step due gone`, in order.
fn ledger(center: &Center) -> Vec<String> {
    let connection = working::open(&center.home.working_db()).expect("opens");
    let sql =
        "SELECT step || ' ' || due || ' ' || day FROM promise_past ORDER BY step, day, second";
    let mut statement = connection.prepare(sql).expect("a statement");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("rows")
}

/// Days that the step's body in the snapshot says were promised before.
fn published(center: &Center) -> Vec<Vec<String>> {
    let current = publish::current(&center.home).expect("a snapshot");
    let connection = Connection::open(current).expect("opens");
    let sql = "SELECT body FROM item WHERE need = 1 ORDER BY sort, id";
    let mut statement = connection.prepare(sql).expect("a statement");
    let bodies = statement
        .query_map([], |row| row.get::<_, String>(0))
        .expect("rows");
    let past = |body: rusqlite::Result<String>| {
        let body: StepBody = serde_json::from_str(&body.expect("a row")).expect("a step");
        let past = body.past.into_iter();
        past.map(|past| past.promise.by.to_string()).collect()
    };
    bodies.map(past).collect()
}

#[test]
fn a_day_that_is_overwritten_or_left_out_stays_in_the_history() {
    let center = Center::new();
    let moved = PROMISE.replace("03-20", "03-27");
    on(&center, "2026-03-10", &[PROMISE]).expect("accepted");
    assert_eq!(ledger(&center), [""; 0], "what is told is in the facts");
    on(&center, "2026-03-12", &[&moved]).expect("accepted");
    assert_eq!(ledger(&center), ["s 2026-03-20 2026-03-12"]);
    on(&center, "2026-03-13", &[&moved]).expect("accepted");
    assert_eq!(ledger(&center).len(), 1, "the same file adds nothing");
    let broken = moved.replace("\"s\"", "\"nobody\"");
    on(&center, "2026-03-14", &[&broken]).expect_err("refused");
    assert_eq!(ledger(&center).len(), 1, "neither does a refused one");
    on(&center, "2026-03-16", &[]).expect("accepted");
    let both = ["s 2026-03-20 2026-03-12", "s 2026-03-27 2026-03-16"];
    assert_eq!(ledger(&center), both);
    on(&center, "2026-03-17", &[]).expect("accepted");
    assert_eq!(ledger(&center), both, "nothing more to take away");
    assert_eq!(published(&center), [["2026-03-20", "2026-03-27"]]);
    on(&center, "2026-03-18", &[PROMISE]).expect("accepted");
    assert_eq!(ledger(&center), both, "told again, and its history stays");
}

#[test]
fn what_only_looks_different_is_the_same_promise() {
    let center = Center::new();
    on(&center, "2026-03-10", &[PROMISE]).expect("accepted");
    let other_id = PROMISE.replace("\"pr\"", "\"export-2\"");
    on(&center, "2026-03-11", &[&other_id]).expect("accepted");
    assert_eq!(ledger(&center), [""; 0], "ids of a source may be made anew");
    let one_more = PROMISE.replace("pr\"", "p2\"").replace("03-20", "03-27");
    on(&center, "2026-03-12", &[&other_id, &one_more]).expect("accepted");
    assert_eq!(
        ledger(&center),
        [""; 0],
        "the file tells the first day itself"
    );
    on(&center, "2026-03-13", &[&one_more]).expect("accepted");
    assert_eq!(
        ledger(&center),
        ["s 2026-03-20 2026-03-13"],
        "until it does not"
    );
}

#[test]
fn only_judging_a_file_writes_no_history() {
    let center = Center::new();
    on(&center, "2026-03-10", &[PROMISE]).expect("accepted");
    let options = Options {
        check: true,
        ..center.options("police")
    };
    let path = center.file("feed.ndjson", feed(&CASE[..8]));
    import_cases(&center.home, &path, &options, &mut |_, _| {}).expect("accepted");
    assert_eq!(ledger(&center), [""; 0]);
}

#[test]
fn a_step_that_comes_back_has_its_history_and_a_family_that_is_gone_has_none() {
    let center = Center::new();
    let moved = PROMISE.replace("03-20", "03-27");
    on(&center, "2026-03-10", &[PROMISE]).expect("accepted");
    on(&center, "2026-03-11", &[&moved]).expect("accepted");
    let without_step = feed(&CASE[..7]);
    take(
        &center,
        "2026-03-12",
        &center.file("feed.ndjson", without_step),
    )
    .expect("accepted");
    assert_eq!(
        published(&center),
        [[""; 0]; 0],
        "no step, and nothing of it"
    );
    on(&center, "2026-03-13", &[&moved]).expect("accepted");
    assert_eq!(published(&center), [["2026-03-20", "2026-03-27"]]);
    take(
        &center,
        "2026-03-14",
        &center.file("feed.ndjson", feed(&CASE[..1])),
    )
    .expect("accepted");
    assert_eq!(ledger(&center), [""; 0], "the family is gone");
}

#[test]
fn another_family_that_gets_the_steps_id_reads_nothing_of_the_first() {
    let center = Center::new();
    on(&center, "2026-03-10", &[PROMISE]).expect("accepted");
    let second = CASE[3..8]
        .join("\n")
        .replace("\"f\"", "\"f2\"")
        .replace("\"c\"", "\"c2\"");
    let second = second.replace("\"p\"", "\"p2\"").replace("\"g\"", "\"g2\"");
    let moved = PROMISE.replace("03-20", "03-27");
    let lines = [&CASE[..7], &[second.as_str(), moved.as_str()]].concat();
    take(
        &center,
        "2026-03-11",
        &center.file("feed.ndjson", feed(&lines)),
    )
    .expect("accepted");
    assert_eq!(ledger(&center), ["s 2026-03-20 2026-03-11"]);
    assert_eq!(
        published(&center),
        [[""; 0]],
        "the second family's step has no past"
    );
}

#[test]
fn tables_keep_history_as_well() {
    let center = Center::new();
    let told = |day: &str, promises: &str| {
        let steps = "id,family,kind,agency,state\ns,f,police_investigation,police,in_progress\n";
        let files = [
            &tables::CASE[..5],
            &[("steps.csv", steps), ("promises.csv", promises)],
        ]
        .concat();
        take(&center, day, &tables::folder(&center, &files)).expect("accepted");
    };
    told("2026-03-10", "id,step,by,basis\npr,s,2026-03-20,worker\n");
    told("2026-03-11", "id,step,by,basis\npr,s,2026-03-27,worker\n");
    assert_eq!(ledger(&center), ["s 2026-03-20 2026-03-11"]);
}
