//! What became of every promise of a step: kept, missed, moved, or still open.
//!
//! Three things speak: what the agency tells today, what it told before (the ledger), and the day a
//! law or policy sets. The agency's own latest day is in force; where it gives none, the law's is.

use std::ptr;

use jiff::civil::Date;
use portal_types::{PastPromise, Promise, PromiseBasis, PromiseOutcome};

use super::days_between;
use crate::facts::StepStage;
use crate::store::bodies::{PromiseBody, StepBody};

/// The promise in force as the store has it.
#[must_use]
pub fn in_force(body: &StepBody) -> Option<&PromiseBody> {
    let told = body.promises.last();
    // Who has finished often leaves the promise out of the next file. It was kept or broken all the same.
    let tidied_up = || {
        let done = body.stage == StepStage::Done;
        body.past.last().filter(|_| done).map(|past| &past.promise)
    };
    told.or_else(tidied_up)
        .or_else(|| body.rule.as_ref().filter(|_| !ended_otherwise(body.stage)))
}

/// Whether a step ended in a way that keeps and breaks no promise.
fn ended_otherwise(stage: StepStage) -> bool {
    matches!(stage, StepStage::ClosedNoAction | StepStage::CannotSay)
}

/// The day that was promised first for a step, whatever was promised later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    /// The promised day.
    pub by: Date,
    /// Day on which another day took its place, where that is known.
    pub replaced_on: Option<Date>,
}

/// The first day that was told; or that of a law or policy, where nobody told one or where the first one
/// told is a weaker word and lies later.
#[must_use]
pub fn first(body: &StepBody) -> Option<First> {
    let entries = entries(body, in_force(body));
    let Some(told) = entries.first() else {
        return Some(First {
            by: in_force(body)?.by,
            replaced_on: None,
        });
    };
    let rule = unlifted(body, told.promise, &entries).filter(|_| !ended_otherwise(body.stage));
    let replaced_on = match replaced(&entries, 0) {
        Replaced::On(day) => Some(day),
        Replaced::No | Replaced::Sometime => None,
    };
    Some(rule.map_or(
        First {
            by: told.promise.by,
            replaced_on,
        },
        |rule| First {
            by: rule.by,
            replaced_on: None,
        },
    ))
}

/// The promise in force, judged, and all others.
#[must_use]
pub fn judge(body: &StepBody, today: Date) -> (Option<Promise>, Vec<PastPromise>) {
    let Some(current) = in_force(body) else {
        let entries = entries(body, None);
        return (None, past(body, &entries, today));
    };
    let entries = entries(body, Some(current));
    let is_told = entries.iter().any(|e| e.in_force);
    let judged = outcome(body, current.by, Replaced::No, today);
    let first = entries.first().filter(|_| is_told);
    let promise = Promise {
        by: current.by.to_string(),
        first_by: first
            .filter(|first| first.promise.by != current.by)
            .map(|first| first.promise.by.to_string()),
        made_on: current.made_on.map(|d| d.to_string()),
        basis: current.basis,
        source_key: current.source_key.clone(),
        outcome: judged.outcome,
        ended_on: judged.ended_on.map(|d| d.to_string()),
        days_late: judged.days_late,
    };
    let mut history = past(body, &entries, today);
    if let Some(rule) = unlifted(body, current, &entries).filter(|_| is_told) {
        let judged = outcome(body, rule.by, Replaced::No, today);
        history.insert(0, past_promise(rule, &judged));
    }
    (Some(promise), history)
}

/// The law's day (or a policy's) when the day in force is a weaker word and lies later: whoever made
/// it had no power to move the law.
fn unlifted<'a>(
    body: &'a StepBody,
    current: &PromiseBody,
    told: &[Entry<'_>],
) -> Option<&'a PromiseBody> {
    let rule = body.rule.as_ref()?;
    let is_told = told.iter().any(|e| e.promise.source_key == rule.source_key);
    let holds = strength(rule.basis) > strength(current.basis) && rule.by < current.by;
    Some(rule).filter(|_| holds && !is_told)
}

fn strength(basis: PromiseBasis) -> u8 {
    match basis {
        PromiseBasis::Law => 2,
        PromiseBasis::Policy => 1,
        PromiseBasis::Worker => 0,
    }
}

/// A day the agency told, now or before.
struct Entry<'a> {
    promise: &'a PromiseBody,
    /// Day of the import that took it away.
    gone_on: Option<Date>,
    in_force: bool,
}

/// Every day the agency told, the oldest first. The same day told twice in a row, for another
/// reason or by another id, is one promise.
fn entries<'a>(body: &'a StepBody, current: Option<&PromiseBody>) -> Vec<Entry<'a>> {
    let entry = |promise: &'a PromiseBody, gone_on| Entry {
        promise,
        gone_on,
        in_force: current.is_some_and(|current| ptr::eq(current, promise)),
    };
    let past = body.past.iter();
    let mut all: Vec<Entry<'a>> = past
        .map(|past| entry(&past.promise, Some(past.gone_on)))
        .chain(body.promises.iter().map(|promise| entry(promise, None)))
        .collect();
    // A source that tells its own history may tell it in any order.
    if all.iter().all(|e| e.promise.made_on.is_some()) {
        all.sort_by_key(|e| e.promise.made_on);
    }
    let mut one_each: Vec<Entry<'a>> = Vec::new();
    for entry in all {
        match one_each.last_mut() {
            Some(last) if last.promise.by == entry.promise.by => {
                last.gone_on = entry.gone_on;
                last.in_force |= entry.in_force;
            }
            _ => one_each.push(entry),
        }
    }
    one_each
}

fn past(body: &StepBody, entries: &[Entry<'_>], today: Date) -> Vec<PastPromise> {
    let judged = entries.iter().enumerate().filter(|(_, e)| !e.in_force);
    judged
        .map(|(at, entry)| {
            let judged = outcome(body, entry.promise.by, replaced(entries, at), today);
            past_promise(entry.promise, &judged)
        })
        .collect()
}

/// What took the place of the day that stands there in the history.
fn replaced(entries: &[Entry<'_>], at: usize) -> Replaced {
    let entry = &entries[at];
    let is_told = entries.iter().any(|e| e.in_force);
    match entries.get(at + 1) {
        _ if entry.in_force => Replaced::No,
        Some(next) => match next.promise.made_on.or(entry.gone_on) {
            Some(day) => Replaced::On(day),
            None => Replaced::Sometime,
        },
        // The latest day was taken back and an earlier one holds again.
        None if is_told => entry.gone_on.map_or(Replaced::Sometime, Replaced::On),
        None => Replaced::No,
    }
}

fn past_promise(promise: &PromiseBody, judged: &Judged) -> PastPromise {
    PastPromise {
        by: promise.by.to_string(),
        made_on: promise.made_on.map(|d| d.to_string()),
        basis: promise.basis,
        source_key: promise.source_key.clone(),
        outcome: judged.outcome,
        ended_on: judged.ended_on.map(|d| d.to_string()),
        days_late: judged.days_late,
    }
}

/// Whether another day took a promise's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replaced {
    No,
    On(Date),
    /// Nobody noted when; that is no ground to call it missed.
    Sometime,
}

struct Judged {
    outcome: PromiseOutcome,
    ended_on: Option<Date>,
    days_late: Option<i32>,
}

/// What became of the promise of this day.
fn outcome(body: &StepBody, by: Date, replaced: Replaced, today: Date) -> Judged {
    let ended = |day: Date, in_time: PromiseOutcome| {
        let late = days_between(by, day);
        Judged {
            outcome: if late > 0 {
                PromiseOutcome::Missed
            } else {
                in_time
            },
            ended_on: Some(day),
            days_late: Some(late).filter(|days| *days > 0),
        }
    };
    let open = |outcome, days_late| Judged {
        outcome,
        ended_on: None,
        days_late,
    };
    let done = body.done_on.filter(|_| body.stage == StepStage::Done);
    match (done, replaced) {
        (Some(done), Replaced::No) => ended(done, PromiseOutcome::Kept),
        (Some(done), Replaced::On(day)) if done <= day => ended(done, PromiseOutcome::Kept),
        (_, Replaced::On(day)) => ended(day, PromiseOutcome::Moved),
        (_, Replaced::Sometime) => open(PromiseOutcome::Moved, None),
        (None, Replaced::No) => {
            let late = days_between(by, today);
            let unknown = matches!(
                body.stage,
                StepStage::Done | StepStage::ClosedNoAction | StepStage::CannotSay
            );
            if late > 0 && !unknown {
                open(PromiseOutcome::Missed, Some(late))
            } else {
                open(PromiseOutcome::Open, None)
            }
        }
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "history_law_tests.rs"]
mod law_tests;
