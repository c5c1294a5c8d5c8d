//! Lines that tell a case: steps, promises, visits and news.

use std::collections::BTreeMap;

use portal_types::{Interpreter, WhoActs};

use super::super::fields::Fields;
use crate::facts::{
    AppointmentFact, Change, Fact, HiddenStatus, NewsFact, PromiseFact, StatusFact, StepFact,
    StepStage,
};

/// A step.
pub fn step(f: &mut Fields) -> Fact {
    let states =
        "not_started, waiting_family, in_progress, paused, done, closed_no_action, cannot_say";
    let state = f
        .required_choice("state", states)
        .unwrap_or(StepStage::NotStarted);
    let acts = if state == StepStage::WaitingFamily {
        WhoActs::Family
    } else {
        WhoActs::Agency
    };
    let fact = StepFact {
        id: f.required_key("id"),
        family: f.required_reference("family", "family"),
        kind: f.required_key("kind"),
        agency: f.required_reference("agency", "agency"),
        state,
        who_acts: f
            .choice("who_acts", "family, agency, center")
            .unwrap_or(acts),
        order: f
            .integer("order", 0, 10_000)
            .and_then(|n| i32::try_from(n).ok()),
        children: f.references("children", "child").unwrap_or_default(),
        started_on: f.date("started_on"),
        done_on: f.date("done_on"),
        last_confirmed_on: f.date("last_confirmed_on"),
        asked_on: f.date("asked_on"),
        asked_by: f.reference("asked_by", "contact"),
        next_check_on: f.date("next_check_on"),
        reason: f.key("reason"),
        contact: f.reference("contact", "contact"),
        escalation: f.references("escalation", "contact").unwrap_or_default(),
        visible_to: f.references("visible_to", "caregiver"),
    };
    if f.errors.is_empty() && (state == StepStage::Done) != fact.done_on.is_some() {
        f.error(
            "done_on",
            "expected a date when the state is done, and none otherwise",
        );
    }
    Fact::Step(fact)
}

/// A promised date.
pub fn promise(f: &mut Fields) -> Fact {
    Fact::Promise(PromiseFact {
        id: f.required_key("id"),
        step: f.required_reference("step", "step"),
        by: f.required_date("by"),
        made_on: f.date("made_on"),
        basis: f
            .required_choice("basis", "law, policy, worker")
            .unwrap_or(portal_types::PromiseBasis::Worker),
        source_key: f.key("source_key"),
    })
}

/// A visit; `same_as` is sealed before it is kept.
pub fn appointment(f: &mut Fields, set_aside: &mut BTreeMap<String, u64>) -> Fact {
    let statuses = "proposed, pending, booked, arrived, checked-in, fulfilled, cancelled, noshow, waitlist, entered-in-error";
    let changed = f.object("changed").and_then(|mut inner| {
        let what = inner.required_choice("what", "moved, place, cancelled");
        let on = inner.required_date("on");
        let from = inner.time("from");
        let reason = inner.key("reason");
        f.merge("changed", inner, set_aside);
        what.map(|what| Change {
            what,
            on,
            from,
            reason,
        })
    });
    let fact = AppointmentFact {
        id: f.required_key("id"),
        family: f.required_reference("family", "family"),
        kind: f.required_key("kind"),
        agency: f.required_reference("agency", "agency"),
        status: f
            .required_choice("status", statuses)
            .unwrap_or(StatusFact::Hidden(HiddenStatus::EnteredInError)),
        starts_at: f.time("starts_at"),
        ends_at: f.time("ends_at"),
        place: f.reference("place", "place"),
        people: f.references("people", "contact").unwrap_or_default(),
        children: f.references("children", "child").unwrap_or_default(),
        interpreter: f
            .choice("interpreter", "booked, not_yet, not_needed")
            .unwrap_or(Interpreter::NotNeeded),
        bring: f.keys("bring").unwrap_or_default(),
        changed,
        visible_to: f.references("visible_to", "caregiver"),
        updated_at: f.time("updated_at"),
        same_as: f.name("same_as"),
    };
    check_times(f, &fact);
    Fact::Appointment(fact)
}

/// FHIR R4 Appointment app-2 and app-3; a waiting list may have no time yet.
fn check_times(f: &mut Fields, fact: &AppointmentFact) {
    use portal_types::AppointmentStatus::{Cancelled, Pending, Proposed, Waitlist};
    if !f.errors.is_empty() {
        return;
    }
    let may_lack_time = match fact.status {
        StatusFact::Shown(status) => matches!(status, Proposed | Pending | Cancelled | Waitlist),
        StatusFact::Hidden(_) => true,
    };
    if fact.starts_at.is_none() && !may_lack_time {
        f.error(
            "starts_at",
            "expected a time unless the status is proposed, pending, cancelled or waitlist",
        );
    }
    match (fact.starts_at, fact.ends_at) {
        (None, Some(_)) => f.error("starts_at", "expected a start where there is an end"),
        (Some(start), Some(end)) if end < start => {
            f.error("ends_at", "expected an end after the start");
        }
        _ => {}
    }
}

/// Something that changed.
pub fn news(f: &mut Fields) -> Fact {
    let kinds = "appointment_booked, appointment_moved, appointment_place_changed, appointment_cancelled, interpreter_booked, step_started, step_waits_for_family, step_paused, step_done, step_closed, promise_made, promise_moved, team_changed";
    let to = if f.has("to") { news_target(f) } else { None };
    Fact::News(NewsFact {
        id: f.required_key("id"),
        family: f.required_reference("family", "family"),
        on: f.required_date("on"),
        kind: f
            .required_choice("kind", kinds)
            .unwrap_or(portal_types::UpdateKind::StepStarted),
        agency: f.required_reference("agency", "agency"),
        step: f.reference("step", "step"),
        appointment: f.reference("appointment", "appointment"),
        to,
        visible_to: f.references("visible_to", "caregiver"),
    })
}

/// A date or a time, kept in the spelling of its own type.
fn news_target(f: &mut Fields) -> Option<String> {
    let errors = f.errors.len();
    let text = f.name("to")?;
    if text.parse::<jiff::Timestamp>().is_err()
        && text.parse::<jiff::civil::Date>().is_err()
        && f.errors.len() == errors
    {
        f.error(
            "to",
            "expected a date such as 2026-03-06 or a time with its offset",
        );
        return None;
    }
    Some(text)
}
