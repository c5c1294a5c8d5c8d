//! The elements of an Appointment (FHIR R4 resource Appointment): used, counted, or a reason to refuse it.

use super::super::visits::Desk;
use super::json::{Object, objects};

/// What FHIR calls the fields of a visit.
pub const NAMES: [(&str, &str); 10] = [
    ("starts_at", "start"),
    ("ends_at", "end"),
    ("kind", "appointmentType"),
    ("place", "participant"),
    ("people", "participant"),
    ("children", "participant"),
    ("changed.reason", "cancelationReason"),
    ("changed.on", "meta.lastUpdated"),
    ("updated_at", "meta.lastUpdated"),
    ("same_as", "identifier"),
];

/// Text people wrote, or that is made of such text.
const FREE_TEXT: [&str; 4] = ["comment", "description", "patientInstruction", "text"];

/// Elements that the portal has no use for.
const UNUSED: [&str; 9] = [
    "basedOn",
    "created",
    "extension",
    "language",
    "priority",
    "reasonReference",
    "requestedPeriod",
    "slot",
    "supportingInformation",
];

/// Fields that become something. All others are counted.
const USED: [&str; 16] = [
    "appointmentType",
    "cancelationReason",
    "contained",
    "end",
    "id",
    "identifier",
    "meta",
    "minutesDuration",
    "participant",
    "reasonCode",
    "resourceType",
    "serviceCategory",
    "serviceType",
    "specialty",
    "start",
    "status",
];

/// Modifier elements (FHIR R4, extensibility): whoever does not know one must not use the resource.
pub fn changes_meaning(body: &Object) -> bool {
    let mut all = objects(body, "participant").chain([body]);
    body.contains_key("implicitRules") || all.any(|one| one.contains_key("modifierExtension"))
}

/// Counts what is not kept, by the element's name.
pub fn count_unused(desk: &mut Desk<'_>, body: &Object) {
    for field in body.keys() {
        if FREE_TEXT.contains(&field.as_str()) {
            desk.set_aside(format!("free text in {field}"));
        } else if !USED.contains(&field.as_str()) {
            desk.set_aside(unused(field));
        }
    }
}

/// A name that is no element's may say anything, so it is not repeated.
fn unused(field: &str) -> String {
    if UNUSED.contains(&field) {
        format!("element without a use: {field}")
    } else {
        "field that is no element of Appointment".to_owned()
    }
}
