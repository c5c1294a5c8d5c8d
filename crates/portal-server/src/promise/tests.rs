//! Tables of promise states over the days that go wrong elsewhere.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use portal_types::{PromiseBasis, StepState, WhoActs};

use super::*;
use crate::facts::StepStage;
use crate::store::CaseFile;
use crate::store::bodies::PromiseBody;

pub(crate) fn agency(ok: bool) -> AgencyFact {
    AgencyFact {
        id: "police".to_owned(),
        kind: "police".to_owned(),
        name: "Riverbend Police".to_owned(),
        phone: None,
        quiet_after_days: Some(30),
        last_confirmed_on: None,
        ok,
    }
}

pub(crate) fn body(stage: StepStage, promised: Option<Date>) -> StepBody {
    StepBody {
        id: "s".to_owned(),
        kind: "police_investigation".to_owned(),
        agency: "police".to_owned(),
        stage,
        who_acts: WhoActs::Agency,
        children: vec![],
        started_on: None,
        done_on: None,
        last_confirmed_on: None,
        asked_on: None,
        asked_by: None,
        next_check_on: None,
        reason: None,
        contact: None,
        escalation: vec![],
        promises: promised.into_iter().map(made).collect(),
        source: 0,
        reached: None,
        past: vec![],
        rule: None,
    }
}

pub(crate) fn made(by: Date) -> PromiseBody {
    PromiseBody {
        by,
        made_on: None,
        basis: PromiseBasis::Worker,
        source_key: None,
    }
}

#[test]
fn a_promise_is_judged_by_calendar_days() {
    use StepState::{DueSoon, InProgress, Late};
    let table = [
        // today, promised, state, due in, late by
        (date(2026, 3, 1), date(2026, 3, 6), InProgress, 5, None),
        (date(2026, 3, 2), date(2026, 3, 6), InProgress, 4, None),
        (date(2026, 3, 3), date(2026, 3, 6), DueSoon, 3, None),
        (date(2026, 3, 5), date(2026, 3, 6), DueSoon, 1, None),
        (date(2026, 3, 6), date(2026, 3, 6), DueSoon, 0, None),
        (date(2026, 3, 7), date(2026, 3, 6), Late, -1, Some(1)),
        // Clocks go forward in the night to 8 March 2026 and back in the night to 1 November.
        (date(2026, 3, 7), date(2026, 3, 8), DueSoon, 1, None),
        (date(2026, 3, 8), date(2026, 3, 8), DueSoon, 0, None),
        (date(2026, 3, 9), date(2026, 3, 8), Late, -1, Some(1)),
        (date(2026, 11, 1), date(2026, 10, 31), Late, -1, Some(1)),
        (date(2026, 11, 2), date(2026, 11, 1), Late, -1, Some(1)),
        // Year's end and a leap day.
        (date(2026, 12, 31), date(2027, 1, 1), DueSoon, 1, None),
        (date(2027, 1, 1), date(2026, 12, 31), Late, -1, Some(1)),
        (date(2028, 3, 1), date(2028, 2, 28), Late, -2, Some(2)),
        // Over a weekend: on Friday, Monday is near; on Saturday, Friday is late.
        (date(2026, 3, 6), date(2026, 3, 9), DueSoon, 3, None),
        (date(2026, 3, 7), date(2026, 3, 6), Late, -1, Some(1)),
    ];
    for (today, promised, state, due_in, late) in table {
        let judged = step(
            &body(StepStage::InProgress, Some(promised)),
            &[agency(true)],
            today,
        );
        assert_eq!(
            (judged.state, judged.due_in_days, judged.days_late),
            (state, Some(due_in), late),
            "{promised} on {today}"
        );
    }
}

#[test]
fn today_is_the_centres_day_also_in_the_night_the_clocks_change() {
    let zone = TimeZone::get("America/Chicago").expect("a zone of the database");
    let table = [
        ("2026-03-08T05:59:59Z", date(2026, 3, 7)),
        ("2026-03-08T06:00:00Z", date(2026, 3, 8)),
        ("2026-03-09T04:59:59Z", date(2026, 3, 8)),
        ("2026-03-09T05:00:00Z", date(2026, 3, 9)),
        ("2026-11-01T04:59:59Z", date(2026, 10, 31)),
        ("2026-11-02T05:59:59Z", date(2026, 11, 1)),
        ("2027-01-01T05:59:59Z", date(2026, 12, 31)),
    ];
    for (at, day) in table {
        let now: Timestamp = at.parse().expect("a timestamp");
        assert_eq!(crate::clock::Clock::fixed(now).today_in(&zone), day, "{at}");
    }
}

#[test]
fn what_the_agency_reports_decides_before_the_calendar_does() {
    use StepStage as S;
    let today = date(2026, 3, 10);
    let (past, near) = (Some(date(2026, 3, 1)), Some(date(2026, 3, 11)));
    let table = [
        (S::Done, past, true, StepState::Done),
        (S::ClosedNoAction, past, true, StepState::ClosedNoAction),
        (S::CannotSay, past, false, StepState::CannotSay),
        (S::Paused, past, false, StepState::Paused),
        (S::WaitingFamily, past, true, StepState::WaitingFamily),
        (S::NotStarted, None, true, StepState::NotStarted),
        (S::NotStarted, past, true, StepState::Late),
        (S::NotStarted, near, true, StepState::DueSoon),
        (S::InProgress, None, true, StepState::NoDate),
        (S::InProgress, None, false, StepState::SourceDown),
        (S::InProgress, near, false, StepState::SourceDown),
        // A day that has passed stays late although the agency cannot be reached.
        (S::InProgress, past, false, StepState::Late),
    ];
    for (stage, promised, ok, state) in table {
        let judged = step(&body(stage, promised), &[agency(ok)], today);
        assert_eq!(judged.state, state, "{stage:?} {promised:?} ok={ok}");
        assert_eq!(
            judged.days_late.is_some(),
            state == StepState::Late,
            "only what is late has days"
        );
    }
    let asked = StepBody {
        asked_on: Some(date(2026, 3, 2)),
        ..body(S::NotStarted, None)
    };
    assert_eq!(
        step(&asked, &[agency(true)], today).state,
        StepState::NoDate
    );
}

#[test]
fn silence_counts_after_the_agencys_own_limit() {
    let today = date(2026, 3, 10);
    let table = [
        (
            Some(date(2026, 2, 8)),
            None,
            StepStage::InProgress,
            None,
            "30 days are within the limit",
        ),
        (
            Some(date(2026, 2, 7)),
            None,
            StepStage::InProgress,
            Some(31),
            "31 days are not",
        ),
        (
            Some(date(2025, 2, 3)),
            None,
            StepStage::InProgress,
            Some(400),
            "400 days",
        ),
        (
            None,
            Some(date(2026, 1, 1)),
            StepStage::InProgress,
            Some(68),
            "never confirmed: from its start",
        ),
        (
            None,
            None,
            StepStage::InProgress,
            None,
            "nothing to count from",
        ),
        (
            Some(date(2025, 2, 3)),
            None,
            StepStage::Done,
            None,
            "nobody owes news of what is done",
        ),
        (
            Some(date(2025, 2, 3)),
            None,
            StepStage::Paused,
            None,
            "nor of what is on hold",
        ),
    ];
    for (confirmed, started, stage, days, why) in table {
        let body = StepBody {
            last_confirmed_on: confirmed,
            started_on: started,
            ..body(stage, None)
        };
        assert_eq!(
            step(&body, &[agency(true)], today).days_quiet,
            days,
            "{why}"
        );
    }
    let unlimited = AgencyFact {
        quiet_after_days: None,
        ..agency(true)
    };
    let silent = StepBody {
        last_confirmed_on: Some(date(2020, 1, 1)),
        ..body(StepStage::InProgress, None)
    };
    assert_eq!(step(&silent, &[unlimited], today).days_quiet, None);
}

#[test]
fn a_moved_promise_does_not_hide_the_first_date() {
    let mut moved = body(StepStage::InProgress, Some(date(2026, 2, 1)));
    moved.promises.push(PromiseBody {
        made_on: Some(date(2026, 2, 2)),
        ..made(date(2026, 3, 6))
    });
    let judged = step(&moved, &[agency(true)], date(2026, 3, 10));
    let promise = judged.promise.expect("a promise");
    assert_eq!(
        (promise.by.as_str(), promise.first_by.as_deref()),
        ("2026-03-06", Some("2026-02-01"))
    );
    assert_eq!(judged.days_late, Some(4));
}

fn at(text: &str) -> Zoned {
    let zone = TimeZone::get("America/Chicago").expect("a zone of the database");
    text.parse::<Timestamp>()
        .expect("a timestamp")
        .to_zoned(zone)
}

#[test]
fn home_puts_what_the_family_has_to_do_first() {
    let today = at("2026-03-10T09:00:00-05:00");
    let named = |id: &str, stage, promised| StepBody {
        id: id.to_owned(),
        ..body(stage, promised)
    };
    let mut case = CaseFile {
        agencies: [agency(true)].into(),
        steps: vec![
            named("late by one", StepStage::InProgress, Some(date(2026, 3, 9))),
            named("soon", StepStage::InProgress, Some(date(2026, 3, 11))),
            named(
                "yours, later",
                StepStage::WaitingFamily,
                Some(date(2026, 4, 1)),
            ),
            named("yours", StepStage::WaitingFamily, Some(date(2026, 3, 20))),
            named(
                "late by nine",
                StepStage::InProgress,
                Some(date(2026, 3, 1)),
            ),
        ],
        ..CaseFile::default()
    };
    let seen = overview(&case, today.time_zone(), &today);
    assert_eq!(seen.next_step.expect("a step").id, "yours");
    assert_eq!(
        seen.late.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(),
        ["late by nine", "late by one"]
    );
    case.steps.retain(|s| s.stage != StepStage::WaitingFamily);
    assert_eq!(
        overview(&case, today.time_zone(), &today)
            .next_step
            .expect("a step")
            .id,
        "soon"
    );
    case.steps.clear();
    assert_eq!(overview(&case, today.time_zone(), &today).next_step, None);
}
