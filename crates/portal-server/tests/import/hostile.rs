//! Files made to hurt: refused with a reason, or taken in harmlessly; never a panic, never a half import.

use proptest::prelude::*;

use crate::support::{CASE, Center, HEAD, feed};

#[test]
fn bytes_that_are_no_feed_are_refused_with_their_line() {
    let center = Center::new();
    let deep = format!("{HEAD}\n{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let long = format!(
        "{HEAD}\n{{\"type\":\"family\",\"id\":\"{}\"}}",
        "a".repeat(2 << 20)
    );
    let table: [(&str, Vec<u8>, &str); 7] = [
        (
            "invalid UTF-8",
            [HEAD.as_bytes(), b"\n{\"type\":\"\xff\"}"].concat(),
            ":2: -: expected UTF-8 text",
        ),
        (
            "NUL bytes",
            vec![0; 1000],
            ":1: -: expected one JSON object on this line",
        ),
        (
            "deep nesting",
            deep.into_bytes(),
            ":2: -: expected one JSON object on this line",
        ),
        (
            "an endless line",
            long.into_bytes(),
            ":2: -: expected a line shorter than 1 MB",
        ),
        (
            "a lone surrogate",
            format!("{HEAD}\n{{\"type\":\"\\ud800\"}}").into_bytes(),
            ":2: -: expected one JSON object",
        ),
        (
            "a number too large",
            format!("{HEAD}\n{{\"type\":1e999}}").into_bytes(),
            ":2: -: expected one JSON object",
        ),
        (
            "another format",
            b"BEGIN:VCALENDAR\r\n".to_vec(),
            ":1: -: expected one JSON object on this line",
        ),
    ];
    for (name, bytes, expected) in table {
        let refusal = center.refused("center", &bytes).to_string();
        assert!(refusal.contains(expected), "{name}: {refusal}");
        assert!(center.facts().is_empty(), "{name}");
    }
}

#[test]
fn a_mark_at_the_start_and_windows_line_ends_do_no_harm() {
    let center = Center::new();
    let text = format!("\u{feff}{}", feed(&CASE).replace('\n', "\r\n"));
    assert_eq!(center.cases("center", text).expect("accepted").added, 9);
}

#[test]
fn marks_that_turn_the_reading_direction_do_not_survive_in_names() {
    let center = Center::new();
    let text = feed(&CASE).replace("Det. Rowan Hale", "Det.\u{202e} Rowan\u{2066} Hale\\u0007");
    center.cases("center", text).expect("accepted");
    assert!(
        center
            .facts()
            .iter()
            .any(|f| f.3.contains("\"Det. Rowan Hale\""))
    );
}

#[test]
fn a_hundred_errors_are_told_and_the_rest_is_counted() {
    let center = Center::new();
    let bad: Vec<String> = (0..250)
        .map(|n| format!(r#"{{"type":"family","id":"{n}"}}"#))
        .collect();
    let refusal = center.refused(
        "center",
        feed(&bad.iter().map(String::as_str).collect::<Vec<_>>()),
    );
    assert_eq!((refusal.errors.len(), refusal.total), (100, 250));
    assert!(
        refusal
            .to_string()
            .ends_with("… and 150 more\nrefused: 250 errors; nothing was changed")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// A feed with bytes changed, removed or doubled is accepted whole or refused whole.
    #[test]
    fn a_mutated_feed_is_never_taken_in_by_half(at in 0usize..1500, with in any::<u8>(), cut in 0usize..40) {
        let center = Center::new();
        let mut bytes = feed(&CASE).into_bytes();
        let at = at % bytes.len();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, [with]);
        let accepted = center.cases("center", &bytes);
        let facts = center.facts().len() as u64;
        match accepted {
            Ok(summary) => prop_assert_eq!(summary.added, facts),
            Err(_) => prop_assert_eq!(facts, 0),
        }
    }
}
