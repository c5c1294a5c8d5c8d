//! Tables of what became of promises, whoever tells their history.

use super::super::tests::{body, made};
use super::*;
use crate::store::bodies::PastBody;
use jiff::civil::date;

pub const TODAY: Date = date(2026, 3, 10);

pub fn day(n: i8) -> Date {
    date(2026, 3, n)
}

pub fn told(by: i8, made_on: Option<i8>) -> PromiseBody {
    PromiseBody {
        made_on: made_on.map(day),
        ..made(day(by))
    }
}

pub fn gone(by: i8, made_on: Option<i8>, gone_on: i8) -> PastBody {
    PastBody {
        promise: told(by, made_on),
        gone_on: day(gone_on),
    }
}

pub fn done(on: i8, step: StepBody) -> StepBody {
    StepBody {
        stage: StepStage::Done,
        done_on: Some(day(on)),
        ..step
    }
}

pub fn open() -> StepBody {
    body(StepStage::InProgress, None)
}

/// Day of the month, outcome, day it ended and days late: of the history, then of the one in force.
pub fn judged(step: &StepBody) -> (Vec<String>, Option<String>) {
    let told = |by: &str, outcome: PromiseOutcome, ended: Option<&String>, late: Option<i32>| {
        let number = |text: &str| text.parse::<Date>().expect("a date").day();
        let ended = ended.map_or(String::new(), |on| format!(" on {}", number(on)));
        let late = late.map_or(String::new(), |days| format!(", {days} late"));
        let outcome = format!("{outcome:?}").to_lowercase();
        format!("{} {outcome}{ended}{late}", number(by))
    };
    let (promise, history) = judge(step, TODAY);
    let history = history
        .iter()
        .map(|p| told(&p.by, p.outcome, p.ended_on.as_ref(), p.days_late));
    let promise = promise.map(|p| told(&p.by, p.outcome, p.ended_on.as_ref(), p.days_late));
    (history.collect(), promise)
}

pub fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn one_promise_is_open_kept_or_missed_by_its_day() {
    let promised = |stage| body(stage, Some(day(6)));
    let ahead = body(StepStage::InProgress, Some(TODAY));
    let table = [
        (ahead, "10 open", "its day is today"),
        (
            promised(StepStage::InProgress),
            "6 missed, 4 late",
            "nothing came",
        ),
        (
            promised(StepStage::Paused),
            "6 missed, 4 late",
            "on hold after its day",
        ),
        (
            promised(StepStage::ClosedNoAction),
            "6 open",
            "closed, nobody says when",
        ),
        (promised(StepStage::CannotSay), "6 open", "nobody may say"),
        (
            done(2, promised(StepStage::Done)),
            "6 kept on 2",
            "before its day",
        ),
        (
            done(6, promised(StepStage::Done)),
            "6 kept on 6",
            "on its day",
        ),
        (
            done(7, promised(StepStage::Done)),
            "6 missed on 7, 1 late",
            "a day late",
        ),
    ];
    for (step, expected, why) in table {
        assert_eq!(judged(&step), (vec![], Some(expected.to_owned())), "{why}");
    }
}

#[test]
fn a_promise_another_took_the_place_of_was_moved_in_time_or_missed() {
    // Whether the agency's own file tells the day before, or the ledger does.
    let itself = |made_on: Option<i8>| StepBody {
        promises: vec![told(6, Some(1)), told(20, made_on)],
        ..open()
    };
    let ledger = |made_on: Option<i8>, gone_on| StepBody {
        past: vec![gone(6, Some(1), gone_on)],
        promises: vec![told(20, made_on)],
        ..open()
    };
    let table = [
        (itself(Some(5)), "6 moved on 5", "before its day"),
        (itself(Some(6)), "6 moved on 6", "on its day"),
        (itself(Some(9)), "6 missed on 9, 3 late", "after its day"),
        (
            ledger(Some(5), 9),
            "6 moved on 5",
            "told late, made in time",
        ),
        (ledger(None, 5), "6 moved on 5", "by the day of the import"),
        (
            ledger(None, 8),
            "6 missed on 8, 2 late",
            "an import after its day",
        ),
    ];
    for (step, expected, why) in table {
        let in_force = Some("20 open".to_owned());
        assert_eq!(judged(&step), (owned(&[expected]), in_force), "{why}");
    }
    let unknown = StepBody {
        promises: vec![told(6, None), told(20, None)],
        ..open()
    };
    assert_eq!(judged(&unknown).0, ["6 moved"], "nobody says when");
    let finished = done(8, itself(Some(9)));
    assert_eq!(
        judged(&finished).0,
        ["6 missed on 8, 2 late"],
        "done before that"
    );
}

#[test]
fn history_is_told_in_the_order_of_the_promises_and_each_day_once() {
    let moved_twice = StepBody {
        past: vec![gone(12, None, 2), gone(14, None, 4)],
        promises: vec![told(20, None)],
        ..open()
    };
    let there_and_back = StepBody {
        past: vec![gone(20, None, 2), gone(14, None, 4)],
        promises: vec![told(20, None)],
        ..open()
    };
    let for_another_reason = StepBody {
        past: vec![
            gone(14, Some(1), 2),
            gone(14, Some(2), 4),
            gone(20, Some(3), 5),
        ],
        promises: vec![told(20, Some(4))],
        ..open()
    };
    let told_as_well = StepBody {
        past: vec![gone(14, Some(1), 4)],
        promises: vec![told(14, Some(1)), told(20, Some(4))],
        ..open()
    };
    let latest_taken_back = StepBody {
        past: vec![gone(27, Some(4), 8)],
        promises: vec![told(14, Some(1))],
        ..open()
    };
    let table: [(_, &[&str], _); 5] = [
        (moved_twice, &["12 moved on 2", "14 moved on 4"], "twice"),
        (there_and_back, &["20 moved on 2", "14 moved on 4"], "back"),
        (
            for_another_reason,
            &["14 moved on 3"],
            "the same day is one promise",
        ),
        (
            told_as_well,
            &["14 moved on 4"],
            "the file repeats what the ledger has",
        ),
        (
            latest_taken_back,
            &["27 moved on 8"],
            "the earlier one holds again",
        ),
    ];
    for (step, expected, why) in table {
        assert_eq!(judged(&step).0, owned(expected), "{why}");
    }
}

#[test]
fn a_promise_taken_back_stays_what_it_was() {
    let taken_back = |by, gone_on| StepBody {
        past: vec![gone(by, None, gone_on)],
        ..open()
    };
    let later = StepBody {
        promises: vec![told(20, Some(9))],
        ..taken_back(6, 3)
    };
    let table: [(_, &str, Option<&str>, _); 4] = [
        (taken_back(20, 3), "20 open", None, "its day is ahead"),
        (
            taken_back(6, 3),
            "6 missed, 4 late",
            None,
            "taking it back is not keeping it",
        ),
        (
            later,
            "6 missed on 9, 3 late",
            Some("20 open"),
            "a new day came too late",
        ),
        (
            done(
                5,
                StepBody {
                    past: vec![gone(4, None, 2), gone(6, Some(2), 6)],
                    ..open()
                },
            ),
            "4 moved on 2",
            Some("6 kept on 5"),
            "a finished step that was tidied up",
        ),
    ];
    for (step, past, in_force, why) in table {
        assert_eq!(
            judged(&step),
            (owned(&[past]), in_force.map(str::to_owned)),
            "{why}"
        );
    }
}
