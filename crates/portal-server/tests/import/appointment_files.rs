//! FHIR R4 appointments: the files they come in, and those that are none.

use portal_server::import::report::ImportError;
use serde_json::json;

use crate::support::shared;
use crate::visits::{appointment, appointments, bundle, bytes, center, center_with, kept, refusal};

#[test]
fn lines_bundles_and_single_resources_mean_the_same_and_mistakes_have_their_line() {
    let (one, two) = (
        appointment(&json!({"id": "a1"})),
        appointment(&json!({"id": "a2"})),
    );
    let patient = json!({"resourceType": "Patient", "id": "x"});
    let pretty = serde_json::to_string_pretty(&bundle(&[one.clone(), two.clone()])).expect("JSON");
    let files = [
        format!("{one}\n{two}\n"),
        format!("\u{feff}{one}\r\n\r\n{patient}\r\n{two}"),
        bundle(&[one.clone(), patient, two.clone()]).to_string(),
        format!(
            "{}\n{}\n",
            bundle(std::slice::from_ref(&one)),
            bundle(std::slice::from_ref(&two))
        ),
        pretty.clone(),
    ];
    for file in &files {
        let center = center();
        appointments(&center, file.as_bytes()).expect("accepted");
        assert_eq!(kept(&center, "appointment").len(), 2, "{file}");
    }
    let center = center();
    let broken = format!("{one}\n{{\"resourceType\":\n{two}\n[]\n{{}}\n");
    assert_eq!(
        refusal(&center, appointments(&center, broken.as_bytes())),
        "visits.json:2: -: expected an Appointment, a Bundle, or one resource a line: it ends too early
visits.json:4: -: expected an Appointment, a Bundle, or one resource a line: it is no FHIR resource
visits.json:5: -: expected an Appointment, a Bundle, or one resource a line: it is no FHIR resource
refused: 3 errors; nothing was changed"
    );
    let bad = pretty.replacen("\"booked\"", "\"maybe\"", 2);
    // The line with the brace before it, counted from 1.
    let mut resources = bad
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("\"resource\""));
    let second = resources.nth(1).expect("an entry").0;
    let told = refusal(&center, appointments(&center, bad.as_bytes()));
    assert!(
        told.contains(&format!("visits.json:{second}: entry[1].status: ")),
        "{told}"
    );
}

#[test]
fn what_is_no_whole_list_of_appointments_is_refused() {
    let mut page = bundle(&[appointment(&json!({}))]);
    page["link"] = json!([{"relation": "next", "url": "https://example.org/?page=2"}]);
    let table = [
        (bytes(&page), ":1: link: expected the whole list"),
        (
            bytes(&json!({"resourceType": "Patient", "id": "x"})),
            ":1: resourceType: expected an Appointment",
        ),
        (Vec::new(), ":1: -: expected an Appointment"),
        (b"\xff\xfe{}".to_vec(), ":1: -: expected UTF-8 text"),
        (
            b"{\n\"id\": \xc3\x28}".to_vec(),
            ":2: -: expected UTF-8 text",
        ),
        (
            format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(),
            ":1: -: expected an Appointment",
        ),
        (
            format!(
                "{{\"resourceType\":\"Appointment\",\"x\":{}1{}}}",
                "[".repeat(5000),
                "]".repeat(5000)
            )
            .into_bytes(),
            ":1: -: expected an Appointment",
        ),
        (
            br#"{"resourceType":"Appointment","id":"\ud800"}"#.to_vec(),
            ":1: -: expected an Appointment",
        ),
        (
            br#"{"resourceType":"Bundle","entry":{"a":1}}"#.to_vec(),
            ":1: -: expected an Appointment",
        ),
        (
            br#"{"resourceType":"Bundle","entry":[1]}"#.to_vec(),
            ":1: entry[0].-: expected an Appointment",
        ),
    ];
    for (file, why) in table {
        let center = center();
        let told = refusal(&center, appointments(&center, &file));
        assert!(told.starts_with(&format!("visits.json{why}")), "{told}");
    }
    let center = center();
    appointments(&center, &bytes(&appointment(&json!({})))).expect("accepted");
    let none =
        appointments(&center, &bytes(&bundle(&[]))).expect("an empty Bundle means no visits");
    assert_eq!(none.removed, 1);
}

#[test]
fn identifiers_of_criminal_justice_refuse_the_file_and_are_not_repeated() {
    let table = [
        json!({"identifier": [{"system": "https://example.gov/ncic", "value": "W998877"}]}),
        json!({"identifier": [{"type": {"text": "FBI number"}, "value": "998877"}]}),
        json!({"comment": "see FBI# 998877AB"}),
        json!({"participant": [{"actor": {"reference": "Patient/kid-7", "identifier": {"system": "urn:sid", "value": "998877"}}}]}),
        json!({"contained": [{"resourceType": "Patient", "id": "p", "identifier": [{"system": "urn:mo:sid", "value": "998877"}]}]}),
        json!({"sid": "998877"}),
    ];
    for changes in table {
        let center = center();
        let told = refusal(
            &center,
            appointments(&center, &bytes(&appointment(&changes))),
        );
        assert!(
            told.contains("criminal-justice identifiers"),
            "{changes}: {told}"
        );
        assert!(!told.contains("998877"), "{told}");
    }
    let fine = json!({"identifier": [{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "x"}]});
    let center = center();
    appointments(&center, &bytes(&appointment(&fine)))
        .expect("HL7's own path is no state identifier");
}

#[test]
fn a_source_that_nobody_described_says_what_to_write() {
    let center = center_with(&json!({"kinds": {"CHECK": "medical_exam"}}));
    match appointments(&center, &bytes(&appointment(&json!({})))) {
        Err(ImportError::Settings(told)) => {
            assert!(
                told.starts_with("sources/clinic-visits.json: expected the id of the agency"),
                "{told}"
            );
            assert!(told.contains(r#"{"agency":"clinic"}"#), "{told}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_standards_own_examples_are_taken_in_or_refused_for_what_they_are() {
    let Some(folder) = shared("fhir-r4") else {
        return;
    };
    let mut judged = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let center = center();
        let told = appointments(&center, &std::fs::read(&path).expect("bytes"));
        judged += 1;
        if name.starts_with("Appointment-") {
            let summary = told.unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(summary.added, 1, "{name}");
            let found = &kept(&center, "appointment")[0];
            let proposed = name == "Appointment-examplereq.json";
            assert_eq!(
                found["status"],
                if proposed { "proposed" } else { "booked" },
                "{name}"
            );
            assert_eq!(found["starts_at"].is_null(), proposed, "{name}");
            assert_eq!(found["same_as"].is_null(), !proposed, "{name}");
            assert!(
                summary.set_aside.contains_key("free text in comment"),
                "{name}"
            );
            assert!(
                summary.set_aside.contains_key("free text in description"),
                "{name}"
            );
            assert!(
                kept(&center, "contact").is_empty(),
                "{name}: nobody of them is in the file"
            );
        } else {
            let told = refusal(&center, told);
            assert!(
                told.contains("resourceType: expected an Appointment"),
                "{name}: {told}"
            );
        }
    }
    assert!(judged >= 10, "{judged} files");
}
