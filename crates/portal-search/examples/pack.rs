//! Writes the pack of the directory of Miami, for `bench/search`: `pack OUT [ENTRIES]`.
//!
//! With a number of entries the directory is repeated until there are as many, each
//! repetition in another neighbourhood, so that names differ as they do in a larger city.

#![expect(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a tool for developers; it says what is wrong"
)]

#[path = "../tests/directory/mod.rs"]
mod directory;

use std::{env, fs};

use portal_search::{Entry, write};

/// Neighbourhoods of nowhere in particular.
const PLACES: [&str; 24] = [
    "Alder", "Birch", "Cypress", "Dogwood", "Elmhurst", "Fernwood", "Granite", "Hawthorn",
    "Ironwood", "Juniper", "Kestrel", "Larkspur", "Magnolia", "Nutmeg", "Oakdale", "Palmetto",
    "Quarry", "Redwood", "Sycamore", "Tamarack", "Umber", "Verbena", "Willow", "Yarrow",
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some(entries) = directory::miami() else {
        return;
    };
    let count = arguments
        .get(1)
        .map_or(entries.len(), |n| n.parse().unwrap());
    let many = (0..count).map(|at| varied(&entries[at % entries.len()], at, entries.len()));
    fs::write(&arguments[0], write(many)).unwrap();
}

fn varied(entry: &Entry, at: usize, round: usize) -> Entry {
    let mut entry = entry.clone();
    if at >= round {
        let place = PLACES[at % PLACES.len()];
        entry.id = at.to_string();
        entry.name = format!("{} {place}", entry.name);
    }
    entry
}
