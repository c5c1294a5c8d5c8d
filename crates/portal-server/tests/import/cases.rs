//! The case feed: accepted whole or refused whole, with every reason at once.

use portal_server::import::report::ImportError;

use crate::support::{CASE, Center, HEAD, feed};

#[test]
fn a_good_feed_is_taken_in_and_served_and_taking_it_in_again_changes_nothing() {
    let center = Center::new();
    let first = center.cases("police", feed(&CASE)).expect("accepted");
    assert_eq!(
        (first.added, first.changed, first.removed, first.unchanged),
        (9, 0, 0, 0)
    );
    assert_eq!(center.current().as_deref(), Some("portal-00000001.db\n"));
    let again = center.cases("police", feed(&CASE)).expect("accepted");
    assert_eq!(
        (again.added, again.changed, again.removed, again.unchanged),
        (0, 0, 0, 9)
    );
    let moved = feed(&CASE)
        .replace("2026-03-20", "2026-03-27")
        .replace(CASE[2], "");
    let summary = center.cases("police", moved).expect("accepted");
    assert_eq!(
        (
            summary.added,
            summary.changed,
            summary.removed,
            summary.unchanged
        ),
        (0, 1, 1, 7)
    );
    let snapshots = std::fs::read_dir(center.home.snapshots())
        .expect("a folder")
        .count();
    assert_eq!(
        snapshots, 7,
        "three snapshots, each with its digest, and the name of the current one"
    );
}

#[test]
fn a_source_replaces_its_own_facts_and_no_others() {
    let center = Center::new();
    center.cases("center", feed(&CASE)).expect("accepted");
    let clinic = [
        r#"{"type":"agency","id":"clinic","kind":"hospital","name":"Willow Clinic"}"#,
        r#"{"type":"step","id":"s","family":"f","kind":"medical_exam","agency":"clinic","state":"not_started","contact":"det"}"#,
    ];
    assert_eq!(
        center
            .cases("clinic", feed(&clinic))
            .expect("accepted")
            .added,
        2
    );
    assert_eq!(
        center
            .cases("clinic", feed(&clinic[..1]))
            .expect("accepted")
            .removed,
        1
    );
    assert_eq!(center.facts().iter().filter(|f| f.0 == "center").count(), 9);
    let taken = center.refused(
        "clinic",
        feed(&[r#"{"type":"family","id":"f","language":"es"}"#]),
    );
    assert!(
        taken.to_string().contains(
            ":2: id: expected an id of this source; source center already has this family"
        ),
        "{taken}"
    );
}

#[test]
fn a_broken_feed_changes_nothing_and_all_its_mistakes_are_told_at_once() {
    let center = Center::new();
    center.cases("center", feed(&CASE)).expect("accepted");
    let (facts, current) = (center.facts(), center.current());
    let lines = [
        r#"{"type":"agency","id":"police","kind":"police","name":"Riverbend Police"}"#,
        r#"{"type":"family","id":"bad id!","language":"English"}"#,
        r#"{"type":"step","id":"1","family":"f","kind":"k","agency":"police","state":"finished"}"#,
        r#"{"type":"step","id":"2","family":"f","kind":"k","agency":"police","state":"done"}"#,
        r#"{"type":"promise","id":"1","step":"1","by":"06/03/2026","basis":"hope"}"#,
        r#"{"type":"appointment","id":"1","family":"f","kind":"k","agency":"police","status":"booked"}"#,
        r#"{"type":"appointment","id":"2","family":"f","kind":"k","agency":"police","status":"booked","starts_at":"2026-03-06 10:00"}"#,
        r#"{"type":"place","id":"safe","name":"House","street":"1 Main Street","confidential":true}"#,
        r#"{"type":"grant","id":"1","caregiver":"p","rights":["all"],"starts_on":"2026-03-02","ends_on":"2026-03-01"}"#,
        r#"{"type":"contact","id":"1","agency":"police","name":"Rowan","role":"detective","phone":"call me"}"#,
        r#"{"type":"stepp","id":"1"}"#,
        r#"{"type":"child","id":"1","family":"f"}"#,
        r#"{"type":"family","id":"g","language":"en","langauge":"es"}"#,
        "[1,2]",
        r#"{"type":"family""#,
    ];
    insta::assert_snapshot!(shown(
        &center,
        &center.refused("center", feed(&lines)).to_string()
    ));
    assert_eq!(
        (center.facts(), center.current()),
        (facts, current),
        "nothing changed"
    );
}

/// Without the folder of this run.
fn shown(center: &Center, text: &str) -> String {
    text.replace(&format!("{}/", center.dir.path().display()), "")
}

#[test]
fn references_are_judged_over_the_whole_file() {
    let center = Center::new();
    let mut lines: Vec<&str> = CASE.iter().rev().copied().collect();
    center
        .cases("center", feed(&lines))
        .expect("references may point forward");
    let other = [
        r#"{"type":"family","id":"f2","language":"en"}"#,
        r#"{"type":"child","id":"c2","family":"f2","number":1}"#,
        r#"{"type":"step","id":"s2","family":"f","kind":"k","agency":"police","state":"in_progress","children":["c2"],"visible_to":["nobody"]}"#,
        r#"{"type":"promise","id":"p2","step":"nothing","by":"2026-03-20","basis":"law"}"#,
        r#"{"type":"family","id":"f2","language":"en"}"#,
        r#"{"type":"news","id":"n","family":"f2","on":"2026-03-01","kind":"step_done","agency":"police","step":"s"}"#,
    ];
    lines.extend(other);
    insta::assert_snapshot!(shown(
        &center,
        &center.refused("center", feed(&lines)).to_string()
    ));
}

#[test]
fn free_text_is_set_aside_and_counted_and_never_stored() {
    let center = Center::new();
    let canary = "CANARYGREEN the reason he gave";
    let line = format!(
        r#"{{"type":"step","id":"s3","family":"f","kind":"k","agency":"police","state":"in_progress","notes":"{canary}","description":"{canary}","comment":null}}"#
    );
    let mut lines = CASE.to_vec();
    lines.push(&line);
    let summary = center.cases("center", feed(&lines)).expect("accepted");
    assert_eq!(summary.set_aside.get("free text in notes"), Some(&1));
    assert_eq!(summary.set_aside.get("free text in description"), Some(&1));
    for entry in walk(center.home.root()) {
        let bytes = std::fs::read(&entry).expect("bytes");
        assert!(
            !bytes.windows(11).any(|w| w == b"CANARYGREEN"),
            "{} holds free text",
            entry.display()
        );
    }
}

fn walk(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(dir)
        .expect("a folder")
        .map(|e| e.expect("an entry").path());
    entries
        .flat_map(|p| if p.is_dir() { walk(&p) } else { vec![p] })
        .collect()
}

#[test]
fn criminal_justice_identifiers_are_refused_and_not_repeated() {
    let center = Center::new();
    let lines = [
        r#"{"type":"family","id":"f","language":"en","sid":"MO7654321"}"#,
        r#"{"type":"agency","id":"a","kind":"police","name":"FBI# 7654321AB"}"#,
        r#"{"type":"family","id":"g","language":"en","notes":"see NCIC no. 7654321"}"#,
    ];
    let refusal = center.refused("center", feed(&lines));
    assert_eq!(refusal.total, 3, "{refusal}");
    assert!(
        refusal
            .errors
            .iter()
            .all(|e| e.reason.starts_with("criminal-justice identifiers")),
        "{refusal}"
    );
    assert!(
        !refusal.to_string().contains("7654321"),
        "an error must not spread what it refuses: {refusal}"
    );
}

#[test]
fn only_judging_a_file_leaves_everything_as_it_was() {
    let center = Center::new();
    let path = center.file("feed.ndjson", feed(&CASE));
    let options = portal_server::import::Options {
        check: true,
        ..center.options("center")
    };
    let summary =
        portal_server::import::import_cases(&center.home, &path, &options, &mut |_, _| {})
            .expect("accepted");
    assert_eq!((summary.added, summary.checked_only), (9, true));
    assert!(center.facts().is_empty() && center.current().is_none());
}

#[test]
fn two_imports_do_not_run_at_once() {
    let center = Center::new();
    let _held = center.home.lock().expect("free");
    match center.cases("center", feed(&CASE)) {
        Err(ImportError::Io(e)) => assert!(e.to_string().contains("another import"), "{e}"),
        other => panic!("expected to wait, found {other:?}"),
    }
}

#[test]
fn a_feed_says_what_it_is_in_its_first_line() {
    let center = Center::new();
    let table = [
        (String::new(), ":1: -: expected a first line such as"),
        (
            format!("{}\n{HEAD}", CASE[0]),
            ":1: type: expected the first line to be",
        ),
        (
            HEAD.replace("\"version\":1", "\"version\":2"),
            ":1: version: expected a whole number from 1 to 1",
        ),
        (
            HEAD.replace("2026-03-10T08:00:00-05:00", "today"),
            ":1: as_of: expected a time with its offset",
        ),
    ];
    for (text, expected) in table {
        let refusal = center.refused("center", &text).to_string();
        assert!(refusal.contains(expected), "{text}: {refusal}");
    }
}

#[test]
fn news_of_every_kind_that_the_schema_names_are_taken_in() {
    let schema = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/case-feed.schema.json"
    );
    let text = std::fs::read_to_string(schema).expect("the schema");
    let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let kinds = schema["$defs"]["news"]["properties"]["kind"]["enum"].as_array();
    let lines: Vec<String> = kinds
        .into_iter()
        .flatten()
        .map(|kind| {
            format!(r#"{{"type":"news","id":{kind},"family":"f","on":"2026-03-01","kind":{kind},"agency":"police"}}"#)
        })
        .collect();
    assert_eq!(lines.len(), 13);
    let all: Vec<&str> = CASE
        .into_iter()
        .chain(lines.iter().map(String::as_str))
        .collect();
    let center = Center::new();
    let summary = center.cases("center", feed(&all)).expect("accepted");
    assert_eq!(summary.added, 9 + 13);
    let hope = lines[0].replace("\"kind\":\"", "\"kind\":\"hope_");
    let refusal = center
        .refused("center", feed(&[&CASE[..], &[&hope]].concat()))
        .to_string();
    for kind in kinds
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_str)
    {
        assert!(refusal.contains(kind), "{kind} is named: {refusal}");
    }
}
