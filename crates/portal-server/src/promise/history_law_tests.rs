//! Tables of the days that laws and policies set, beside those that agencies tell.

use super::super::tests::{body, made};
use super::tests::{TODAY, day, done, gone, judged, open, owned};
use super::*;
use crate::store::bodies::PastBody;

fn by_law(by: i8) -> PromiseBody {
    PromiseBody {
        basis: PromiseBasis::Law,
        source_key: Some("law".to_owned()),
        ..made(day(by))
    }
}

#[test]
fn a_law_holds_where_nobody_gave_a_day_and_beside_a_weaker_word_that_lies_later() {
    let law = |by, step| StepBody {
        rule: Some(by_law(by)),
        ..step
    };
    let worker = |by| body(StepStage::InProgress, Some(day(by)));
    let told_law = |by, key: &str| StepBody {
        promises: vec![PromiseBody {
            source_key: Some(key.to_owned()),
            ..by_law(by)
        }],
        ..open()
    };
    let taken_back = StepBody {
        past: vec![gone(5, None, 2)],
        ..open()
    };
    let table: [(_, &[&str], &str, _); 9] = [
        (law(12, open()), &[], "12 open", "nobody gave a day"),
        (law(6, open()), &[], "6 missed, 4 late", "and it went by"),
        (
            law(6, done(4, open())),
            &[],
            "6 kept on 4",
            "and it was kept",
        ),
        (
            law(12, worker(20)),
            &["12 open"],
            "20 open",
            "both are shown",
        ),
        (
            law(6, worker(20)),
            &["6 missed, 4 late"],
            "20 open",
            "no worker moves a law",
        ),
        (
            law(20, worker(12)),
            &[],
            "12 open",
            "the worker's day is sooner",
        ),
        (
            law(6, told_law(20, "longer")),
            &[],
            "20 open",
            "the law itself gives longer",
        ),
        (
            law(6, told_law(12, "law")),
            &[],
            "12 open",
            "the agency knows the day better",
        ),
        (
            law(12, taken_back),
            &["5 missed, 5 late"],
            "12 open",
            "taken back: the law again",
        ),
    ];
    for (step, past, in_force, why) in table {
        assert_eq!(
            judged(&step),
            (owned(past), Some(in_force.to_owned())),
            "{why}"
        );
    }
    let closed = StepBody {
        rule: Some(by_law(6)),
        ..body(StepStage::ClosedNoAction, None)
    };
    assert_eq!(judged(&closed), (vec![], None), "a closed step owes no day");
}

#[test]
fn the_day_promised_first_is_the_first_the_agency_told() {
    let step = |past: Vec<PastBody>, by| StepBody {
        past,
        rule: Some(by_law(8)),
        ..body(StepStage::InProgress, Some(day(by)))
    };
    let first = |step: &StepBody| judge(step, TODAY).0.and_then(|p| p.first_by);
    let twice = vec![gone(6, None, 2), gone(12, None, 4)];
    assert_eq!(
        first(&step(twice.clone(), 20)).as_deref(),
        Some("2026-03-06")
    );
    assert_eq!(first(&step(twice, 6)), None, "it is the first day again");
    assert_eq!(
        first(&step(vec![], 20)),
        None,
        "a law is no earlier promise"
    );
}
