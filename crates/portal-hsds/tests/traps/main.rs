//! Every trap known from real and official data: what goes wrong is mended under a name,
//! set aside under a name, or refused with a reason. Nothing is dropped in silence.

#![expect(
    clippy::unwrap_used,
    reason = "in a test file a panic is a failed test"
)]

#[path = "../common/mod.rs"]
mod common;
mod document;

use std::fs;

use common::data;
use portal_hsds::{Reading, Report, read};
use serde_json::{Value, json};
use tempfile::TempDir;

fn read_text(name: &str, text: &str) -> Result<Reading, String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    read(&path, &mut |_| {}).map_err(|refusal| refusal.to_string())
}

/// Reads a service with these fields, beside those it must have.
fn service(fields: Value) -> Reading {
    let mut record = json!({ "id": "s", "name": "One", "status": "active" });
    let fields = fields.as_object().unwrap().clone();
    record.as_object_mut().unwrap().extend(fields);
    read_text("a.json", &record.to_string()).unwrap()
}

fn names(report: &Report) -> Vec<&str> {
    let repairs = report.repairs.keys().copied();
    let remarks = report.remarks.keys().copied();
    let aside = report.set_aside.keys().map(String::as_str);
    repairs.chain(remarks).chain(aside).collect()
}

#[test]
fn what_is_wrong_in_a_service_is_accepted_and_named() {
    for (fields, name) in [
        (
            json!({"phones": [{"number": "\"+44 1234 234567\""}]}),
            "quoted_phone_number",
        ),
        (
            json!({"phones": [{"number": "305-555-0100 x12"}]}),
            "extension_in_phone_number",
        ),
        (
            json!({"phones": [{"type": "voice"}]}),
            "phone without a number",
        ),
        (
            json!({"phones": {"number": "305-555-0100"}}),
            "object_for_list",
        ),
        (json!({"phones": "305-555-0100"}), "wrong_shape"),
        (
            json!({"languages": [{"id": "l"}]}),
            "language without a name",
        ),
        (json!({"wait_time": "wait_time"}), "placeholder"),
        (json!({"alternate_name": 12}), "number_for_text"),
        (json!({"minimum_age": "four"}), "not_a_number"),
        (json!({"schedules": [{"count": 1.5}]}), "not_a_whole_number"),
        (
            json!({"description": "A <b>safe</b> place"}),
            "markup_to_text",
        ),
        (json!({"description": "A **safe** place"}), "markup_to_text"),
        (json!({"description": "One\\nTwo"}), "literal_backslash_n"),
        (json!({"description": "\u{202e}Turned"}), "bidi_control"),
        (json!({"description": "Bell\u{7}"}), "control_character"),
        (json!({"description": "It GÇÖs"}), "mis_decoded_punctuation"),
        (json!({"description": "x".repeat(60_000)}), "text_cut_short"),
        (json!({"alternate_name": "  "}), "blank_for_empty"),
        (json!({"alternate_name": "House "}), "blank_around_text"),
        (json!({"status": "open"}), "status_unknown"),
        (json!({"status": null}), "status_missing"),
        (json!({"status": "Active"}), "code_in_capitals"),
        (json!({"name": "SAFE HOUSE"}), "name_in_capitals"),
        (json!({"last_modified": "2026-01-05"}), "day_for_a_moment"),
        (
            json!({"capacities": [{"available": 1}]}),
            "capacity_without_its_unit",
        ),
        (
            json!({"capacities": [{"maximum": 1}]}),
            "capacity without a number that is available",
        ),
        (
            json!({"additional_urls": [{"label": "Page"}]}),
            "web page without an address",
        ),
        (
            json!({"contacts": [{"id": "c"}]}),
            "contact without a name, address or number",
        ),
    ] {
        let reading = service(fields.clone());
        assert_eq!(reading.services.len(), 1, "{fields}");
        let names = names(&reading.report);
        assert!(
            names.contains(&name),
            "{fields}: expected {name}, found {names:?}"
        );
    }
}

#[test]
fn what_is_wrong_in_a_schedule_is_accepted_and_named() {
    for (fields, name) in [
        (
            json!({"schedules": [{"opens_at": "9:00am"}]}),
            "time_in_words",
        ),
        (
            json!({"schedules": [{"opens_at": "8:00m"}]}),
            "time_not_understood",
        ),
        (
            json!({"schedules": [{"opens_at": "24 hours"}]}),
            "all_day_in_words",
        ),
        (
            json!({"schedules": [{"byday": "Monday"}]}),
            "weekday_in_words",
        ),
        (
            json!({"schedules": [{"timezone": "America/Chicago"}]}),
            "timezone_to_notes",
        ),
        (json!({"schedules": [{"freq": "DAILY"}]}), "frequency_daily"),
        (
            json!({"schedules": [{"freq": "HOURLY"}]}),
            "schedule that recurs in a way the standard has no word for",
        ),
    ] {
        let reading = service(fields.clone());
        let names = names(&reading.report);
        assert!(
            names.contains(&name),
            "{fields}: expected {name}, found {names:?}"
        );
    }
}

#[test]
fn what_is_wrong_in_a_place_is_accepted_and_named() {
    for (fields, name) in [
        (
            json!({"latitude": 100, "longitude": 101}),
            "coordinate_out_of_range",
        ),
        (json!({"latitude": 0, "longitude": 0}), "coordinate_zero"),
        (json!({"latitude": 25.5}), "coordinate_without_its_pair"),
        (
            json!({"location_type": "building"}),
            "location_type_unknown",
        ),
        (json!({"name": "x"}), "location_type_missing"),
        (
            json!({"addresses": [{"city": "Example Town"}]}),
            "address_type_missing",
        ),
        (
            json!({"addresses": [{"city": "X", "address_type": "home"}]}),
            "address_type_unknown",
        ),
        (
            json!({"addresses": [{"id": "a", "country": "   "}]}),
            "address without any line",
        ),
        (
            json!({"addresses": [{"city": "X", "country": "   "}]}),
            "blank_for_empty",
        ),
        (
            json!({"addresses": [{"city": "X", "state_province": "FL "}]}),
            "blank_around_text",
        ),
        (
            json!({"addresses": [{"city": "X", "postal_code": 33101}]}),
            "number_for_text",
        ),
        (
            json!({"accessibility": [{"id": "a"}]}),
            "accessibility without a description",
        ),
    ] {
        let place = json!([{ "id": "p", "location": fields }]);
        let reading = service(json!({ "service_at_locations": place }));
        assert!(
            reading.services[0].service_at_locations[0]
                .location
                .is_some()
        );
        let names = names(&reading.report);
        assert!(
            names.contains(&name),
            "{place}: expected {name}, found {names:?}"
        );
    }
}

#[test]
fn numbers_where_the_standard_wants_numbers_are_no_repair() {
    let reading = service(json!({
        "phones": [{ "number": "305-555-0100", "extension": 100 }],
        "schedules": [{ "timezone": 3 }],
    }));
    assert_eq!(names(&reading.report), [""; 0]);
}

#[test]
fn fields_of_nobody_are_named() {
    let reading = service(json!({ "x_own": 1, "phones": [{ "number": "305-555-0100", "y": 1 }] }));
    let ignored: Vec<&str> = reading
        .report
        .ignored_fields
        .iter()
        .map(String::as_str)
        .collect();
    assert_eq!(ignored, ["a.json: phones.y", "a.json: x_own"]);
}

#[test]
fn the_traps_of_the_official_examples_are_named() {
    for version in ["hsds-3.0", "hsds-3.1"] {
        let Some(folder) = data(version) else {
            return;
        };
        let path = folder.join("examples/service_full.json");
        let report = read(&path, &mut |_| {}).unwrap().report;
        for name in [
            "quoted_phone_number",
            "coordinate_out_of_range",
            "placeholder",
        ] {
            assert!(report.repairs.contains_key(name), "{version}: {name}");
        }
    }
}

#[test]
fn the_traps_of_a_real_directory_are_named() {
    let Some(path) = data("open211-miami") else {
        return;
    };
    let report = read(&path, &mut |_| {}).unwrap().report;
    for name in [
        "status_missing",
        "time_in_words",
        "blank_around_text",
        "blank_for_empty",
        "name_in_capitals",
        "eligibility.csv: a row does not say what it belongs to",
    ] {
        assert!(names(&report).contains(&name), "{name}");
    }
}
