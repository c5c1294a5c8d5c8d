//! Who meets the family: `Practitioner` and `PractitionerRole` (FHIR R4) become contacts.

use serde_json::{Value, json};

use super::super::report::ImportError;
use super::super::visits::{Desk, Spot};
use super::json::{Object, codes, object, objects, phone, text};
use super::library::{Found, Library};
use super::participants::Participant;

/// The id of the contact somebody becomes; `None` when they are not in the file, or not named, or
/// nothing says in which role they come.
///
/// # Errors
/// When the contact cannot be kept.
pub fn contact(
    desk: &mut Desk<'_>,
    library: &Library<'_>,
    who: &Participant<'_>,
    at: &Spot,
) -> Result<Option<String>, ImportError> {
    let Some(found) = who.found else {
        desk.set_aside("person who is not in the file");
        return Ok(None);
    };
    let person = person_of(library, found);
    let Some(name) = person.and_then(name) else {
        desk.set_aside("person without a name");
        return Ok(None);
    };
    let role = role(desk, who, found.body, person);
    let Some(role) = role else {
        desk.set_aside("person in no role that roles of the source's settings knows");
        return Ok(None);
    };
    let (own, bad) = phone(found.body);
    let (number, also_bad) = person.map_or((None, false), phone);
    let number = own.or(number);
    if number.is_none() && (bad || also_bad) {
        desk.set_aside("phone number that cannot be dialled");
    }
    // Contained resources have no id of their own: the same person in two appointments is one contact.
    let id = match (found.spot, text(found.body, "id")) {
        (Some(_), Some(id)) => desk.key(&["contact", who.kind.unwrap_or_default(), id, &role]),
        _ => desk.key(&[
            "contact",
            &name,
            &role,
            number.as_deref().unwrap_or_default(),
        ]),
    };
    let row = json!({"type": "contact", "id": id, "agency": desk.agency, "name": name, "role": role, "phone": number});
    if let Value::Object(row) = row {
        desk.keep_once(&id, row, found.spot.unwrap_or(at))?;
    }
    Ok(Some(id))
}

/// The practitioner behind a role, or the practitioner.
fn person_of<'a>(library: &Library<'a>, found: Found<'a>) -> Option<&'a Object> {
    if text(found.body, "resourceType") == Some("Practitioner") {
        return Some(found.body);
    }
    let reference = text(object(found.body, "practitioner")?, "reference")?;
    library
        .find(reference, found.contained)
        .map(|found| found.body)
}

/// How somebody introduces themselves (FHIR HumanName): the official name before the usual one, before
/// any other that is still in use.
fn name(person: &Object) -> Option<String> {
    let rank = |name: &&Object| match text(name, "use") {
        Some("official") => 0,
        Some("usual") => 1,
        _ => 2,
    };
    let used = objects(person, "name")
        .filter(|name| !matches!(text(name, "use"), Some("old" | "anonymous" | "maiden")));
    let name = used.min_by_key(rank)?;
    if let Some(text) = text(name, "text") {
        return Some(text.to_owned());
    }
    let words = |field: &str| {
        let list = name.get(field).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str)
    };
    let family = text(name, "family");
    let all: Vec<&str> = words("prefix")
        .chain(words("given"))
        .chain(family)
        .collect();
    Some(all.join(" ")).filter(|name| !name.trim().is_empty())
}

/// The role in this visit, else the one somebody has anyway, else what the centre says of all others.
fn role(
    desk: &Desk<'_>,
    who: &Participant<'_>,
    body: &Object,
    person: Option<&Object>,
) -> Option<String> {
    let roles = &desk.context.settings.roles;
    if who.is_interpreter(roles) {
        return Some("interpreter".to_owned());
    }
    let qualified = person
        .into_iter()
        .flat_map(|person| objects(person, "qualification"))
        .flat_map(|one| codes(one, "code"));
    let all = who.codes.iter().cloned().chain(codes(body, "code"));
    let mut all = all.chain(codes(body, "specialty")).chain(qualified);
    all.find_map(|code| roles.get(&code))
        .or_else(|| roles.get("*"))
        .cloned()
}
