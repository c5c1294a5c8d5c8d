//! One Appointment (FHIR R4) becomes one visit of the case feed.

use serde_json::{Map, Value, json};

use super::super::report::ImportError;
use super::super::visits::{Desk, same_as};
use super::document::Resource;
use super::fields::{NAMES, changes_meaning, count_unused};
use super::json::{Object, codes, object, objects, text};
use super::library::Library;
use super::participants::{self, Participant};
use super::{people, places};

/// Where a code for the kind of visit may stand, the most telling first.
const KINDS: [&str; 5] = [
    "appointmentType",
    "serviceType",
    "serviceCategory",
    "specialty",
    "reasonCode",
];

/// Hands over what an Appointment becomes, its people and its place before it.
///
/// # Errors
/// When a row cannot be kept.
pub fn visit<'a>(
    desk: &mut Desk<'_>,
    library: &Library<'a>,
    resource: &'a Resource,
) -> Result<(), ImportError> {
    let (body, at) = (&resource.body, &resource.spot);
    if changes_meaning(body) {
        let reason = "expected no modifierExtension and no implicitRules: the portal cannot know how they change the meaning";
        desk.refuse(at, "modifierExtension", reason);
        return Ok(());
    }
    count_unused(desk, body);
    let everybody = participants::of(body, library);
    let patients = everybody.iter().filter(|one| one.kind == Some("Patient"));
    let called: Vec<Vec<String>> = patients.map(Participant::numbers).collect();
    let Some(whose) = desk.whose(&called, at, "participant") else {
        return Ok(());
    };
    let all_codes: Vec<String> = KINDS.iter().flat_map(|field| codes(body, field)).collect();
    let Some(kind) = desk.kind(&all_codes, at) else {
        return Ok(());
    };
    let (place, people) = who_and_where(desk, library, &everybody, resource)?;
    let interpreter = interpreter(desk, &everybody, &whose.family);
    let updated_at = object(body, "meta").and_then(|meta| meta.get("lastUpdated"));
    let called = objects(body, "identifier").find_map(|one| text(one, "value"));
    let row = json!({
        "type": "appointment",
        "id": body.get("id"),
        "family": whose.family,
        "children": whose.children,
        "kind": kind,
        "agency": desk.agency,
        "status": body.get("status"),
        "starts_at": body.get("start"),
        "ends_at": end_of(body),
        "place": place,
        "people": people,
        "interpreter": interpreter,
        "changed": changed(desk, body),
        "updated_at": updated_at,
        "same_as": called.map(|name| same_as(desk, name)),
    });
    if let Value::Object(row) = row {
        desk.keep(row, at, &NAMES)?;
    }
    Ok(())
}

/// The place of a visit and the contacts the family meets. Who declined does not come.
fn who_and_where(
    desk: &mut Desk<'_>,
    library: &Library<'_>,
    everybody: &[Participant<'_>],
    resource: &Resource,
) -> Result<(Option<String>, Vec<String>), ImportError> {
    let (mut place, mut people) = (None, Vec::new());
    for one in everybody {
        if one.is_displayed() {
            desk.set_aside("free text in participant.actor.display");
        }
        if one.status == "declined" {
            continue;
        }
        match one.kind {
            Some("Patient") => {}
            Some("Location") if place.is_none() => {
                place = places::place(desk, one, &resource.spot)?;
            }
            Some("Location") => desk.set_aside("second place"),
            Some("Practitioner" | "PractitionerRole") => {
                let contact = people::contact(desk, library, one, &resource.spot)?;
                people.extend(contact.filter(|id| !people.contains(id)));
            }
            _ => desk.set_aside("participant who is no patient, person of an agency or place"),
        }
    }
    Ok((place, people))
}

/// Booked once an interpreter has accepted; asked for and not accepted is not yet.
fn interpreter(desk: &Desk<'_>, everybody: &[Participant<'_>], family: &str) -> &'static str {
    let roles = &desk.context.settings.roles;
    let mut asked = everybody
        .iter()
        .filter(|one| one.is_interpreter(roles))
        .peekable();
    if asked.peek().is_none() {
        return desk.interpreter(family);
    }
    if asked.any(|one| one.status == "accepted") {
        "booked"
    } else {
        "not_yet"
    }
}

/// When it ends; one with a start may say how many minutes it takes instead.
fn end_of(body: &Object) -> Option<Value> {
    if let Some(end) = body.get("end").filter(|end| !end.is_null()) {
        return Some(end.clone());
    }
    let start: jiff::Timestamp = text(body, "start")?.parse().ok()?;
    let minutes = body.get("minutesDuration")?.as_i64()?;
    let minutes = Some(minutes).filter(|minutes| (1..=24 * 60).contains(minutes))?;
    let end = start.checked_add(jiff::SignedDuration::from_mins(minutes));
    Some(json!(end.ok()?.to_string()))
}

/// Why a visit was called off, if the playbook has words for it, and since when that is known.
fn changed(desk: &mut Desk<'_>, body: &Object) -> Option<Map<String, Value>> {
    let codes = codes(body, "cancelationReason");
    if text(body, "status") != Some("cancelled") || !body.contains_key("cancelationReason") {
        return None;
    }
    let reasons = &desk.context.settings.reasons;
    let Some(reason) = codes.iter().find_map(|code| reasons.get(code)) else {
        desk.unknown_reason();
        return None;
    };
    let updated = text(object(body, "meta")?, "lastUpdated")
        .and_then(|text| text.parse::<jiff::Timestamp>().ok());
    let Some(updated) = updated else {
        desk.set_aside("cancelationReason without meta.lastUpdated");
        return None;
    };
    let on = updated.to_zoned(desk.context.zone.clone()).date();
    let change = json!({"what": "cancelled", "on": on.to_string(), "reason": reason});
    change.as_object().cloned()
}
