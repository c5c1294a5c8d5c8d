//! Every state in the words of the product's table, and what must stand beside it.

use portal_types::{
    AppointmentChange, AppointmentStatus, ChangeKind, ChildRef, Interpreter, Place, Promise,
    PromiseBasis, PromiseOutcome, PromiseSourceRules, PromiseSourceWords, StepState, WhoActs,
};

use super::testing::{World, contact, read, step, visit};
use super::*;
use crate::i18n::testing::bare;
use crate::ui::{Card, Tone};

fn told(state: StepState) -> Card {
    let world = World::new();
    let mut step = step(state);
    step.asked_on = Some("2026-03-02".to_owned());
    step_card(&world.reader(), &step)
}

fn badge(card: &Card) -> String {
    card.badge
        .as_ref()
        .map(|b| bare(&b.text))
        .unwrap_or_default()
}

fn lines(card: &Card) -> String {
    let lines: Vec<String> = card.lines.iter().map(|l| bare(&l.text)).collect();
    lines.join("\n")
}

#[test]
fn each_state_has_the_words_of_the_table() {
    let table = [
        (StepState::NotStarted, "Not started yet"),
        (StepState::WaitingFamily, "You need to do this"),
        (
            StepState::InProgress,
            "Police Child Unit is working on this",
        ),
        (StepState::DueSoon, "Should be done by day 2026-03-06"),
        (StepState::Late, "This is late. It was due day 2026-03-06."),
        (StepState::NoDate, "No date yet. We asked on 2026-03-02."),
        (StepState::Paused, "On hold"),
        (StepState::Done, "Done on 2026-03-02"),
        (StepState::ClosedNoAction, "Closed"),
        (
            StepState::CannotSay,
            "Police Child Unit cannot share this part",
        ),
        (
            StepState::SourceDown,
            "We could not reach Police Child Unit today. This is from 2026-03-01.",
        ),
    ];
    for (state, words) in table {
        assert_eq!(badge(&told(state)), words, "{state:?}");
    }
}

#[test]
fn late_comes_with_days_the_promise_what_to_say_and_whom_to_call() {
    let world = World::new();
    let mut late = step(StepState::Late);
    late.escalation = vec![contact("Paula Breck")];
    late.escalation[0].phone = Some("816-555-0110".to_owned());
    late.escalation[0].extension = Some("204".to_owned());
    let card = step_card(&world.reader(), &late);
    assert_eq!(card.tone, Tone::Late);
    assert!(lines(&card).contains("4 days late"));
    assert!(lines(&card).contains("Police Child Unit said it would be done by day 2026-03-06."));
    assert!(
        card.texts
            .iter()
            .any(|(_, text)| read(text) == "Ask for a date.")
    );
    let calls: Vec<String> = card.calls.iter().map(|c| bare(&c.text)).collect();
    assert_eq!(calls, ["Call Dana Reed first", "Then call Paula Breck"]);
    assert_eq!(card.calls[1].href, "tel:8165550110,204");
    assert!(bare(&card.small.join(" ")).contains("last gave us news on 2026-03-01"));
}

#[test]
fn a_moved_promise_shows_its_first_date_and_its_source() {
    let mut world = World::new();
    let says = PromiseSourceWords {
        says: "The law gives them 45 days.".to_owned(),
    };
    let stands = PromiseSourceRules {
        citation: Some("RSMo 210.183".to_owned()),
        date_checked: None,
    };
    let playbook = &mut world.playbook;
    playbook
        .words
        .promise_sources
        .insert("rule".to_owned(), says);
    playbook
        .rules
        .promise_sources
        .insert("rule".to_owned(), stands);
    let mut step = step(StepState::InProgress);
    step.promise_source = Some(PromiseBasis::Law);
    step.promise = Some(Promise {
        by: "2026-03-06".to_owned(),
        first_by: Some("2026-02-01".to_owned()),
        made_on: None,
        basis: PromiseBasis::Law,
        source_key: Some("rule".to_owned()),
        outcome: PromiseOutcome::Open,
        ended_on: None,
        days_late: None,
    });
    let card = step_card(&world.reader(), &step);
    assert!(lines(&card).contains("The law says Police Child Unit must do this by"));
    assert!(lines(&card).contains("The first date was day 2026-02-01."));
    assert!(bare(&card.small[0]).contains("45 days. You can find it in RSMo 210.183. No lawyer"));
}

#[test]
fn silence_is_told_in_days_with_somebody_to_call() {
    let world = World::new();
    let mut quiet = step(StepState::InProgress);
    quiet.days_quiet = Some(400);
    let card = step_card(&world.reader(), &quiet);
    assert!(lines(&card).contains("No news for 400 days"));
    assert_eq!((card.tone, card.calls.len()), (Tone::Late, 1));
}

#[test]
fn an_unknown_kind_is_told_neutrally_and_never_by_its_key() {
    let world = World::new();
    let mut step = step(StepState::NotStarted);
    step.kind = "raw_key".to_owned();
    step.agency = "raw_agency".to_owned();
    step.who_acts = WhoActs::Agency;
    let card = step_card(&world.reader(), &step);
    assert_eq!(card.title, "A step");
    assert!(!format!("{card:?}").contains("raw_"), "{card:?}");
}

#[test]
fn a_child_is_your_child_unless_the_family_chose_a_name() {
    let world = World::new();
    let child = |number, name: Option<&str>| ChildRef {
        number,
        first_name: name.map(str::to_owned),
    };
    let about = |all: &[ChildRef]| world.reader().children(all).map(|text| bare(&text));
    assert_eq!(about(&[]), None);
    assert_eq!(about(&[child(1, None)]).as_deref(), Some("For your child"));
    let both = [child(1, Some("Theo")), child(2, None)];
    assert_eq!(about(&both).as_deref(), Some("For Theo + your child"));
}

#[test]
fn a_visit_begins_with_day_and_time_and_says_what_is_missing() {
    let world = World::new();
    let mut visit = visit("v1");
    visit.interpreter = Interpreter::NotYet;
    visit.place = Some(Place {
        name: "Clinic".to_owned(),
        street: None,
        unit: None,
        city: None,
        state: None,
        postal_code: None,
        phone: Some("816-555-0125".to_owned()),
        bus_lines: vec!["12".to_owned()],
        parking: None,
        step_free: Some(true),
        confidential: true,
    });
    let card = visit_page(&world.reader(), &visit);
    let lead: Vec<String> = card.lead.iter().map(|l| bare(l)).collect();
    assert_eq!(lead, ["day 2026-03-06", "14:30, in 3 days"]);
    assert!(lines(&card).contains("No interpreter is booked yet"));
    let facts: Vec<String> = card
        .facts
        .iter()
        .map(|f| bare(&f.lines.join(" ")))
        .collect();
    let facts = facts.join("\n");
    for fact in [
        "we do not show the address",
        "Bus 12",
        "without stairs",
        "1 hour 30 minutes",
    ] {
        assert!(facts.contains(fact), "{fact} in {facts}");
    }
    assert_eq!(card.calls.len(), 1);
    assert!(
        card.texts
            .iter()
            .any(|(_, text)| read(text) == "You can say stop.")
    );
}

#[test]
fn a_visit_without_time_a_moved_and_a_cancelled_one_say_so() {
    let world = World::new();
    let mut waiting = visit("v1");
    (waiting.starts_at, waiting.in_days) = (None, None);
    waiting.status = AppointmentStatus::Waitlist;
    let card = visit_card(&world.reader(), &waiting, None);
    assert_eq!(
        (card.lead[0].as_str(), badge(&card).as_str()),
        ("No time yet", "On the waiting list")
    );

    let mut moved = visit("v2");
    moved.changed = Some(AppointmentChange {
        what: ChangeKind::Moved,
        on: "2026-03-01".to_owned(),
        from: Some("2026-03-05T09:00:00-06:00".to_owned()),
        reason: None,
    });
    let card = visit_card(&world.reader(), &moved, None);
    assert!(lines(&card).contains("It was day 2026-03-05, 09:00."));

    let mut cancelled = visit("v3");
    cancelled.status = AppointmentStatus::Cancelled;
    let card = visit_card(&world.reader(), &cancelled, None);
    assert_eq!(badge(&card), "Cancelled. You do not need to come.");
    assert!(!is_ahead(&cancelled));
}

#[test]
fn the_zone_is_said_when_the_phone_is_in_another_one() {
    let world = World::new();
    let mut reader = world.reader();
    assert!(!lines(&visit_card(&reader, &visit("v"), None)).contains("America/Chicago"));
    reader.elsewhere = true;
    assert!(lines(&visit_card(&reader, &visit("v"), None)).contains("America/Chicago"));
}

#[test]
fn a_silent_source_is_named_with_the_age_of_its_facts() {
    let mut world = World::new();
    world.sources[0].ok = false;
    let age = freshness(&world.reader(), "2026-03-05T09:14:00-06:00");
    assert!(bare(&age.as_of).contains("2026-03-05") && bare(&age.as_of).contains("09:14"));
    assert_eq!(
        bare(&age.missing[0]),
        "We could not reach Police Child Unit today. This is from 2026-03-01."
    );
    world.sources[0].last_confirmed = None;
    let age = freshness(&world.reader(), "2026-03-05T09:14:00-06:00");
    assert_eq!(
        bare(&age.missing[0]),
        "We could not reach Police Child Unit today."
    );
}
