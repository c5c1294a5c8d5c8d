//! Before and after, and what a family is told.

use serde_json::{Value, json};

use super::*;

const NOW: &str = "2026-03-10T14:00:00Z";

/// A visit booked for the 20th, changed like this.
fn visit_with(changes: Value) -> AppointmentFact {
    let mut fact = json!({
        "id": "v", "family": "f", "kind": "medical_exam", "agency": "clinic", "status": "booked",
        "starts_at": "2026-03-20T15:00:00Z", "ends_at": null, "place": "clinic", "people": [],
        "children": [], "interpreter": "not_yet", "bring": [], "changed": null, "visible_to": null,
    });
    for (name, value) in changes.as_object().into_iter().flatten() {
        fact[name] = value.clone();
    }
    serde_json::from_value(fact).expect("a visit")
}

fn told(before: Option<Value>, after: Value) -> String {
    let now = NOW.parse().expect("a time");
    let told = visit(before.map(visit_with).as_ref(), &visit_with(after), now);
    told.map_or_else(String::new, |(kind, to)| {
        let kind = serde_json::to_value(kind).expect("a kind");
        let to = to.map_or_else(String::new, |to| format!(" {to}"));
        format!("{}{to}", kind.as_str().unwrap_or_default())
    })
}

/// A change of a visit: its name, the visit before and after, and what is told.
type Change = (&'static str, Option<Value>, Value, &'static str);

fn check(table: Vec<Change>) {
    for (name, before, after, expected) in table {
        assert_eq!(told(before, after), expected, "{name}");
    }
}

fn with(status: &str) -> Value {
    json!({"status": status})
}

fn no_time(status: &str) -> Value {
    json!({"status": status, "starts_at": null, "place": null})
}

fn over(status: &str) -> Value {
    json!({"status": status, "starts_at": "2026-03-10T12:00:00Z"})
}

#[test]
fn a_visit_is_told_when_it_is_booked_or_called_off() {
    let booked = "appointment_booked 2026-03-20T15:00:00Z";
    check(vec![
        ("new and booked", None, json!({}), booked),
        ("new and called off", None, with("cancelled"), ""),
        ("new and being arranged", None, no_time("proposed"), ""),
        ("new and over", None, over("booked"), ""),
        ("new and it took place", None, with("fulfilled"), ""),
        ("proposed", Some(no_time("proposed")), json!({}), booked),
        ("pending", Some(with("pending")), json!({}), booked),
        ("waitlist", Some(no_time("waitlist")), json!({}), booked),
        ("on again", Some(with("cancelled")), json!({}), booked),
        (
            "shown again",
            Some(with("entered-in-error")),
            json!({}),
            booked,
        ),
        (
            "called off",
            Some(json!({})),
            with("cancelled"),
            "appointment_cancelled",
        ),
        (
            "still off",
            Some(with("cancelled")),
            no_time("cancelled"),
            "",
        ),
        (
            "off when it was over",
            Some(over("booked")),
            over("cancelled"),
            "",
        ),
        ("hidden", Some(json!({})), with("entered-in-error"), ""),
        ("missed", Some(over("booked")), over("noshow"), ""),
        ("the family arrived", Some(json!({})), with("arrived"), ""),
    ]);
}

#[test]
fn a_visit_is_told_when_it_is_at_another_time_or_place() {
    let (start, moved) = (
        "2026-03-21T15:00:00Z",
        "appointment_moved 2026-03-21T15:00:00Z",
    );
    let to = json!({"starts_at": start});
    let pending = json!({"starts_at": start, "status": "pending"});
    let place = "appointment_place_changed";
    check(vec![
        ("nothing", Some(json!({})), json!({}), ""),
        ("people", Some(json!({})), json!({"people": ["a"]}), ""),
        ("moved", Some(json!({})), to.clone(), moved),
        ("before it is booked", Some(with("pending")), pending, moved),
        (
            "when it was off",
            Some(with("cancelled")),
            to,
            "appointment_booked 2026-03-21T15:00:00Z",
        ),
        (
            "without a time again",
            Some(json!({})),
            no_time("waitlist"),
            "appointment_moved",
        ),
        (
            "from the past",
            Some(over("booked")),
            json!({}),
            "appointment_moved 2026-03-20T15:00:00Z",
        ),
        ("into the past", Some(json!({})), over("booked"), ""),
        (
            "another place",
            Some(json!({})),
            json!({"place": "tower"}),
            place,
        ),
        (
            "a place at last",
            Some(json!({"place": null})),
            json!({}),
            place,
        ),
    ]);
}

#[test]
fn of_several_changes_of_a_visit_the_most_important_one_is_told() {
    let start = "2026-03-21T15:00:00Z";
    let interpreter = json!({"interpreter": "booked"});
    let too_late = json!({"starts_at": "2026-03-10T12:00:00Z", "interpreter": "booked"});
    let elsewhere = json!({"place": "tower", "interpreter": "booked"});
    let moved = json!({"starts_at": start, "place": "tower", "interpreter": "booked"});
    let off = json!({"starts_at": start, "place": "tower", "status": "cancelled"});
    let booked = "appointment_booked 2026-03-20T15:00:00Z";
    check(vec![
        (
            "interpreter",
            Some(json!({})),
            interpreter.clone(),
            "interpreter_booked",
        ),
        (
            "no more interpreter",
            Some(interpreter.clone()),
            json!({}),
            "",
        ),
        ("interpreter too late", Some(over("booked")), too_late, ""),
        (
            "booked and interpreter",
            Some(with("pending")),
            interpreter,
            booked,
        ),
        (
            "elsewhere and interpreter",
            Some(json!({})),
            elsewhere,
            "appointment_place_changed",
        ),
        (
            "moved and elsewhere",
            Some(json!({})),
            moved,
            "appointment_moved 2026-03-21T15:00:00Z",
        ),
        (
            "moved and off",
            Some(json!({})),
            off,
            "appointment_cancelled",
        ),
    ]);
}

#[test]
fn a_step_is_told_when_it_goes_on_and_not_how_it_came() {
    use StepStage::{
        CannotSay, ClosedNoAction, Done, InProgress, NotStarted, Paused, WaitingFamily,
    };
    use UpdateKind::{StepClosed, StepDone, StepPaused, StepStarted, StepWaitsForFamily};
    let table = [
        (None, NotStarted, None),
        (None, InProgress, Some(StepStarted)),
        (None, WaitingFamily, Some(StepWaitsForFamily)),
        (None, Paused, None),
        (None, Done, None),
        (None, ClosedNoAction, None),
        (Some(NotStarted), NotStarted, None),
        (Some(NotStarted), InProgress, Some(StepStarted)),
        (Some(NotStarted), Done, Some(StepDone)),
        (Some(InProgress), WaitingFamily, Some(StepWaitsForFamily)),
        (Some(InProgress), Paused, Some(StepPaused)),
        (Some(InProgress), Done, Some(StepDone)),
        (Some(InProgress), ClosedNoAction, Some(StepClosed)),
        (Some(InProgress), CannotSay, None),
        (Some(Paused), InProgress, None),
        (Some(Done), InProgress, None),
    ];
    for (before, after, expected) in table {
        assert_eq!(step(before, after), expected, "{before:?} {after:?}");
    }
}

#[test]
fn a_promise_is_told_when_it_is_made_or_another_day_is_in_force() {
    use UpdateKind::{PromiseMade, PromiseMoved};
    let (old, new) = (
        jiff::civil::date(2026, 3, 6),
        jiff::civil::date(2026, 3, 20),
    );
    let table = [
        (None, StepStage::InProgress, Some(PromiseMade)),
        (Some(old), StepStage::InProgress, Some(PromiseMoved)),
        (Some(new), StepStage::InProgress, None),
        (Some(old), StepStage::Paused, Some(PromiseMoved)),
        (Some(old), StepStage::Done, None),
        (None, StepStage::ClosedNoAction, None),
    ];
    for (before, stage, expected) in table {
        assert_eq!(
            promise(before, new, stage),
            expected,
            "{before:?} {stage:?}"
        );
    }
}
