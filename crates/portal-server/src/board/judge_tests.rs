//! Which steps count, in which month, and how late, as a table.

use jiff::civil::{Date, date};
use portal_types::{PromiseBasis, WhoActs};

use super::{Delay, counted};
use crate::facts::StepStage::{self, *};
use crate::promise::tests::{body, made};
use crate::store::bodies::{PastBody, PromiseBody, StepBody};

/// A day of January that is closed 41 days later, on 2 March.
const BY: Date = date(2026, 1, 20);

fn promised(stage: StepStage) -> StepBody {
    body(stage, Some(BY))
}

fn done(on: Date) -> StepBody {
    StepBody {
        done_on: Some(on),
        ..promised(Done)
    }
}

/// The same step with a day that was told before and is not told any more.
fn before(step: StepBody, by: Date, gone_on: Date) -> StepBody {
    let past = PastBody {
        promise: made(by),
        gone_on,
    };
    StepBody {
        past: vec![past],
        ..step
    }
}

fn ruled(step: StepBody, by: Date) -> StepBody {
    let rule = PromiseBody {
        basis: PromiseBasis::Law,
        source_key: Some("rsmo_210_183_45".to_owned()),
        ..made(by)
    };
    StepBody {
        rule: Some(rule),
        ..step
    }
}

fn judged(step: &StepBody) -> Option<(String, u8, bool)> {
    let counted = counted(step)?;
    let Delay { days, open } = counted.delay;
    Some((counted.month.to_string(), days, open))
}

/// Month, days late, and whether it was open still.
type Expected = Option<(&'static str, u8, bool)>;

fn check(table: Vec<(&str, StepBody, Expected)>) {
    for (why, step, expected) in table {
        let expected = expected.map(|(month, days, open)| (month.to_owned(), days, open));
        assert_eq!(judged(&step), expected, "{why}");
    }
}

#[test]
fn kept_is_done_on_the_day_or_before_and_a_delay_ends_when_the_month_is_closed() {
    let january = |days, open| Some(("2026-01", days, open));
    check(vec![
        ("long before", done(date(2025, 11, 3)), january(0, false)),
        ("on its day", done(BY), january(0, false)),
        ("a day late", done(date(2026, 1, 21)), january(1, false)),
        (
            "in another month",
            done(date(2026, 2, 20)),
            january(31, false),
        ),
        (
            "on the day it is closed",
            done(date(2026, 3, 2)),
            january(41, false),
        ),
        ("after that", done(date(2026, 3, 3)), january(41, true)),
        ("not yet", promised(InProgress), january(41, true)),
        ("not begun", promised(NotStarted), january(41, true)),
        ("on hold", promised(Paused), january(41, true)),
    ]);
    let first = body(InProgress, Some(date(2026, 1, 1)));
    assert_eq!(
        judged(&first),
        Some(("2026-01".to_owned(), Delay::LONGEST, true))
    );
}

#[test]
fn a_step_that_says_nothing_of_an_agency_does_not_count() {
    let by_family = StepBody {
        who_acts: WhoActs::Family,
        ..done(BY)
    };
    check(vec![
        ("no day", body(InProgress, None), None),
        ("waits for the family", promised(WaitingFamily), None),
        ("done by the family", by_family, None),
        ("closed", promised(ClosedNoAction), None),
        ("may not be told", promised(CannotSay), None),
    ]);
}

#[test]
fn a_day_that_was_moved_or_taken_away_counts_where_it_was() {
    let february = date(2026, 2, 20);
    let moved = |stage, gone_on| before(body(stage, Some(february)), BY, gone_on);
    let told_twice = StepBody {
        promises: vec![made(BY), made(february)],
        done_on: Some(date(2026, 2, 10)),
        ..body(Done, None)
    };
    let taken_back = before(body(InProgress, None), BY, date(2026, 1, 10));
    let tidied_up = StepBody {
        done_on: Some(date(2026, 1, 18)),
        ..before(body(Done, None), BY, date(2026, 1, 19))
    };
    let early = StepBody {
        done_on: Some(date(2026, 1, 18)),
        ..moved(Done, date(2026, 1, 10))
    };
    check(vec![
        (
            "moved in time",
            moved(InProgress, date(2026, 1, 10)),
            Some(("2026-01", 41, true)),
        ),
        (
            "moved too late",
            moved(InProgress, date(2026, 2, 1)),
            Some(("2026-01", 41, true)),
        ),
        ("both told", told_twice, Some(("2026-01", 21, false))),
        ("taken back", taken_back, Some(("2026-01", 41, true))),
        (
            "done and not told any more",
            tidied_up,
            Some(("2026-01", 0, false)),
        ),
        (
            "moved, and done by the first day",
            early,
            Some(("2026-01", 0, false)),
        ),
        (
            "missed, then closed",
            moved(ClosedNoAction, date(2026, 2, 1)),
            Some(("2026-01", 12, true)),
        ),
        (
            "moved in time, then closed",
            moved(ClosedNoAction, date(2026, 1, 20)),
            None,
        ),
    ]);
}

#[test]
fn days_that_laws_set_are_promises_and_no_weaker_word_hides_them() {
    let law = date(2026, 1, 5);
    let later = ruled(done(BY), law);
    check(vec![
        (
            "the law alone",
            ruled(body(InProgress, None), BY),
            Some(("2026-01", 41, true)),
        ),
        ("a worker's later day", later, Some(("2026-01", 15, false))),
        (
            "a worker's earlier day",
            ruled(done(BY), date(2026, 2, 5)),
            Some(("2026-01", 0, false)),
        ),
        ("closed", ruled(body(ClosedNoAction, None), BY), None),
    ]);
}
