//! One visit in full: where, how to get there, who, how long, what to bring, what will happen.

use portal_types::{Appointment, Parking, Place};

use super::visit::visit_card;
use super::{Reader, is_ahead};
use crate::ui::{Call, Card, Fact, Icon};

/// Everything about a visit. Its kind is the page's heading, so the card has no title.
#[must_use]
pub fn visit_page(reader: &Reader, visit: &Appointment) -> Card {
    let words = reader.words;
    let mut card = visit_card(reader, visit, None);
    card.title = String::new();
    // The place comes in full below.
    card.lines.retain(|line| line.icon != Icon::Place);
    if let Some(place) = &visit.place {
        card.facts.extend(place_facts(reader, place));
        let first = card.calls.is_empty();
        card.calls.extend(place_call(reader, place, first));
    }
    if !visit.people.is_empty() {
        card.facts.push(Fact {
            icon: Icon::Person,
            label: words.visit_who(),
            lines: people(reader, visit),
        });
    }
    if let Some(minutes) = visit.minutes.filter(|m| *m > 0) {
        card.facts.push(Fact {
            icon: Icon::Clock,
            label: words.visit_how_long(),
            lines: vec![words.visit_about(&duration(reader, minutes))],
        });
    }
    let bring = reader.bring("appointments", &visit.kind, &visit.bring);
    if !bring.is_empty() && is_ahead(visit) {
        card.facts.push(Fact {
            icon: Icon::Bag,
            label: words.visit_bring(),
            lines: bring,
        });
    }
    let change = visit.changed.as_ref();
    card.texts
        .extend(reader.reason_text(change.and_then(|c| c.reason.as_ref())));
    let ahead = is_ahead(visit);
    let texts = [
        (true, words.visit_what_happens(), "what_happens"),
        (ahead, words.you_do_title(), "you_do"),
        (true, words.next_title(), "next"),
        (true, words.visit_for_child(), "for_child"),
    ];
    for (wanted, heading, field) in texts {
        let text = reader.prose(&["appointments", &visit.kind, field]);
        card.texts
            .extend(text.filter(|_| wanted).map(|text| (heading, text)));
    }
    card
}

fn people(reader: &Reader, visit: &Appointment) -> Vec<String> {
    visit
        .people
        .iter()
        .map(|person| match reader.role(&person.role) {
            role if role.is_empty() => person.name.clone(),
            role => reader.words.person_role(&person.name, &role),
        })
        .collect()
}

fn duration(reader: &Reader, minutes: i32) -> String {
    let words = reader.words;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => words.minutes(minutes),
        (hours, 0) => words.hours(hours),
        (hours, minutes) => [words.hours(hours), words.minutes(minutes)].join(" "),
    }
}

fn place_facts(reader: &Reader, place: &Place) -> Vec<Fact> {
    let words = reader.words;
    let mut lines = vec![place.name.clone()];
    lines.extend(place.street.clone());
    lines.extend(place.unit.clone());
    lines.extend(town(place));
    if place.confidential {
        lines.push(words.place_confidential());
    }
    let mut facts = vec![Fact {
        icon: Icon::Place,
        label: words.visit_where(),
        lines,
    }];
    let way = way(reader, place);
    if !way.is_empty() {
        facts.push(Fact {
            icon: Icon::Bus,
            label: words.visit_way(),
            lines: way,
        });
    }
    facts
}

/// Town, state and postal code as one line; nothing where none is known.
#[must_use]
pub fn town(place: &Place) -> Option<String> {
    let town = [&place.city, &place.state, &place.postal_code];
    let town: Vec<&str> = town.into_iter().flatten().map(String::as_str).collect();
    (!town.is_empty()).then(|| town.join(" "))
}

/// By bus, by car, and whether there are stairs; a line each.
#[must_use]
pub fn way(reader: &Reader, place: &Place) -> Vec<String> {
    let words = reader.words;
    let mut lines = Vec::new();
    if !place.bus_lines.is_empty() {
        lines.push(words.way_bus(&words.list(&place.bus_lines)));
    }
    lines.extend(place.parking.map(|parking| match parking {
        Parking::Free => words.way_parking_free(),
        Parking::Paid => words.way_parking_paid(),
        Parking::None => words.way_parking_none(),
    }));
    lines.extend(place.step_free.map(|free| {
        if free {
            words.way_step_free()
        } else {
            words.way_steps()
        }
    }));
    lines
}

fn place_call(reader: &Reader, place: &Place, first: bool) -> Option<Call> {
    let number = place.phone.clone()?;
    Some(Call {
        text: reader.words.call_place(),
        who: place.name.clone(),
        href: Call::link(&number, None),
        number,
        first,
    })
}
