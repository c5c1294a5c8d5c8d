//! Who takes part in an appointment (FHIR R4 Appointment.participant).

use serde_json::Value;

use super::json::{Object, codes, object, objects, text};
use super::library::{Found, Library, contained_in, names_in, type_in};

/// Interpreters as standards name them: FHIR participant-type, SNOMED CT, NUCC provider taxonomy.
const INTERPRETER: [&str; 3] = ["translator", "40570005", "171R00000X"];

/// One participant.
pub struct Participant<'a> {
    /// Codes of the part it takes.
    pub codes: Vec<String>,
    /// `accepted`, `declined`, `tentative` or `needs-action`.
    pub status: &'a str,
    /// What the actor is, where anything says so: `Patient`, `Location` and so on.
    pub kind: Option<&'a str>,
    /// The actor, where it is in the file.
    pub found: Option<Found<'a>>,
    reference: Option<&'a str>,
    actor: Option<&'a Object>,
}

/// Everybody in an appointment.
pub fn of<'a>(appointment: &'a Object, library: &Library<'a>) -> Vec<Participant<'a>> {
    let contained = contained_in(appointment);
    objects(appointment, "participant")
        .map(|participant| {
            let actor = object(participant, "actor");
            let reference = actor.and_then(|actor| text(actor, "reference"));
            let found = reference.and_then(|reference| library.find(reference, contained));
            let says = actor.and_then(|actor| text(actor, "type"));
            Participant {
                codes: codes(participant, "type"),
                status: text(participant, "status").unwrap_or_default(),
                kind: found
                    .and_then(|found| text(found.body, "resourceType"))
                    .or(says)
                    .or_else(|| reference.and_then(type_in)),
                found,
                reference,
                actor,
            }
        })
        .collect()
}

impl Participant<'_> {
    /// All that a patient is called: the reference, its last part, the id, and every identifier. The id of
    /// a contained resource is a label within one appointment and no number of anybody.
    pub fn numbers(&self) -> Vec<String> {
        let reference = self.reference.filter(|name| !name.starts_with('#'));
        let mut numbers: Vec<String> = reference.into_iter().flat_map(names_in).collect();
        let of_file = self.found.filter(|found| found.spot.is_some());
        numbers.extend(
            of_file
                .and_then(|found| text(found.body, "id"))
                .map(str::to_owned),
        );
        let logical = self.actor.and_then(|actor| object(actor, "identifier"));
        let body = self.found.map(|found| found.body);
        let own = body
            .into_iter()
            .flat_map(|body| objects(body, "identifier"));
        let values = logical.into_iter().chain(own);
        numbers.extend(
            values
                .filter_map(|one| text(one, "value"))
                .map(str::to_owned),
        );
        numbers
    }

    /// Whether this is an interpreter, by the standards' codes or by a role the centre gave the source's.
    pub fn is_interpreter(&self, roles: &std::collections::BTreeMap<String, String>) -> bool {
        let body = self.found.map(|found| found.body);
        let own = body.map(|body| codes(body, "code")).unwrap_or_default();
        self.codes.iter().chain(&own).any(|code| {
            INTERPRETER.contains(&code.as_str())
                || roles.get(code).is_some_and(|role| role == "interpreter")
        })
    }

    /// Whether the actor is shown under a name that is not kept.
    pub fn is_displayed(&self) -> bool {
        let display = self.actor.and_then(|actor| actor.get("display"));
        display.is_some_and(Value::is_string)
    }
}
