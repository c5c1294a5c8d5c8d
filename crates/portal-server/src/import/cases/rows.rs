//! From a line's fields to a fact, one function per type.

use std::collections::BTreeMap;

use portal_types::{Interpreter, Place, WhoActs};

use super::fields::Fields;
use crate::facts::{
    AgencyFact, AppointmentFact, CaregiverFact, Change, ChildFact, ContactFact, Fact, FamilyFact,
    GrantFact, HiddenStatus, NewsFact, PlaceFact, PromiseFact, StatusFact, StepFact, StepStage,
    TeamMemberFact,
};

/// The types a line may have, as the error for any other type names them.
pub const TYPES: &str = "agency, place, contact, family, child, caregiver, grant, step, promise, appointment, team_member, news";

/// Reads one line of type `kind`; `None` for a type that does not exist.
pub fn read(kind: &str, f: &mut Fields, set_aside: &mut BTreeMap<String, u64>) -> Option<Fact> {
    Some(match kind {
        "agency" => agency(f),
        "place" => place(f),
        "contact" => contact(f),
        "family" => Fact::Family(FamilyFact {
            id: f.required_key("id"),
            language: language(f),
        }),
        "child" => child(f),
        "caregiver" => caregiver(f),
        "grant" => grant(f),
        "step" => step(f),
        "promise" => promise(f),
        "appointment" => appointment(f, set_aside),
        "team_member" => team_member(f),
        "news" => news(f),
        _ => return None,
    })
}

fn agency(f: &mut Fields) -> Fact {
    Fact::Agency(AgencyFact {
        id: f.required_key("id"),
        kind: f.required_key("kind"),
        name: f.required_name("name"),
        phone: phone(f),
        quiet_after_days: f
            .integer("quiet_after_days", 1, 3650)
            .and_then(|n| i32::try_from(n).ok()),
        last_confirmed_on: f.date("last_confirmed_on"),
        ok: f.flag("ok", true),
    })
}

fn place(f: &mut Fields) -> Fact {
    let confidential = f.flag("confidential", false);
    if confidential {
        for field in ["street", "unit", "city", "postal_code"] {
            if f.has(field) {
                f.error(
                    field,
                    "expected no address of a confidential place; remove it",
                );
            }
        }
    }
    Fact::Place(PlaceFact {
        id: f.required_key("id"),
        place: Place {
            name: f.required_name("name"),
            street: f.name("street"),
            unit: f.name("unit"),
            city: f.name("city"),
            state: f.name("state"),
            postal_code: f.name("postal_code"),
            phone: phone(f),
            bus_lines: f.keys("bus_lines").unwrap_or_default(),
            parking: f.choice("parking", "free, paid, none"),
            step_free: f.has("step_free").then(|| f.flag("step_free", false)),
            confidential,
        },
    })
}

fn contact(f: &mut Fields) -> Fact {
    Fact::Contact(ContactFact {
        id: f.required_key("id"),
        agency: f.required_reference("agency", "agency"),
        name: f.required_name("name"),
        role: f.required_key("role"),
        phone: phone(f),
        extension: f.key("extension"),
    })
}

fn child(f: &mut Fields) -> Fact {
    if !f.has("number") {
        f.error(
            "number",
            "expected a whole number from 1 to 20, found nothing",
        );
    }
    Fact::Child(ChildFact {
        id: f.required_key("id"),
        family: f.required_reference("family", "family"),
        number: f
            .integer("number", 1, 20)
            .and_then(|n| u8::try_from(n).ok())
            .unwrap_or(1),
        first_name: f.name("first_name"),
    })
}

fn caregiver(f: &mut Fields) -> Fact {
    Fact::Caregiver(CaregiverFact {
        id: f.required_key("id"),
        family: f.required_reference("family", "family"),
        label: f.required_name("label"),
        language: language(f),
        barred: f.flag("barred", false),
    })
}

fn grant(f: &mut Fields) -> Fact {
    let rights = "the lists made of steps, appointments, team and updates";
    let grant = GrantFact {
        id: f.required_key("id"),
        caregiver: f.required_reference("caregiver", "caregiver"),
        rights: f.required_choice("rights", rights).unwrap_or_default(),
        children: f.references("children", "child"),
        starts_on: f.required_date("starts_on"),
        ends_on: f.required_date("ends_on"),
    };
    if f.errors.is_empty() && grant.ends_on < grant.starts_on {
        f.error("ends_on", "expected a day on or after starts_on");
    }
    Fact::Grant(grant)
}

fn step(f: &mut Fields) -> Fact {
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

fn promise(f: &mut Fields) -> Fact {
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

fn appointment(f: &mut Fields, set_aside: &mut BTreeMap<String, u64>) -> Fact {
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

fn team_member(f: &mut Fields) -> Fact {
    Fact::TeamMember(TeamMemberFact {
        id: f.required_key("id"),
        family: f.required_reference("family", "family"),
        contact: f.required_reference("contact", "contact"),
        advocate: f.flag("advocate", false),
        visible_to: f.references("visible_to", "caregiver"),
    })
}

fn news(f: &mut Fields) -> Fact {
    let kinds = "appointment_booked, appointment_moved, appointment_cancelled, step_started, step_done, promise_made, promise_moved, team_changed";
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

/// A phone number as people read it: digits and the usual marks, at least seven digits.
fn phone(f: &mut Fields) -> Option<String> {
    let text = f.name("phone")?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let usual = text
        .chars()
        .all(|c| c.is_ascii_digit() || " +-().".contains(c));
    if usual && (7..=15).contains(&digits) {
        return Some(text);
    }
    f.error("phone", "expected 7 to 15 digits with spaces, dots, dashes or brackets, such as 816-555-0100; an extension has its own field");
    None
}

/// A BCP 47 language tag: letters first, then parts of letters and digits.
fn language(f: &mut Fields) -> String {
    let tag = f.required_key("language");
    let primary = tag.split('-').next().unwrap_or_default();
    let is_tag =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    if !tag.is_empty() && !is_tag {
        f.error(
            "language",
            "expected a language tag such as en, es or zh-Hant",
        );
    }
    tag
}
