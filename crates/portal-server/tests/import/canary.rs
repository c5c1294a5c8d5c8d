//! What people wrote in an appointment or a calendar never reaches a file of the centre.

use proptest::prelude::*;
use serde_json::json;

use crate::support::Center;
use crate::visits::{
    appointment, appointments, bundle, bytes, calendar, calendar_of, center, kept,
};

/// Every file of the home that holds the word.
fn holders(center: &Center, word: &str) -> Vec<String> {
    fn walk(dir: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(dir).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut files = Vec::new();
    walk(center.home.root(), &mut files);
    assert!(files.iter().any(|path| path.ends_with("working.db")));
    assert!(
        files
            .iter()
            .any(|path| path.ends_with("portal-00000002.db"))
    );
    let holds = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).expect("bytes");
        bytes
            .windows(word.len())
            .any(|w| w.eq_ignore_ascii_case(word.as_bytes()))
    };
    files
        .iter()
        .filter(|path| holds(path))
        .map(|path| path.display().to_string())
        .collect()
}

#[test]
fn no_word_of_an_appointment_is_kept() {
    let concept = json!({"coding": [{"system": "CANARY", "code": "CANARY", "display": "CANARY"}], "text": "CANARY"});
    let one = appointment(&json!({
        "text": {"status": "generated", "div": "<div>CANARY</div>"},
        "identifier": [{"system": "CANARY", "value": "CANARY-9"}],
        "appointmentType": concept, "serviceType": [concept], "serviceCategory": [concept], "specialty": [concept], "reasonCode": [concept],
        "status": "cancelled", "cancelationReason": concept, "meta": {"lastUpdated": "2026-03-01T10:00:00Z", "tag": [{"display": "CANARY"}]},
        "description": "CANARY", "comment": "CANARY", "patientInstruction": "CANARY", "CANARY": "CANARY",
        "extension": [{"url": "CANARY", "valueString": "CANARY"}],
        "reasonReference": [{"display": "CANARY"}], "supportingInformation": [{"display": "CANARY"}],
        "contained": [
            {"resourceType": "Patient", "id": "kid", "name": [{"text": "CANARY"}], "identifier": [{"value": "kid-7"}], "address": [{"text": "CANARY"}]},
            {"resourceType": "RelatedPerson", "id": "rel", "name": [{"text": "CANARY"}]},
            {"resourceType": "Practitioner", "id": "doc", "name": [{"family": "Lin", "text": "Jo Lin"}], "address": [{"text": "CANARY"}], "telecom": [{"system": "phone", "value": "CANARY"}, {"system": "email", "value": "CANARY"}]},
            {"resourceType": "Location", "id": "room", "name": "Room 5", "description": "CANARY", "alias": ["CANARY"], "address": {"text": "CANARY", "line": ["1 Elm Street"], "district": "CANARY"}}],
        "participant": [
            {"type": [concept], "actor": {"reference": "#kid", "display": "CANARY"}, "status": "accepted"},
            {"actor": {"reference": "#rel", "display": "CANARY"}, "status": "accepted"},
            {"actor": {"reference": "#doc", "display": "CANARY"}, "status": "accepted"},
            {"actor": {"reference": "#room", "display": "CANARY"}, "status": "accepted"},
            {"actor": {"display": "CANARY"}, "status": "accepted"}]
    }));
    let center = center();
    let summary = appointments(
        &center,
        &bytes(&bundle(&[one, json!({"resourceType": "CANARY"})])),
    )
    .expect("accepted");
    assert_eq!(
        (kept(&center, "contact").len(), kept(&center, "place").len()),
        (1, 1)
    );
    assert_eq!(holders(&center, "CANARY"), Vec::<String>::new());
    assert!(!summary.to_string().contains("CANARY"), "{summary}");
    for field in ["description", "comment", "patientInstruction", "text"] {
        assert_eq!(
            summary.set_aside[&format!("free text in {field}")],
            1,
            "{field}"
        );
    }
}

#[test]
fn no_word_of_a_calendar_is_kept() {
    let names = [
        "SUMMARY",
        "DESCRIPTION",
        "COMMENT",
        "CONTACT",
        "LOCATION",
        "CATEGORIES",
        "RESOURCES",
        "URL",
        "ATTACH",
        "X-ALT-DESC",
        "X-CANARY",
    ];
    let texts: String = names
        .iter()
        .map(|name| format!("{name}:CANARY\n"))
        .collect();
    let one = format!(
        "UID:CANARY@example.org\nX-CASE:kid-7\nDTSTART:20260320T140000Z\n{texts}ORGANIZER;CN=CANARY:mailto:CANARY@example.org\nATTENDEE;CN=CANARY:mailto:CANARY@example.org\nBEGIN:VALARM\nDESCRIPTION:CANARY\nEND:VALARM"
    );
    let series = "UID:CANARY-2@example.org\nX-CASE:kid-9\nDTSTART:20260320T140000Z\nSUMMARY:CANARY\nRRULE:FREQ=WEEKLY;COUNT=3";
    let file =
        calendar_of(&[&one, series]).replacen("VERSION", "X-WR-CALNAME:CANARY\r\nVERSION", 1);
    let center = center();
    let summary = calendar(&center, file.as_bytes()).expect("accepted");
    assert_eq!(summary.added, 4);
    assert_eq!(holders(&center, "CANARY"), Vec::<String>::new());
    assert!(!summary.to_string().contains("CANARY"), "{summary}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Appointments with bytes changed, removed or doubled are accepted whole or refused whole.
    #[test]
    fn mutated_appointments_are_never_taken_in_by_half(changes in prop::collection::vec((0usize..2000, any::<u8>(), 0usize..20), 1..4)) {
        thread_local!(static CENTER: Center = center());
        let doctor = json!({"resourceType": "Practitioner", "id": "d", "name": [{"family": "Lin"}]});
        let one = appointment(&json!({"contained": [doctor], "participant": [
            {"actor": {"reference": "Patient/kid-7"}, "status": "accepted"}, {"actor": {"reference": "#d"}, "status": "accepted"}]}));
        let mut file = bytes(&bundle(&[one, appointment(&json!({"id": "a2", "status": "waitlist", "start": null, "end": null})), doctor]));
        for (at, with, cut) in changes {
            let at = at % file.len();
            let end = (at + cut).min(file.len());
            file.splice(at..end, [with]);
        }
        CENTER.with(|center| {
            let all = || ["appointment", "contact", "place"].map(|kind| kept(center, kind));
            let before = all();
            match appointments(center, &file) {
                Ok(summary) => {
                    let facts: usize = all().iter().map(Vec::len).sum();
                    prop_assert_eq!(summary.added + summary.changed + summary.unchanged, facts as u64);
                }
                Err(_) => prop_assert_eq!(before, all()),
            }
            Ok(())
        })?;
    }
}
