//! The building at every kind of moment, and what is refused.

use jiff::tz::TimeZone;
use portal_types::{Building, Presence, PresenceState};
use serde_json::{Value, json};

use super::{BuildingConfig, at};

fn building(changes: &[(&str, Value)]) -> Result<BuildingConfig, String> {
    let mut config = json!({
        "name": "Maple House",
        "street": "1200 Maple Street",
        "city": "Riverbend",
        "hours": [
            {"byday": "MO,TU,WE,TH", "opens_at": "08:00", "closes_at": "18:00"},
            {"byday": "FR,SA", "opens_at": "20:00", "closes_at": "02:00"},
        ],
        "closed_days": ["2026-03-12"],
        "rooms": [
            {"agency": "police", "room": "Room 2", "floor": "1"},
            {"agency": "prosecutor", "room": "Room 3", "hours": [
                {"byday": "TU", "opens_at": "09:00", "closes_at": "11:00"},
                {"byday": "TU", "opens_at": "13:00", "closes_at": "15:00"},
            ]},
        ],
    });
    for (path, value) in changes {
        *config.pointer_mut(path).expect("a field") = value.clone();
    }
    let config: BuildingConfig = serde_json::from_value(config).map_err(|e| e.to_string())?;
    config.check().map(|()| config)
}

fn judged(config: &BuildingConfig, now: &str) -> Building {
    let zone = TimeZone::get("America/Chicago").expect("a zone");
    let now: jiff::Timestamp = now.parse().expect("a time");
    at(config, &now.to_zoned(zone))
}

fn told(presence: &Presence) -> (PresenceState, &str) {
    (presence.state, presence.changes_at.as_deref().unwrap_or(""))
}

#[test]
fn the_doors_are_open_closed_or_open_later() {
    use PresenceState::{LaterToday, NotToday, Now};
    let config = building(&[]).expect("a building");
    let table = [
        // A Tuesday, by day.
        (
            "2026-03-10T07:59:59-05:00",
            LaterToday,
            "2026-03-10T08:00:00-05:00",
        ),
        (
            "2026-03-10T08:00:00-05:00",
            Now,
            "2026-03-10T18:00:00-05:00",
        ),
        (
            "2026-03-10T17:59:59-05:00",
            Now,
            "2026-03-10T18:00:00-05:00",
        ),
        (
            "2026-03-10T18:00:00-05:00",
            NotToday,
            "2026-03-11T08:00:00-05:00",
        ),
        // The Thursday is a holiday.
        (
            "2026-03-11T19:00:00-05:00",
            NotToday,
            "2026-03-13T20:00:00-05:00",
        ),
        (
            "2026-03-12T10:00:00-05:00",
            NotToday,
            "2026-03-13T20:00:00-05:00",
        ),
        // A night is one span on both sides of midnight.
        (
            "2026-03-13T23:59:59-05:00",
            Now,
            "2026-03-14T02:00:00-05:00",
        ),
        (
            "2026-03-14T00:00:00-05:00",
            Now,
            "2026-03-14T02:00:00-05:00",
        ),
        (
            "2026-03-14T02:00:00-05:00",
            LaterToday,
            "2026-03-14T20:00:00-05:00",
        ),
        (
            "2026-03-15T01:00:00-05:00",
            Now,
            "2026-03-15T02:00:00-05:00",
        ),
        (
            "2026-03-15T02:00:00-05:00",
            NotToday,
            "2026-03-16T08:00:00-05:00",
        ),
    ];
    for (now, state, changes) in table {
        assert_eq!(told(&judged(&config, now).open), (state, changes), "{now}");
    }
}

#[test]
fn the_nights_the_clocks_change_are_told_as_the_clocks_show_them() {
    use PresenceState::Now;
    let config = building(&[]).expect("a building");
    let table = [
        // Forward on 8 March 2026: two o'clock is three o'clock.
        ("2026-03-08T01:59:59-06:00", "2026-03-08T03:00:00-05:00"),
        // Back on 1 November 2026: one o'clock comes twice, two o'clock once.
        ("2026-11-01T01:30:00-05:00", "2026-11-01T02:00:00-06:00"),
        ("2026-11-01T01:30:00-06:00", "2026-11-01T02:00:00-06:00"),
    ];
    for (now, changes) in table {
        assert_eq!(told(&judged(&config, now).open), (Now, changes), "{now}");
    }
    let after = judged(&config, "2026-03-08T03:00:00-05:00");
    assert_eq!(after.open.state, PresenceState::NotToday);
}

#[test]
fn a_room_has_the_hours_of_the_building_or_its_own() {
    use PresenceState::{LaterToday, NotToday, Now};
    let config = building(&[]).expect("a building");
    let table = [
        (
            "2026-03-10T08:30:00-05:00",
            LaterToday,
            "2026-03-10T09:00:00-05:00",
        ),
        (
            "2026-03-10T09:00:00-05:00",
            Now,
            "2026-03-10T11:00:00-05:00",
        ),
        (
            "2026-03-10T12:00:00-05:00",
            LaterToday,
            "2026-03-10T13:00:00-05:00",
        ),
        (
            "2026-03-10T15:00:00-05:00",
            NotToday,
            "2026-03-17T09:00:00-05:00",
        ),
    ];
    for (now, state, changes) in table {
        let rooms = judged(&config, now).rooms;
        assert_eq!(told(&rooms[0].here).0, Now, "{now}");
        assert_eq!(told(&rooms[1].here), (state, changes), "{now}");
    }
}

#[test]
fn a_week_has_seven_days_from_today_and_a_holiday_has_no_hours() {
    let config = building(&[]).expect("a building");
    let week = judged(&config, "2026-03-10T09:00:00-05:00").week;
    let days: Vec<(&str, u8, usize)> = week
        .iter()
        .map(|day| (day.date.as_str(), day.weekday, day.open.len()))
        .collect();
    let expected = [
        ("2026-03-10", 2, 1),
        ("2026-03-11", 3, 1),
        ("2026-03-12", 4, 0),
        ("2026-03-13", 5, 1),
        ("2026-03-14", 6, 2),
        ("2026-03-15", 7, 1),
        ("2026-03-16", 1, 1),
    ];
    assert_eq!(days, expected);
    let saturday = &week[4].open;
    assert_eq!(saturday[0].until, "2026-03-14T02:00:00-05:00");
    assert_eq!(saturday[1].until, "2026-03-15T00:00:00-05:00");
}

#[test]
fn what_never_closes_has_no_end_and_what_stays_closed_no_beginning() {
    let always =
        json!([{"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}]);
    let always = building(&[("/hours", always), ("/closed_days", json!([]))]).expect("a building");
    let now = "2026-03-10T23:59:30-05:00";
    let open = judged(&always, now).open;
    assert_eq!(told(&open), (PresenceState::Now, ""));
    let mondays = json!([{"byday": "MO", "opens_at": "08:00", "closes_at": "18:00"}]);
    let closed = json!(["2026-03-16", "2026-03-23"]);
    let closed = building(&[
        ("/hours", mondays),
        ("/closed_days", closed),
        ("/rooms", json!([])),
    ]);
    let open = judged(&closed.expect("a building"), now).open;
    assert_eq!(told(&open), (PresenceState::NotToday, ""));
}

#[test]
fn a_mistake_is_told_with_its_field() {
    let night = json!([{"byday": "MO", "opens_at": "17:00", "closes_at": "19:00"}]);
    let table = [
        ("/name", json!(" "), "building.name: "),
        ("/street", json!("x".repeat(81)), "building.street: "),
        ("/city", json!("River\nbend"), "building.city: "),
        ("/hours", json!([]), "building.hours: "),
        ("/hours/1/byday", json!("someday"), "building.hours[1]: "),
        ("/hours/0/opens_at", json!("25:00"), "building.hours[0]: "),
        ("/hours/0/closes_at", json!("08:00"), "building.hours[0]: "),
        (
            "/closed_days/0",
            json!("2026-02-30"),
            "building.closed_days: ",
        ),
        (
            "/rooms/0/agency",
            json!("Police!"),
            "building.rooms[0].agency: ",
        ),
        ("/rooms/0/room", json!(""), "building.rooms[0].room: "),
        ("/rooms/0/floor", json!(""), "building.rooms[0].floor: "),
        ("/rooms/1/hours", night, "building.rooms[1].hours: "),
        (
            "/rooms/1/hours/0/byday",
            json!("XX"),
            "building.rooms[1].hours[0]: ",
        ),
    ];
    for (path, value, field) in table {
        let told = building(&[(path, value)]).expect_err(path);
        assert!(told.starts_with(field), "{path}: {told}");
    }
}
