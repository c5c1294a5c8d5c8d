//! One visit of what several sources say of it: the newest word of those a caregiver may see.
//!
//! It is worked out at each answer and for each caregiver, because sources mean their rows for
//! different people. Somebody who may not see the newest word sees the older one that is meant for
//! them, as if there were no other, and learns nothing of the newer one.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::Timestamp;
use portal_types::{AppointmentStatus, Place};

use crate::store::bodies::{AppointmentBody, RevisionBody, Visit, WordBody};

/// Makes one visit of all rows that tell of it, in the order of `bodies`. The newest word counts,
/// also when it takes the visit back as a mistake: then there is none. An older word that takes it
/// back says nothing. What the newest leaves open is filled in from those that agree with it.
#[must_use]
pub fn agree(bodies: Vec<AppointmentBody>) -> Vec<Visit> {
    let mut newest: HashMap<String, Age> = HashMap::new();
    for word in bodies.iter().filter_map(|body| body.word.as_ref()) {
        let known = newest.entry(word.of.clone()).or_insert_with(|| age(word));
        *known = age(word).max(*known);
    }
    let is_newest = |body: &AppointmentBody| {
        let word = body.word.as_ref();
        word.is_none_or(|word| newest.get(&word.of) == Some(&age(word)))
    };
    let (shown, mut older): (Vec<_>, Vec<_>) = bodies.into_iter().partition(is_newest);
    older.sort_by_key(|body| Reverse(body.word.as_ref().map(age)));
    shown
        .into_iter()
        .filter(|body| !is_taken_back(body))
        .map(|body| visit(body, &older))
        .collect()
}

/// How new a word is; of two from one moment the source that comes first by name counts as newer.
type Age = (Timestamp, Reverse<u32>);

fn age(word: &WordBody) -> Age {
    (word.at, Reverse(word.source))
}

fn is_taken_back(body: &AppointmentBody) -> bool {
    body.word.as_ref().is_some_and(|word| word.taken_back)
}

/// The visit with this newest word; `older` are older words on any visit, the newest first.
fn visit(body: AppointmentBody, older: &[AppointmentBody]) -> Visit {
    let Some(WordBody { of, .. }) = body.word.clone() else {
        return Visit::alone(body);
    };
    let mut visit = Visit::alone(body);
    let same = |body: &&AppointmentBody| body.word.as_ref().is_some_and(|word| word.of == of);
    for body in older.iter().filter(same) {
        visit.ids.push(body.id.clone());
        count(&mut visit.body.revision, body.revision);
        if is_taken_back(body) {
            continue;
        }
        if !disagree(&visit.body, body) {
            fill(&mut visit.body, body);
        } else if visit.other.is_none() {
            visit.other = Some(body.clone());
        }
    }
    // Whichever source spoke last, links and calendar entries go on naming the same visit.
    visit.ids.sort_unstable();
    visit.body.id.clone_from(&visit.ids[0]);
    visit
}

/// Calendars go by one number, and whichever source changes its word, that number has to rise.
fn count(shown: &mut RevisionBody, older: RevisionBody) {
    shown.number = shown.number.saturating_add(older.number);
    shown.at = shown.at.max(older.at);
}

/// Whether two words differ in what a family goes by. What one of them leaves open is no difference.
fn disagree(one: &AppointmentBody, two: &AppointmentBody) -> bool {
    let is_off = |body: &AppointmentBody| body.status == AppointmentStatus::Cancelled;
    if is_off(one) || is_off(two) {
        return is_off(one) != is_off(two);
    }
    is_fixed(one) != is_fixed(two)
        || differ(one.starts_at, two.starts_at)
        || differ(one.ends_at, two.ends_at)
        || other_place(one, two).is_some()
}

/// Whether the time stands. What was fixed and has happened since is no other status: calendars
/// have no word for it.
fn is_fixed(body: &AppointmentBody) -> bool {
    use AppointmentStatus::{Pending, Proposed, Waitlist};
    !matches!(body.status, Proposed | Pending | Waitlist)
}

fn differ(one: Option<Timestamp>, two: Option<Timestamp>) -> bool {
    one.zip(two).is_some_and(|(one, two)| one != two)
}

/// The place of `other`, if it is another one than that of `shown`.
pub(super) fn other_place<'a>(
    shown: &AppointmentBody,
    other: &'a AppointmentBody,
) -> Option<&'a Place> {
    let (own, other) = (shown.place.as_ref()?, other.place.as_ref()?);
    (!is_same_place(own, other)).then_some(other)
}

/// Sources have their own names for one house, so the same street is the same place.
fn is_same_place(one: &Place, two: &Place) -> bool {
    let plain = |text: &str| text.trim().to_lowercase();
    let address =
        |place: &Place| Some((plain(place.street.as_ref()?), plain(place.city.as_ref()?)));
    plain(&one.name) == plain(&two.name)
        || address(one).is_some_and(|own| address(two) == Some(own))
}

fn fill(shown: &mut AppointmentBody, older: &AppointmentBody) {
    // An end belongs to its start.
    if shown.ends_at.is_none() && shown.starts_at == older.starts_at {
        shown.ends_at = older.ends_at;
    }
    if shown.place.is_none() {
        shown.place.clone_from(&older.place);
    }
    if shown.people.is_empty() {
        shown.people.clone_from(&older.people);
    }
}

#[cfg(test)]
#[path = "agree_tests.rs"]
mod tests;
