//! Real directories and the standard's own examples, where they are at hand: set
//! `PORTAL_SHARED_DATA`, or lay them beside the project. Without them nothing is tested here.

#![expect(
    clippy::unwrap_used,
    reason = "in a test file a panic is a failed test"
)]

mod common;

use common::data;
use jiff::civil::Date;
use portal_hsds::model::Service;
use portal_hsds::{Reading, needs, pack, read};
use portal_search::Entry;
use portal_types::Need::{
    self, Children, Counselling, Food, Housing, Legal, Medical, Money, Safety,
};

fn today() -> Date {
    Date::constant(2026, 3, 6)
}

#[test]
fn a_211_directory_of_1_1_is_read_whole() {
    let Some(path) = data("open211-miami") else {
        return;
    };
    let Reading {
        services,
        organizations,
        report,
        terms,
        ..
    } = read(&path, &mut |_| {}).unwrap();
    assert_eq!((services.len(), organizations.len()), (4_089, 1_074));
    assert!(
        terms.len() > 1_000,
        "the terms are handed over: {}",
        terms.len()
    );
    assert_eq!(report.version_guess, "1.1");
    for (repair, count) in [
        ("status_missing", 4_089),
        ("weekday_in_words", 11_350),
        ("organization_is_a_service", 447),
        ("extension_in_phone_number", 262),
        ("duplicate_id", 3),
    ] {
        assert_eq!(report.repairs[repair].count, count, "{repair}");
    }
    assert_eq!(report.remarks["time_not_understood"].count, 40);
    assert_eq!(
        report.set_aside["eligibility.csv: a row does not say what it belongs to"].count,
        2_244
    );
    assert_eq!(report.set_aside["phone without a number"].count, 22);
    assert!(
        services
            .iter()
            .all(|service| service.status.as_deref() == Some("active"))
    );
    needs_are_sensible(&services);
    most_is_known(&services);
}

fn needs_are_sensible(services: &[Service]) {
    for (name, expected) in [
        ("SAFESPACE SHELTER NORTH", &[Housing, Safety][..]),
        ("FAMILY LAW UNIT", &[Legal]),
        ("FOOD PANTRY", &[Food]),
        ("AFTER SCHOOL PROGRAM", &[Children]),
        ("CHILDREN'S COUNSELING CENTER", &[Counselling]),
        ("MARINERS HOSPITAL, INC.", &[Medical]),
        ("BUREAU OF VICTIM COMPENSATION", &[Safety, Money]),
    ] {
        let service = services
            .iter()
            .find(|service| service.name.eq_ignore_ascii_case(name))
            .unwrap();
        let bits = needs::of_service(service);
        let missing: Vec<&Need> = expected
            .iter()
            .filter(|need| bits & need.bit() == 0)
            .collect();
        assert!(missing.is_empty(), "{name} should answer {missing:?}");
    }
}

fn most_is_known(services: &[Service]) {
    let entries: Vec<Entry> = services
        .iter()
        .filter_map(|service| pack::entry(service, today()))
        .collect();
    let share =
        |known: fn(&&Entry) -> bool| entries.iter().filter(known).count() * 100 / entries.len();
    assert!(share(|entry| entry.needs != 0) >= 75);
    assert!(share(|entry| !entry.hours.is_empty()) >= 60);
    assert!(share(|entry| !entry.languages.is_empty()) >= 95);
    assert!(share(|entry| !entry.phone.is_empty()) >= 95);
    assert!(share(|entry| entry.place.is_some()) >= 50);
    assert!(share(|entry| !entry.zip.is_empty()) >= 95);
    assert!((20..60).contains(&share(|entry| entry.child_friendly)));
    assert!((2..15).contains(&share(|entry| entry.no_papers)));
    assert!((30..50).contains(&share(|entry| entry.wheelchair)));
}

#[test]
fn the_examples_of_the_standard_are_read() {
    for version in ["hsds-3.0", "hsds-3.1"] {
        let Some(root) = data(version) else {
            return;
        };
        for file in [
            "examples",
            "examples/csv",
            "examples/service_full.json",
            "examples/service_list.json",
            "examples/organization_full.json",
            "examples/service_at_location_full.json",
            "examples/tabular.json",
        ] {
            let reading = read(&root.join(file), &mut |_| {});
            let reading = reading
                .map_err(|refusal| format!("{file}: {refusal}"))
                .unwrap();
            let [service] = &reading.services[..] else {
                panic!("{file} has one service");
            };
            assert_eq!(service.name, "Community Counselling", "{file}");
            let place = service.service_at_locations.first();
            let location = place.and_then(|place| place.location.as_deref());
            assert!(
                location.is_none_or(|location| location.latitude.is_none()),
                "{file}"
            );
            let detail = pack::detail(service, today());
            assert!(
                detail.hours.is_empty(),
                "{file}: hours past their date are unknown"
            );
        }
    }
}
