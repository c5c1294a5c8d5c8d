//! What is read of promises that were made before, kept or broken, and whom to call when nobody is named.

use portal_types::{
    PastPromise, Promise, PromiseBasis, PromiseOutcome, QuietAgency, RightWords, Step, StepState,
};

use super::testing::{World, contact, read, step};
use super::*;
use crate::i18n::testing::bare;
use crate::ui::{Card, Tone};

fn past(by: &str, basis: PromiseBasis, outcome: PromiseOutcome) -> PastPromise {
    PastPromise {
        by: by.to_owned(),
        made_on: None,
        basis,
        source_key: None,
        outcome,
        ended_on: None,
        days_late: None,
    }
}

fn lines(card: &Card) -> Vec<String> {
    card.lines.iter().map(|line| bare(&line.text)).collect()
}

fn under(card: &Card, heading: &str) -> Option<String> {
    let all = card.texts.iter().chain(&card.folded);
    let found = all.into_iter().find(|(title, _)| title == heading);
    found.map(|(_, text)| bare(&read(text)))
}

#[test]
fn what_was_promised_before_is_folded_in_its_order_with_what_became_of_it() {
    use PromiseOutcome::{Missed, Moved, Open};
    let world = World::new();
    let heading = world.words.promise_before();
    let mut late = step(StepState::Late);
    assert_eq!(under(&step_card(&world.reader(), &late), &heading), None);
    let worker = PromiseBasis::Worker;
    late.promise_history = vec![
        past("2026-02-01", worker, Missed),
        past("2026-02-10", PromiseBasis::Policy, Moved),
        past("2026-02-20", worker, Open),
    ];
    let said = "Police Child Unit said it would be done by day";
    assert_eq!(
        under(&step_card(&world.reader(), &late), &heading),
        Some(format!(
            "{said} 2026-02-01. That day was missed. Police Child Unit has a rule to do this by \
             day 2026-02-10. That day was moved. {said} 2026-02-20."
        ))
    );
}

#[test]
fn a_day_that_was_taken_back_is_read_where_no_other_is_in_force() {
    let world = World::new();
    let mut dropped = step(StepState::NoDate);
    (dropped.promised_by, dropped.promise_source) = (None, None);
    let law = past("2026-02-01", PromiseBasis::Law, PromiseOutcome::Missed);
    dropped.promise_history = vec![law];
    let text = under(
        &step_card(&world.reader(), &dropped),
        &world.words.promise_before(),
    );
    assert!(text.is_some_and(|text| text.starts_with("The law says")));
}

#[test]
fn a_laws_day_stands_beside_a_workers_later_one() {
    let world = World::new();
    let mut step = step(StepState::InProgress);
    let law = past("2026-02-01", PromiseBasis::Law, PromiseOutcome::Missed);
    step.promise_history = vec![law];
    let card = step_card(&world.reader(), &step);
    let law = "The law says Police Child Unit must do this by day 2026-02-01. That day was missed.";
    let line = card.lines.iter().find(|line| bare(&line.text) == law);
    assert_eq!(
        line.map(|line| line.tone),
        Some(Tone::Late),
        "{:?}",
        lines(&card)
    );
    assert_eq!(under(&card, &world.words.promise_before()), None, "once");
}

#[test]
fn a_step_that_is_done_says_whether_it_was_in_time() {
    let world = World::new();
    let done = |outcome, days_late| Step {
        promise: Some(Promise {
            by: "2026-03-06".to_owned(),
            first_by: None,
            made_on: None,
            basis: PromiseBasis::Worker,
            source_key: None,
            outcome,
            ended_on: Some("2026-03-02".to_owned()),
            days_late,
        }),
        ..step(StepState::Done)
    };
    let told = |step: &Step| lines(&step_card(&world.reader(), step));
    assert_eq!(
        told(&done(PromiseOutcome::Kept, None)),
        ["Promised by 2026-03-06. It was done in time."]
    );
    assert_eq!(
        told(&done(PromiseOutcome::Missed, Some(4))),
        ["Promised by 2026-03-06.", "4 days late"]
    );
    assert_eq!(
        told(&step(StepState::Done)),
        [""; 0],
        "nothing was promised"
    );
}

#[test]
fn late_and_quiet_say_how_to_complain_whatever_the_step() {
    let mut world = World::new();
    let complain = RightWords {
        title: "You can tell us".to_owned(),
        means: "Someone is late.".to_owned(),
        you_do: Some("Tell the worker.".to_owned()),
        next: Some("Go to the boss.".to_owned()),
    };
    let rights = &mut world.playbook.words.rights;
    rights.insert("complain".to_owned(), complain);
    let reader = world.reader();
    let told = |step: &Step| under(&step_card(&reader, step), "You can tell us");
    let how = "Someone is late. Tell the worker. Go to the boss. ";
    assert_eq!(told(&step(StepState::Late)).as_deref(), Some(how));
    let mut quiet = step(StepState::InProgress);
    assert_eq!(told(&quiet), None, "nothing is wrong yet");
    quiet.days_quiet = Some(400);
    assert_eq!(told(&quiet).as_deref(), Some(how));
}

#[test]
fn where_nobody_is_named_the_agency_is_called_first_and_then_whoever_comes_next() {
    let mut world = World::new();
    world.sources[0].phone = Some("816-555-0110".to_owned());
    let mut advocate = contact("Joel Marsh");
    advocate.phone = Some("816-555-0104".to_owned());
    let mut unreachable = contact("Dana Reed");
    unreachable.phone = None;
    let calls = |card: Card| -> Vec<String> { card.calls.iter().map(|c| bare(&c.text)).collect() };
    let expected = ["Call Police Child Unit first", "Then call Joel Marsh"];
    for named in [None, Some(unreachable)] {
        let mut late = step(StepState::Late);
        (late.contact, late.escalation) = (named.clone(), vec![advocate.clone()]);
        assert_eq!(calls(step_card(&world.reader(), &late)), expected);
        let quiet = QuietAgency {
            agency: "police".to_owned(),
            step_id: "s1".to_owned(),
            step_kind: "police_look".to_owned(),
            days: 400,
            last_confirmed_on: "2025-02-01".to_owned(),
            contact: named,
            escalation: vec![advocate.clone()],
        };
        assert_eq!(calls(quiet_card(&world.reader(), &quiet)), expected);
    }
    assert_eq!(
        calls(step_card(&world.reader(), &step(StepState::Late))),
        ["Call Dana Reed first"],
        "who is named comes before the office"
    );
}
