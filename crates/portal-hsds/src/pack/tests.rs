//! What is packed of a service, and what never is.

use portal_search::Place;
use portal_types::{Cost, Need, OpeningHours};

use super::*;
use crate::model::{Address, Attribute, Language, Location, Phone, Schedule, ServiceAtLocation};

fn today() -> Date {
    Date::constant(2026, 3, 6)
}

fn service() -> Service {
    let address = Address {
        address_1: Some("12 Sample Street".into()),
        city: Some("EXAMPLE TOWN".into()),
        state_province: Some("FL".into()),
        postal_code: Some("00000".into()),
        ..Address::default()
    };
    let location = Location {
        addresses: vec![address],
        transportation: Some("Bus 1".into()),
        latitude: Some(25.7617),
        longitude: Some(-80.1918),
        ..Location::default()
    };
    Service {
        id: "a1".into(),
        name: "FAMILY COUNSELING CENTER".into(),
        assured_date: Some("2026-03-01".into()),
        fees_description: Some("Sliding scale".into()),
        languages: ["Spanish", "Klingon"]
            .map(|name| Language {
                name: Some(name.into()),
                ..Language::default()
            })
            .into(),
        phones: vec![Phone {
            number: Some("3055550100".into()),
            extension: Some("7".into()),
            ..Phone::default()
        }],
        schedules: vec![Schedule {
            byday: Some("MO".into()),
            opens_at: Some("09:00".into()),
            closes_at: Some("17:00".into()),
            ..Schedule::default()
        }],
        service_at_locations: vec![ServiceAtLocation {
            location: Some(Box::new(location)),
            ..ServiceAtLocation::default()
        }],
        ..Service::default()
    }
}

#[test]
fn an_entry_says_what_lists_and_searches_need() {
    let entry = entry(&service(), today()).unwrap();
    assert_eq!(entry.name, "Family Counseling Center");
    assert_eq!((&*entry.town, &*entry.zip), ("Example Town", "00000"));
    assert_eq!(entry.place, Place::new(257_617, -801_918));
    assert_eq!(
        (entry.needs, entry.cost),
        (Need::Counselling.bit(), Cost::Some)
    );
    assert_eq!(entry.hours, [OpeningHours(1, 540, 1020)]);
    assert_eq!(entry.phone, "305-555-0100 x7");
    assert_eq!(entry.checked_day, Some(20_513));
    assert_eq!(entry.languages, ["es"]);
    assert!(entry.by_bus && !entry.wheelchair && !entry.confidential);
}

#[test]
fn a_secret_place_is_shown_nowhere() {
    let open = detail(&service(), today());
    assert_eq!(open.address, ["12 Sample Street", "Example Town, FL 00000"]);
    assert_eq!(open.transport.as_deref(), Some("Bus 1"));

    let by_value = Attribute {
        value: Some("Confidential".into()),
        ..Attribute::default()
    };
    let by_code = Attribute {
        taxonomy_term_id: Some("BH-1800.1500-100".into()),
        ..Attribute::default()
    };
    for attribute in [by_value, by_code] {
        assert_secret(&Service {
            attributes: vec![attribute],
            ..service()
        });
    }
    let mut by_address = service();
    if let Some(location) = by_address.service_at_locations[0].location.as_mut() {
        location.addresses[0].address_1 = Some("Undisclosed location".into());
    }
    assert_secret(&by_address);
}

fn assert_secret(service: &Service) {
    let detail = detail(service, today());
    assert!(detail.confidential);
    assert!(detail.address.is_empty());
    assert_eq!(detail.transport, None);
    assert!(detail.accessibility.is_empty());
    let entry = entry(service, today()).unwrap();
    assert!(entry.confidential);
    assert_eq!((&*entry.town, &*entry.zip, entry.place), ("", "", None));
    assert!(!entry.by_bus && !entry.wheelchair);
    let mut hidden = service.clone();
    hide_secret_place(&mut hidden);
    let json = serde_json::to_string(&hidden).unwrap();
    assert!(!json.to_lowercase().contains("example town"));
}

#[test]
fn a_service_that_nobody_can_use_has_no_entry() {
    for (status, some) in [
        (None, true),
        (Some("active"), true),
        (Some("temporarily closed"), true),
        (Some("inactive"), false),
        (Some("defunct"), false),
    ] {
        let service = Service {
            status: status.map(str::to_owned),
            ..service()
        };
        assert_eq!(entry(&service, today()).is_some(), some, "{status:?}");
    }
}

#[test]
fn ids_can_stand_in_an_address() {
    assert_eq!(public_id("ac148810-d857"), "ac148810-d857");
    for id in ["a/b", "..", "a b", &"x".repeat(65)] {
        let public = public_id(id);
        assert_eq!((public.len(), public_id(id)), (33, public.clone()));
    }
}
