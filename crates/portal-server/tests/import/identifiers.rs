//! What agencies call families and visits: unambiguous, and kept as digests.

use crate::support::{CASE, Center, feed};

#[test]
fn a_number_stands_for_one_family_in_a_file_and_across_sources() {
    let center = Center::new();
    let mut lines = CASE.to_vec();
    lines.extend([
        r#"{"type":"family","id":"f2","language":"es"}"#,
        r#"{"type":"identifier","id":"i1","agency":"police","value":"MRN  4471","family":"f"}"#,
        r#"{"type":"identifier","id":"i2","agency":"police","value":"9912","family":"f2"}"#,
    ]);
    center.cases("center", feed(&lines)).expect("accepted");
    let twice = [
        r#"{"type":"identifier","id":"i3","agency":"police","value":"77","family":"f"}"#,
        r#"{"type":"identifier","id":"i4","agency":"police","value":"77","family":"f2"}"#,
        r#"{"type":"identifier","id":"i5","agency":"police","value":"mrn 4471","family":"f2"}"#,
        r#"{"type":"identifier","id":"i6","agency":"police","value":"9912","family":"f2"}"#,
    ];
    let told = center.refused("desk", feed(&twice)).to_string();
    let told = told.replace(&format!("{}/", center.dir.path().display()), "");
    assert_eq!(
        told,
        "feed.ndjson:3: value: expected a number that stands for one family or child; line 2 says that it stands for another
feed.ndjson:4: value: expected a number that stands for one family or child; source center says that it stands for another
refused: 2 errors; nothing was changed"
    );
    let bodies: String = center.facts().into_iter().map(|fact| fact.3).collect();
    assert!(
        !bodies.contains("4471") && !bodies.contains("9912"),
        "numbers are kept as digests"
    );
}

#[test]
fn what_other_systems_call_a_visit_is_kept_as_a_digest_and_says_which_are_the_same() {
    let center = Center::new();
    let visit = |id: &str| {
        format!(
            r#"{{"type":"appointment","id":"{id}","family":"f","kind":"k","agency":"police","status":"proposed","updated_at":"2026-03-01T10:00:00Z","same_as":"4471@example.org"}}"#
        )
    };
    let (one, two) = (visit("v1"), visit("v2"));
    let mut lines = CASE.to_vec();
    lines.push(&one);
    center.cases("center", feed(&lines)).expect("accepted");
    center.cases("clinic", feed(&[&two])).expect("accepted");
    let visits: Vec<serde_json::Value> = center
        .facts()
        .iter()
        .filter(|fact| fact.1 == "appointment")
        .map(|fact| serde_json::from_str(&fact.3).expect("a fact"))
        .collect();
    assert_eq!(visits.len(), 2);
    assert_eq!(visits[0]["same_as"], visits[1]["same_as"]);
    assert_eq!(visits[0]["updated_at"], "2026-03-01T10:00:00Z");
    assert!(!visits[0].to_string().contains("example.org"));
}
