//! What the page says of the building. Pure: the server has judged what is open and who is here.

use portal_types::{Building, BuildingDay, BuildingRoom, Place, Presence, PresenceState};

use crate::facts::{Reader, town, way};
use crate::i18n::isolated;
use crate::ui::{Card, Fact, Icon, Line, Tone};

/// The page's cards.
pub struct Whereabouts {
    /// The address, to be read from afar, and how one gets there.
    pub place: Card,
    /// Open or closed, today's hours, and the days after.
    pub hours: Card,
    /// One for each room.
    pub rooms: Vec<Card>,
}

/// The building as cards.
#[must_use]
pub fn whereabouts(reader: &Reader, building: &Building) -> Whereabouts {
    Whereabouts {
        place: place(reader, &building.place),
        hours: hours(reader, building),
        rooms: building.rooms.iter().map(|r| room(reader, r)).collect(),
    }
}

fn place(reader: &Reader, place: &Place) -> Card {
    let street = [&place.street, &place.unit];
    let ways = way(reader, place);
    let facts = (!ways.is_empty()).then(|| Fact {
        icon: Icon::Bus,
        label: reader.words.visit_way(),
        lines: ways,
    });
    Card {
        eyebrow: reader.words.where_here(),
        lead: street.into_iter().flatten().map(|s| isolated(s)).collect(),
        title: place.name.clone(),
        lines: town(place)
            .map(|town| Line::plain(Icon::Place, town))
            .into_iter()
            .collect(),
        facts: facts.into_iter().collect(),
        ..Card::default()
    }
}

fn hours(reader: &Reader, building: &Building) -> Card {
    let mut days = building.week.iter();
    let today = days.next().map(|day| today(reader, day));
    let later = days.flat_map(|day| rows(reader, day)).collect();
    Card {
        badge: Some(doors(reader, &building.open)),
        lines: today
            .into_iter()
            .flatten()
            .map(|text| Line::plain(Icon::Clock, text))
            .collect(),
        facts: vec![Fact {
            icon: Icon::Calendar,
            label: reader.words.where_next_days(),
            lines: later,
        }],
        ..Card::default()
    }
}

/// Whether the doors are open, and when that changes.
fn doors(reader: &Reader, open: &Presence) -> Line {
    let words = reader.words;
    let at = open.changes_at.as_deref();
    let text = match (open.state, at) {
        (PresenceState::Now, None) => words.where_open_now(),
        (PresenceState::Now, Some(at)) => words.open_until(&reader.time(at)),
        (PresenceState::LaterToday, Some(at)) => words.where_opens_today(&reader.time(at)),
        (PresenceState::NotToday, Some(at)) => words.where_opens(&reader.day(at), &reader.time(at)),
        (_, None) => words.where_closed_now(),
    };
    match open.state {
        PresenceState::Now => Line::toned(Icon::Check, text, Tone::Good),
        _ => Line::toned(Icon::Pause, text, Tone::Quiet),
    }
}

fn today(reader: &Reader, day: &BuildingDay) -> Vec<String> {
    if day.open.is_empty() {
        return vec![reader.words.service_closed_today()];
    }
    spans(reader, day, &reader.words.service_today())
}

fn rows(reader: &Reader, day: &BuildingDay) -> Vec<String> {
    let weekday = reader.words.weekday(day.weekday);
    if day.open.is_empty() {
        return vec![reader.words.where_closed(&weekday)];
    }
    spans(reader, day, &weekday)
}

fn spans(reader: &Reader, day: &BuildingDay, name: &str) -> Vec<String> {
    let open = day.open.iter();
    open.map(|span| {
        let (from, until) = (reader.time(&span.from), reader.time(&span.until));
        reader.words.service_day(name, &from, &until)
    })
    .collect()
}

fn room(reader: &Reader, room: &BuildingRoom) -> Card {
    let words = reader.words;
    let name = reader.book("agencies", &room.agency, "name");
    let door = match &room.floor {
        Some(floor) => words.where_floor(&room.room, floor),
        None => room.room.clone(),
    };
    Card {
        title: name.unwrap_or_else(|| words.agency_unknown()),
        badge: Some(presence(reader, &room.here)),
        lines: vec![Line::plain(Icon::Place, door)],
        ..Card::default()
    }
}

/// Whether somebody is in the room, and when that changes.
fn presence(reader: &Reader, here: &Presence) -> Line {
    let words = reader.words;
    let at = here.changes_at.as_deref();
    let text = match (here.state, at) {
        (PresenceState::Now, None) => words.where_now(),
        (PresenceState::Now, Some(at)) => words.where_now_until(&reader.time(at)),
        (PresenceState::LaterToday, Some(at)) => words.where_later(&reader.time(at)),
        (PresenceState::NotToday, Some(at)) => {
            words.where_away_until(&reader.day(at), &reader.time(at))
        }
        (_, None) => words.where_away(),
    };
    match here.state {
        PresenceState::Now => Line::toned(Icon::Check, text, Tone::Good),
        PresenceState::LaterToday => Line::plain(Icon::Clock, text),
        PresenceState::NotToday => Line::toned(Icon::Pause, text, Tone::Quiet),
    }
}

#[cfg(test)]
#[path = "view_model_tests.rs"]
mod tests;
