//! What an entry says beside its time, in the words of the screen.

use portal_types::marks::{Piece, pieces};
use portal_types::{AppointmentStatus, Interpreter, Parking, Place};

use super::{Entry, Shows};
use crate::words::isolated;

/// The place in one line, as maps look it up. A secret place is not named here: calendars make a link
/// to a map of it.
pub fn location(entry: &Entry<'_>) -> Option<String> {
    let place = entry.visit.place.as_ref()?;
    let wanted = entry.shows != Shows::Time && !place.confidential;
    wanted.then(|| address(place))
}

/// What is to be done before travelling, and above it everything else where that is wanted.
///
/// The number stands alone: it has no name beside it, so that whoever passes by reads what a dentist's
/// entry says as well. A centre whose number is told of gives another one (`calendar_phone`).
pub fn description(entry: &Entry<'_>) -> String {
    let check = entry
        .words
        .fill("calendar.check", &[("phone", entry.phone)]);
    if entry.shows != Shows::All {
        return check;
    }
    let mut blocks = vec![heading(entry)];
    blocks.extend(facts(entry));
    blocks.push(check);
    blocks.join("\n\n")
}

/// What it is, whose, and how it stands.
fn heading(entry: &Entry<'_>) -> String {
    let kind = entry.book.words.appointments.get(&entry.visit.kind);
    let title = kind.map(|kind| plain(entry, &kind.title));
    let title = title.filter(|title| !title.is_empty());
    let lines = [
        Some(title.unwrap_or_else(|| entry.words.text("visit.unknown").to_owned())),
        entry.agency.map(isolated),
        Some(entry.words.text(status(entry.visit.status)).to_owned()),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn facts(entry: &Entry<'_>) -> Vec<String> {
    let (visit, words) = (entry.visit, entry.words);
    let mut blocks = Vec::new();
    if let Some(place) = &visit.place {
        blocks.extend(block(entry, "visit.where", vec![isolated(&address(place))]));
        blocks.extend(block(entry, "visit.way", way(entry, place)));
        let phone = place.phone.as_deref().map(isolated);
        blocks.extend(block(entry, "call.place", phone.into_iter().collect()));
    }
    blocks.extend(block(entry, "visit.who", people(entry)));
    blocks.extend(match visit.interpreter {
        Interpreter::Booked => Some(words.text("interpreter.booked").to_owned()),
        Interpreter::NotYet => Some(words.text("interpreter.not_yet").to_owned()),
        Interpreter::NotNeeded => None,
    });
    blocks.extend(block(entry, "visit.bring", bring(entry)));
    blocks
}

/// A label with what stands under it; nothing where nothing does.
fn block(entry: &Entry<'_>, label: &'static str, lines: Vec<String>) -> Option<String> {
    let label = entry.words.text(label);
    match lines.as_slice() {
        [] => None,
        [line] => Some(format!("{label}: {line}")),
        lines => Some(format!("{label}:\n- {}", lines.join("\n- "))),
    }
}

/// Name and address. A secret place has no address, whatever was published.
fn address(place: &Place) -> String {
    let mut parts = vec![place.name.clone()];
    if !place.confidential {
        parts.extend([&place.street, &place.unit].into_iter().flatten().cloned());
        let town = [&place.city, &place.state, &place.postal_code];
        let town: Vec<&str> = town.into_iter().flatten().map(String::as_str).collect();
        parts.extend(Some(town.join(" ")).filter(|town| !town.is_empty()));
    }
    parts.join(", ")
}

/// How to get there; the buses that stop at a secret place would tell where it is.
fn way(entry: &Entry<'_>, place: &Place) -> Vec<String> {
    let words = entry.words;
    let mut lines = Vec::new();
    if place.confidential {
        return lines;
    }
    if !place.bus_lines.is_empty() {
        lines.push(words.fill("way.bus", &[("lines", &place.bus_lines.join(", "))]));
    }
    let parking = place.parking.map(|parking| match parking {
        Parking::Free => "way.parking_free",
        Parking::Paid => "way.parking_paid",
        Parking::None => "way.parking_none",
    });
    let stairs = |free| if free { "way.step_free" } else { "way.steps" };
    let both = [parking, place.step_free.map(stairs)];
    lines.extend(
        both.into_iter()
            .flatten()
            .map(|key| words.text(key).to_owned()),
    );
    lines
}

fn people(entry: &Entry<'_>) -> Vec<String> {
    let roles = &entry.book.words.roles;
    let people = entry.visit.people.iter();
    people
        .map(|person| {
            match roles
                .get(&person.role)
                .map(|role| plain(entry, &role.title))
            {
                Some(role) if !role.is_empty() => {
                    let values = [("name", person.name.as_str()), ("role", &role)];
                    entry.words.fill("person.role", &values)
                }
                _ => isolated(&person.name),
            }
        })
        .collect()
}

/// What the agency named, or else what the playbook says for this kind of visit.
fn bring(entry: &Entry<'_>) -> Vec<String> {
    let usual = entry.book.rules.appointments.get(&entry.visit.kind);
    let usual = usual.map_or(&[][..], |rules| &rules.bring);
    let keys = if entry.visit.bring.is_empty() {
        usual
    } else {
        &entry.visit.bring
    };
    let words = keys
        .iter()
        .filter_map(|key| entry.book.words.bring.get(key));
    words.map(|text| plain(entry, text)).collect()
}

/// A text of the playbook without its marks.
fn plain(entry: &Entry<'_>, text: &str) -> String {
    let glossary = &entry.book.words.glossary;
    let words = |piece| match piece {
        Piece::Plain(words)
        | Piece::Term {
            words: Some(words), ..
        } => words,
        Piece::Term { key, words: None } => glossary.get(key).map_or("", |entry| &entry.word),
    };
    pieces(text).into_iter().map(words).collect()
}

/// The key of a status in the words of the portal.
fn status(status: AppointmentStatus) -> &'static str {
    match status {
        AppointmentStatus::Proposed => "visit.proposed",
        AppointmentStatus::Pending => "visit.pending",
        AppointmentStatus::Booked => "visit.booked",
        AppointmentStatus::Arrived | AppointmentStatus::CheckedIn => "visit.checked_in",
        AppointmentStatus::Fulfilled => "visit.done",
        AppointmentStatus::Cancelled => "visit.cancelled",
        AppointmentStatus::Noshow => "visit.missed",
        AppointmentStatus::Waitlist => "visit.waitlist",
    }
}
