//! Traps of whole documents: envelopes, ids, records of other kinds, and broken ends.

use std::fs;

use portal_hsds::{read, read_each};
use tempfile::TempDir;

use crate::common::data;
use crate::read_text;

const ONE: &str = r#"{"id":"s","name":"One","status":"active"}"#;

#[test]
fn an_envelope_that_lies_is_not_believed() {
    for (envelope, lies) in [
        (
            r#""total_items":10,"total_pages":10,"size":1,"last_page":false,"empty":false"#,
            false,
        ),
        (
            r#""total_items":31,"total_pages":1,"size":31,"empty":false"#,
            true,
        ),
        (r#""size":0"#, true),
        (r#""empty":true"#, true),
        (r#""empty":false"#, false),
    ] {
        for text in [
            format!(r#"{{{envelope},"contents":[{ONE}]}}"#),
            format!(r#"{{"contents":[{ONE}],{envelope}}}"#),
        ] {
            let reading = read_text("a.json", &text).unwrap();
            assert_eq!(reading.services.len(), 1);
            let named = reading.report.repairs.contains_key("envelope_disagrees");
            assert_eq!(named, lies, "{text}");
        }
    }
}

#[test]
fn services_that_share_an_id_are_all_kept() {
    let page = vec![ONE; 128].join(",");
    let reading = read_text("a.json", &format!(r#"{{"size":31,"contents":[{page}]}}"#)).unwrap();
    assert_eq!(reading.services.len(), 128);
    assert_eq!(reading.report.repairs["duplicate_service_id"].count, 127);
    let mut ids: Vec<&str> = reading.services.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 128);
}

#[test]
fn an_id_that_a_later_service_bears_is_not_given_away() {
    let text = [ONE, ONE, &ONE.replace("\"s\"", "\"s-2\""), ONE].join("\n");
    let reading = read_text("a.ndjson", &text).unwrap();
    let ids: Vec<&str> = reading.services.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["s", "s-2", "s-2-2", "s-3"]);
}

#[test]
fn what_is_no_service_is_refused_with_a_reason() {
    for (file, reason) in [
        ("base.json", "describes an API; expected a service"),
        (
            "location.json",
            "is a location without its services; expected a service",
        ),
        ("taxonomy.json", "is a taxonomy; expected a service"),
        ("taxonomy_list.json", "is a taxonomy; expected a service"),
        (
            "taxonomy_term.json",
            "is a taxonomy term; expected a service",
        ),
        (
            "taxonomy_term_list.json",
            "is a taxonomy term; expected a service",
        ),
        ("organization_list.json", "holds no service"),
    ] {
        for version in ["hsds-3.0", "hsds-3.1"] {
            let Some(folder) = data(version) else {
                return;
            };
            let path = folder.join("examples").join(file);
            let refusal = read(&path, &mut |_| {}).unwrap_err().to_string();
            assert!(refusal.contains(reason), "{version} {file}: {refusal}");
        }
    }
}

#[test]
fn json_that_ends_or_errs_is_refused_with_its_line() {
    for (text, expected) in [
        (
            format!("{ONE}\n{{\"id\":\"b\",\"name\":"),
            "a.ndjson:2: expected JSON",
        ),
        (
            format!("{ONE}\n{ONE},\n{ONE}"),
            "a.ndjson:2: expected JSON: a value is missing before ,",
        ),
        (
            format!("[{ONE},\n]"),
            "a.ndjson:2: expected JSON: a value is missing before ]",
        ),
        (
            format!("{{\"contents\":[{ONE}\n,{{\"id\":}}]}}"),
            "a.ndjson:2: expected JSON",
        ),
        (
            format!("{ONE}\n{{\"id\":\"b\",}}"),
            "a.ndjson:2: expected JSON: a value is missing before }",
        ),
        (
            format!("{ONE}\n[\n\"a\"]"),
            "a.ndjson:3: expected an object with the fields of a service",
        ),
        (
            format!("{ONE}\n\"a\""),
            "a.ndjson:2: expected an object with the fields of a service",
        ),
        (format!("[{}", "[".repeat(300)), "a.ndjson:1: expected JSON"),
    ] {
        let refusal = read_text("a.ndjson", &text).unwrap_err();
        assert!(refusal.contains(expected), "{text}\n{refusal}");
    }
}

#[test]
fn services_are_handed_over_before_the_end_is_read() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.ndjson");
    let lines: Vec<String> = (0..500)
        .map(|at| ONE.replace("\"s\"", &format!("\"{at}\"")))
        .collect();
    fs::write(&path, lines.join("\n") + "\n{broken").unwrap();
    let mut handed = 0;
    let refusal = read_each(&path, &mut |_| handed += 1, &mut |_| {}).unwrap_err();
    assert_eq!((handed, refusal.errors[0].line), (500, 501));
}
