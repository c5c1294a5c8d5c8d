//! Whether a family gets to a service: by bus, with a wheelchair, and where on the map.

use portal_search::Place;

use super::contact;
use super::words::{Words, clauses};
use crate::model::{Location, Service};

/// What goes on lines that anyone may ride.
const LINES: &[&str] = &[
    "bus",
    "buses",
    "busses",
    "bus stop",
    "metrobus",
    "train",
    "trains",
    "rail",
    "railway",
    "metro",
    "metrorail",
    "metromover",
    "tram",
    "trams",
    "tramway",
    "trolley",
    "trolleys",
    "streetcar",
    "streetcars",
    "subway",
    "transit",
];

/// What lets a wheelchair in.
const STEP_FREE: &[&str] = &[
    "wheelchair",
    "wheelchairs",
    "step free",
    "stepfree",
    "barrier free",
    "ramp",
    "ramps",
    "elevator",
    "elevators",
    "lift",
    "lifts",
    "accessible",
    "ada",
];

/// Words that say by themselves that it does not get in.
const SHUT_OUT: &[&str] = &["inaccessible", "stairs only", "steps only"];

/// Whether the shown place says that a bus or a train stops there.
pub(super) fn by_bus(service: &Service) -> bool {
    contact::transport(service).is_some_and(|text| {
        clauses(&text).any(|clause| clause.has_any(LINES) && !clause.denies(LINES))
    })
}

/// Whether the shown place says that a wheelchair gets in, and nothing of it says the opposite.
pub(super) fn wheelchair(service: &Service) -> bool {
    let said = accessibility(service);
    let clauses = || said.iter().flat_map(|text| clauses(text));
    let denied = |clause: Words| clause.denies(STEP_FREE) || clause.has_any(SHUT_OUT);
    clauses().any(|clause| clause.has_any(STEP_FREE)) && !clauses().any(denied)
}

/// How people with disabilities get in and along at the shown place, in the directory's words.
pub(super) fn accessibility(service: &Service) -> Vec<String> {
    let place = contact::place(service);
    let helps = place.into_iter().flat_map(|place| &place.accessibility);
    let mut said: Vec<String> = Vec::new();
    for text in helps.flat_map(|help| [&help.description, &help.details]) {
        said.extend(text.clone().filter(|text| !said.contains(text)));
    }
    said
}

/// Where the shown place is.
pub(super) fn place(service: &Service) -> Option<Place> {
    let Location {
        latitude,
        longitude,
        ..
    } = contact::place(service)?;
    // A cast from a float stops at the bounds, and what is not on the earth is no place.
    let packed = |degrees: f64| (degrees * 10_000.0).round() as i32;
    Place::new(packed((*latitude)?), packed((*longitude)?))
}

/// The postal code of the address shown; of a US ZIP+4 its first five digits.
pub(super) fn zip(service: &Service) -> Option<String> {
    let code = contact::street(service)?.postal_code.as_deref()?.trim();
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    let short = code
        .split_once('-')
        .filter(|(first, more)| digits(first, 5) && digits(more.trim(), 4))
        .map(|(first, _)| first);
    let short = short.or_else(|| code.get(..5).filter(|_| digits(code, 9)));
    Some(short.unwrap_or(code).to_owned()).filter(|code| !code.is_empty())
}

#[cfg(test)]
#[path = "reach_tests.rs"]
mod tests;
