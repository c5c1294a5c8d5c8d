//! What the page says in each state of the doors and the rooms.

use std::collections::BTreeMap;

use portal_types::{AgencyWords, OpenSpan, Parking};

use super::*;
use crate::facts::testing::World;
use crate::i18n::testing::bare;

fn at(state: PresenceState, changes_at: Option<&str>) -> Presence {
    Presence {
        state,
        changes_at: changes_at.map(str::to_owned),
    }
}

fn day(date: &str, weekday: u8, open: &[(&str, &str)]) -> BuildingDay {
    let time = |time: &str| format!("{date}T{time}:00-06:00");
    BuildingDay {
        date: date.to_owned(),
        weekday,
        open: open
            .iter()
            .map(|(from, until)| OpenSpan {
                from: time(from),
                until: time(until),
            })
            .collect(),
    }
}

fn building() -> Building {
    Building {
        place: Place {
            name: "Maple House".to_owned(),
            street: Some("1200 Maple Street".to_owned()),
            unit: Some("Floor 1".to_owned()),
            city: Some("Kansas City".to_owned()),
            state: Some("MO".to_owned()),
            postal_code: Some("64108".to_owned()),
            phone: None,
            bus_lines: vec!["12".to_owned(), "35".to_owned()],
            parking: Some(Parking::Free),
            step_free: Some(true),
            confidential: false,
        },
        open: at(PresenceState::Now, Some("2026-03-04T18:00:00-06:00")),
        week: vec![
            day("2026-03-04", 3, &[("08:00", "18:00")]),
            day("2026-03-05", 4, &[("08:00", "12:00"), ("13:00", "18:00")]),
            day("2026-03-06", 5, &[]),
        ],
        rooms: vec![BuildingRoom {
            agency: "police".to_owned(),
            room: "Room 2".to_owned(),
            floor: Some("1".to_owned()),
            here: at(PresenceState::Now, None),
        }],
    }
}

fn world() -> World {
    let mut world = World::new();
    let police = AgencyWords {
        name: "The police unit".to_owned(),
        ..AgencyWords::default()
    };
    world.playbook.words.agencies = BTreeMap::from([("police".to_owned(), police)]);
    world
}

#[test]
fn the_address_is_what_one_reads_from_afar() {
    let world = world();
    let card = whereabouts(&world.reader(), &building()).place;
    assert_eq!(card.eyebrow, "You are here");
    assert_eq!(card.title, "Maple House");
    assert_eq!(card.lead, ["1200 Maple Street", "Floor 1"].map(isolated));
    assert_eq!(card.lines[0].text, "Kansas City MO 64108");
    let ways: Vec<String> = card.facts[0].lines.iter().map(|line| bare(line)).collect();
    let expected = [
        "Bus 12 + 35",
        "Parking is free",
        "You can get in without stairs",
    ];
    assert_eq!(ways, expected);
}

#[test]
fn today_comes_first_and_a_day_that_stays_closed_says_so() {
    let world = world();
    let card = whereabouts(&world.reader(), &building()).hours;
    assert_eq!(bare(&card.lines[0].text), "Today: 08:00 to 18:00");
    let days: Vec<String> = card.facts[0].lines.iter().map(|line| bare(line)).collect();
    let expected = [
        "weekday 4: 08:00 to 12:00",
        "weekday 4: 13:00 to 18:00",
        "weekday 5: closed",
    ];
    assert_eq!(days, expected);

    let mut closed = building();
    closed.week.remove(0);
    closed.week.remove(0);
    let card = whereabouts(&world.reader(), &closed).hours;
    assert_eq!(card.lines[0].text, "Closed today");
}

#[test]
fn open_or_closed_is_told_with_when_that_changes() {
    let world = world();
    let (today, friday) = ("2026-03-04T09:00:00-06:00", "2026-03-06T08:30:00-06:00");
    let table = [
        (
            PresenceState::Now,
            Some(today),
            "Open now until 09:00",
            "Here now until 09:00",
        ),
        (PresenceState::Now, None, "Open now", "Here now"),
        (
            PresenceState::LaterToday,
            Some(today),
            "Closed now. Opens today at 09:00",
            "Here today from 09:00",
        ),
        (
            PresenceState::NotToday,
            Some(friday),
            "Closed now. Opens day 2026-03-06, 08:30",
            "Not here today. Here again day 2026-03-06, 08:30",
        ),
        (
            PresenceState::NotToday,
            None,
            "Closed now",
            "Not here today",
        ),
    ];
    for (state, changes_at, door, person) in table {
        let mut building = building();
        building.open = at(state, changes_at);
        building.rooms[0].here = at(state, changes_at);
        let said = whereabouts(&world.reader(), &building);
        let badge = |card: &Card| card.badge.as_ref().map(|line| bare(&line.text));
        assert_eq!(badge(&said.hours).as_deref(), Some(door));
        assert_eq!(badge(&said.rooms[0]).as_deref(), Some(person));
    }
}

#[test]
fn a_room_is_told_in_the_centres_words_and_an_id_is_never_shown() {
    let world = world();
    let mut building = building();
    building.rooms.push(BuildingRoom {
        agency: "nobody_knows".to_owned(),
        room: "Front desk".to_owned(),
        floor: None,
        here: at(PresenceState::NotToday, None),
    });
    let rooms = whereabouts(&world.reader(), &building).rooms;
    let told: Vec<(&str, String)> = rooms
        .iter()
        .map(|card| (card.title.as_str(), bare(&card.lines[0].text)))
        .collect();
    let expected = [
        ("The police unit", "Room 2, floor 1".to_owned()),
        ("an agency", "Front desk".to_owned()),
    ];
    assert_eq!(told, expected);
}
