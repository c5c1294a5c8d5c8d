//! A service as a card: what it is for, free or not, languages, open or when, how fresh, one call.

use portal_types::{Cost, Need};

use super::found::Entry;
use super::hours::{Open, days_since_1970, open};
use super::page::Now;
use crate::i18n::Words;
use crate::routes::Route;
use crate::ui::{Call, Card, Icon, Line, Tone};

/// The short name of a need.
#[must_use]
pub fn need_name(words: &Words, need: Need) -> String {
    match need {
        Need::Housing => words.need_housing(),
        Need::Counselling => words.need_counselling(),
        Need::Medical => words.need_medical(),
        Need::Legal => words.need_legal(),
        Need::Food => words.need_food(),
        Need::Transport => words.need_transport(),
        Need::Money => words.need_money(),
        Need::Safety => words.need_safety(),
        Need::Children => words.need_children(),
    }
}

/// What it costs, in a word.
#[must_use]
pub fn cost_line(words: &Words, cost: Cost) -> Line {
    match cost {
        Cost::Free => Line::toned(Icon::Check, words.cost_free(), Tone::Good),
        Cost::Some => Line::plain(Icon::Info, words.cost_some()),
        Cost::Paid => Line::plain(Icon::Info, words.cost_paid()),
        Cost::Unknown => Line::toned(Icon::Info, words.cost_unknown(), Tone::Quiet),
    }
}

/// Whether it is open, and until or from when.
#[must_use]
pub fn open_line(words: &Words, state: Open) -> Line {
    let time = |minute: u16| {
        let (hour, minute) = (minute / 60 % 24, minute % 60);
        words.time(&format!("2024-01-01T{hour:02}:{minute:02}:00Z"), "UTC")
    };
    match state {
        Open::Unknown => Line::toned(Icon::Clock, words.open_unknown(), Tone::Quiet),
        Open::Always => Line::toned(Icon::Clock, words.open_always(), Tone::Good),
        Open::Until(end) => Line::toned(Icon::Clock, words.open_until(&time(end)), Tone::Good),
        Open::From(day, start) => Line::plain(
            Icon::Clock,
            words.open_from(&words.weekday(day), &time(start)),
        ),
    }
}

/// Days after which an entry may well have changed.
const OLD: i32 = 365;

/// How long ago somebody checked an entry.
#[must_use]
pub fn checked(words: &Words, days: Option<i32>) -> String {
    match days {
        None => words.checked_unknown(),
        Some(..=0) => words.checked_today(),
        Some(days @ 1..14) => words.checked_days(days),
        Some(days @ 14..60) => words.checked_weeks(days / 7),
        Some(days @ 60..OLD) => words.checked_months(days / 30),
        Some(OLD..) => words.checked_old(),
    }
}

/// How far it is, in the miles that people there know.
fn distance(words: &Words, kilometres: i32) -> String {
    match (kilometres * 5 + 4) / 8 {
        ..1 => words.help_distance_near(),
        miles => words.help_distance(miles),
    }
}

/// A service of the list.
#[must_use]
pub fn service_card(words: &Words, entry: &Entry, now: Option<&Now>) -> Card {
    let needs = Need::ALL
        .into_iter()
        .filter(|need| entry.needs & need.bit() != 0);
    let needs: Vec<String> = needs.map(|need| need_name(words, need)).collect();
    let mut lines = Vec::new();
    if !needs.is_empty() {
        lines.push(Line::plain(Icon::Heart, words.list(&needs)));
    }
    lines.push(cost_line(words, entry.cost));
    if let Some(now) = now.and_then(Now::minute) {
        lines.push(open_line(words, open(&entry.hours, now)));
    }
    let spoken = entry.languages.iter().map(|tag| words.language_name(tag));
    let spoken: Vec<String> = spoken.collect();
    if !spoken.is_empty() {
        lines.push(Line::plain(Icon::Speech, words.list(&spoken)));
    }
    let away = entry.kilometres.map(|km| distance(words, km));
    let town = Some(entry.town.clone()).filter(|town| !town.is_empty());
    let place: Vec<String> = town.into_iter().chain(away).collect();
    if !place.is_empty() {
        lines.push(Line::plain(Icon::Place, place.join(". ")));
    }
    let today = now.and_then(|now| days_since_1970(&now.as_of));
    let days = today
        .zip(entry.checked_day)
        .map(|(today, checked)| today - checked);
    Card {
        title: entry.name.clone(),
        eyebrow: entry.organization.clone(),
        href: Some(Route::Service(entry.id.clone()).href()),
        lines,
        calls: call(words, &entry.name, &entry.phone).into_iter().collect(),
        small: vec![checked(words, days)],
        ..Card::default()
    }
}

fn call(words: &Words, name: &str, number: &str) -> Option<Call> {
    (!number.is_empty()).then(|| Call {
        text: words.call_plain(name),
        who: String::new(),
        href: Call::link(number, None),
        number: number.to_owned(),
        first: false,
    })
}
