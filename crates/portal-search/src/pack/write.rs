//! A directory becomes a pack.

use std::collections::HashMap;
use std::hash::Hash;

use portal_types::{Cost, OpeningHours};

use super::bytes::{put, put_signed};
use super::{VERSION, columns, ids, texts};
use crate::{Entry, Place};

/// Minutes of a day; spans beyond are not hours.
const DAY: u16 = 1440;

/// Weekday, opening, and minutes from there to closing.
type Span = [u16; 3];

/// Packs a directory. Of an entry whose place is secret, nothing of the place is packed.
#[must_use]
pub fn write(entries: impl IntoIterator<Item = Entry>) -> Vec<u8> {
    let mut entries: Vec<Entry> = entries.into_iter().map(without_secrets).collect();
    entries.sort_by(|a, b| order(a).cmp(&order(b)));
    let newest = entries.iter().filter_map(|entry| entry.checked_day).max();
    let newest = newest.unwrap_or_default();
    let mut out = VERSION.to_vec();
    put(&mut out, entries.len() as u32);
    put(&mut out, u32::from(newest));
    for section in sections(&entries, newest) {
        put(&mut out, section.len() as u32);
        out.extend(section);
    }
    out
}

fn order(entry: &Entry) -> (&str, &str, &str) {
    let agency = if entry.organization.is_empty() {
        &entry.name
    } else {
        &entry.organization
    };
    (agency, &entry.name, &entry.id)
}

fn without_secrets(mut entry: Entry) -> Entry {
    if entry.confidential {
        entry.town.clear();
        entry.zip.clear();
        entry.place = None;
    }
    entry
}

fn sections(entries: &[Entry], newest: u16) -> [Vec<u8>; 17] {
    let text = |of: fn(&Entry) -> &str| table(entries.iter().map(of));
    let (towns, town) = text(|entry| &entry.town);
    let (zips, zip) = text(|entry| &entry.zip);
    let tags: Vec<String> = entries.iter().map(|e| e.languages.join(" ")).collect();
    let (languages, language) = table(tags.iter().map(String::as_str));
    let hours: Vec<Vec<Span>> = entries.iter().map(spans).collect();
    let (weeks, week) = table(hours.iter().map(Vec::as_slice));
    let (organizations, organization) = alphabetical(entries);
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let ids = ids::write(&ids);
    let phones: Vec<String> = entries
        .iter()
        .map(|entry| texts::without_dashes(&entry.phone))
        .collect();
    [
        texts_table(&towns),
        texts_table(&zips),
        texts_table(&organizations),
        texts_table(&languages),
        weeks_table(&weeks),
        texts_column(entries.iter().map(|entry| entry.name.as_str())),
        texts_column(phones.iter().map(String::as_str)),
        ids.plain,
        ids.others,
        steps(&organization),
        numbers(&town),
        numbers(&zip),
        numbers(&language),
        numbers(&week),
        flags(entries),
        days_and_places(entries, &zip, zips.len(), newest),
        ids.uuids,
    ]
}

/// The different values, what is not known first and then by how often they stand, and the row of each.
fn table<T: Copy + Ord + Hash + Default>(values: impl Iterator<Item = T>) -> (Vec<T>, Vec<u32>) {
    let values: Vec<T> = values.collect();
    let mut counts: HashMap<T, usize> = HashMap::new();
    for value in &values {
        *counts.entry(*value).or_default() += 1;
    }
    counts.insert(T::default(), usize::MAX);
    let mut rows: Vec<(usize, T)> = counts.into_iter().map(|(value, n)| (n, value)).collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let rows: Vec<T> = rows.into_iter().map(|(_, value)| value).collect();
    let at: HashMap<T, u32> = rows.iter().zip(0..).map(|(row, at)| (*row, at)).collect();
    let column = values.iter().map(|value| at[value]).collect();
    (rows, column)
}

fn alphabetical(entries: &[Entry]) -> (Vec<&str>, Vec<u32>) {
    let mut rows: Vec<&str> = entries.iter().map(|e| e.organization.as_str()).collect();
    rows.push("");
    rows.sort_unstable();
    rows.dedup();
    let row = |entry: &Entry| rows.partition_point(|row| *row < entry.organization.as_str());
    let column = entries.iter().map(|entry| row(entry) as u32).collect();
    (rows, column)
}

fn texts_table(rows: &[&str]) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, rows.len() as u32);
    texts::put(&mut out, rows.iter().copied());
    out
}

/// The hours of an entry as they are packed; what is beyond a day is cut off.
fn spans(entry: &Entry) -> Vec<Span> {
    let span = |OpeningHours(day, opens, closes): &OpeningHours| {
        let length = closes.saturating_sub(*opens).min(DAY);
        [u16::from(*day).min(7), (*opens).min(DAY), length]
    };
    entry.hours.iter().map(span).collect()
}

fn weeks_table(rows: &[&[Span]]) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, rows.len() as u32);
    for row in rows {
        put(&mut out, row.len() as u32);
        let numbers = row.iter().flatten();
        numbers.for_each(|number| put(&mut out, u32::from(*number)));
    }
    out
}

fn texts_column<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut out = Vec::new();
    texts::put(&mut out, texts);
    out
}

fn numbers(column: &[u32]) -> Vec<u8> {
    let mut out = Vec::new();
    column.iter().for_each(|number| put(&mut out, *number));
    out
}

/// Rows in alphabetical order mostly go one up or stay, but an entry without an organisation falls to 0.
fn steps(column: &[u32]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before = 0;
    for row in column {
        // 0 is no organisation; 1 is the same as last, 2 the next.
        let step = if *row == 0 { 0 } else { row + 1 - before };
        put(&mut out, step);
        before = before.max(*row);
    }
    out
}

fn flags(entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    for entry in entries {
        put(&mut out, u32::from(entry.needs));
        let cost = match entry.cost {
            Cost::Unknown => 0,
            Cost::Free => 1,
            Cost::Some => 2,
            Cost::Paid => 3,
        };
        let flags = [
            (entry.child_friendly, columns::CHILD_FRIENDLY),
            (entry.no_papers, columns::NO_PAPERS),
            (entry.by_bus, columns::BY_BUS),
            (entry.wheelchair, columns::WHEELCHAIR),
            (entry.confidential, columns::CONFIDENTIAL),
            (entry.place.is_some(), columns::PLACED),
        ];
        let set = flags.iter().filter(|(is, _)| *is);
        out.push(set.fold(cost, |all, (_, flag)| all | flag));
    }
    out
}

fn days_and_places(entries: &[Entry], zip: &[u32], zips: usize, newest: u16) -> Vec<u8> {
    let mut out = Vec::new();
    let mut last = vec![Place::default(); zips];
    for (entry, zip) in entries.iter().zip(zip) {
        let days = entry
            .checked_day
            .map_or(0, |day| u32::from(newest - day) + 1);
        put(&mut out, days);
        if let Some(place) = entry.place {
            let before = &mut last[*zip as usize];
            put_signed(&mut out, place.latitude - before.latitude);
            put_signed(&mut out, place.longitude - before.longitude);
            *before = place;
        }
    }
    out
}
