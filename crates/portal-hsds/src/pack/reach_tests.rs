//! What the words about a place mean for somebody on the way to it.

use super::*;
use crate::model::{Accessibility, Address, ServiceAtLocation};

fn at(location: Location) -> Service {
    Service {
        service_at_locations: vec![ServiceAtLocation {
            location: Some(Box::new(location)),
            ..ServiceAtLocation::default()
        }],
        ..Service::default()
    }
}

#[test]
fn a_line_that_stops_there_is_a_word_of_its_own() {
    for (transportation, expected) in [
        ("Bus 8 stops across the road.", true),
        ("All buses stop here", true),
        ("Near the Metrorail, Civic Center station", true),
        ("Public transit", true),
        ("Light rail and streetcar", true),
        ("No parking; bus 12", true),
        ("No bus", false),
        ("Not on a bus line", false),
        ("Across from the Business Center", false),
        ("Trained staff can send a ride", false),
        ("We can send a ride.", false),
        ("", false),
    ] {
        let service = at(Location {
            transportation: Some(transportation.into()),
            ..Location::default()
        });
        assert_eq!(by_bus(&service), expected, "{transportation}");
    }
    assert!(!by_bus(&Service::default()));
}

#[test]
fn a_wheelchair_gets_in_where_that_is_said_and_not_denied() {
    for (said, expected) in [
        ("Handicap accessible", true),
        ("Step-free entrance", true),
        ("Ramp at the side door", true),
        ("No steps, elevator to the second floor", true),
        ("ADA compliant", true),
        ("Lift", true),
        ("Not accessible", false),
        ("Inaccessible", false),
        ("Not wheelchair accessible", false),
        ("Wheelchair accessible. No elevator.", false),
        ("Stairs only, no ramp", false),
        ("Sign language", false),
        ("Canada Street entrance", false),
    ] {
        let help = Accessibility {
            description: Some(said.into()),
            ..Accessibility::default()
        };
        let service = at(Location {
            accessibility: vec![help],
            ..Location::default()
        });
        assert_eq!(wheelchair(&service), expected, "{said}");
    }
}

#[test]
fn a_help_is_told_once_with_what_is_more_to_say() {
    let help = |description: &str, details: Option<&str>| Accessibility {
        description: Some(description.into()),
        details: details.map(str::to_owned),
        ..Accessibility::default()
    };
    let service = at(Location {
        accessibility: vec![help("Ramp", Some("At the back")), help("Ramp", None)],
        ..Location::default()
    });
    assert_eq!(accessibility(&service), ["Ramp", "At the back"]);
}

#[test]
fn a_place_is_packed_where_it_is_on_earth() {
    for (latitude, longitude, expected) in [
        (
            Some(25.761_68),
            Some(-80.191_79),
            Place::new(257_617, -801_918),
        ),
        (Some(0.0), Some(0.0), None),
        (Some(91.0), Some(0.0), None),
        (Some(f64::NAN), Some(f64::INFINITY), None),
        (Some(25.0), None, None),
    ] {
        let service = at(Location {
            latitude,
            longitude,
            ..Location::default()
        });
        assert_eq!(place(&service), expected, "{latitude:?} {longitude:?}");
    }
}

#[test]
fn a_long_zip_is_cut_and_other_codes_are_not() {
    for (code, expected) in [
        ("33130", Some("33130")),
        ("33130-1234", Some("33130")),
        (" 331301234 ", Some("33130")),
        ("SW1A 1AA", Some("SW1A 1AA")),
        ("33130-12", Some("33130-12")),
        (" ", None),
    ] {
        let address = Address {
            postal_code: Some(code.into()),
            ..Address::default()
        };
        let service = at(Location {
            addresses: vec![address],
            ..Location::default()
        });
        assert_eq!(zip(&service).as_deref(), expected, "{code}");
    }
}
