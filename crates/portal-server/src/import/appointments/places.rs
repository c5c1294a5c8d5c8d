//! Where a visit is: Location (FHIR R4) becomes a place, or stands for one the centre described itself.

use serde_json::{Map, Value, json};

use super::super::report::ImportError;
use super::super::visits::{Desk, Spot};
use super::json::{Object, object, objects, phone, text};
use super::library::Found;
use super::participants::Participant;

/// The id of the place a Location stands for; `None` when it is not in the file or has no name.
///
/// # Errors
/// When the place cannot be kept.
pub fn place(
    desk: &mut Desk<'_>,
    location: &Participant<'_>,
    at: &Spot,
) -> Result<Option<String>, ImportError> {
    let places = &desk.context.settings.places;
    let called = location.numbers();
    let body = location.found.map(|found| found.body);
    let named = body.and_then(|body| text(body, "name")).map(str::to_owned);
    let own = called.iter().chain(&named).find_map(|one| places.get(one));
    if let Some(id) = own {
        return Ok(Some(id.clone()));
    }
    let (Some(found), Some(name)) = (location.found, named) else {
        desk.set_aside("place that is not in the file, or has no name");
        return Ok(None);
    };
    let row = row(desk, found, &name);
    // A contained Location has no id of its own; the same place in two appointments is one.
    let id = match (found.spot, text(found.body, "id")) {
        (Some(_), Some(id)) => desk.key(&["place", id]),
        _ => desk.key(&["place", &Value::Object(address_of(&row)).to_string()]),
    };
    let mut whole = row;
    whole.insert("id".to_owned(), json!(id));
    desk.keep_once(&id, whole, found.spot.unwrap_or(at))?;
    Ok(Some(id))
}

/// A phone number that changes does not make another place of it.
fn address_of(row: &Map<String, Value>) -> Map<String, Value> {
    let mut address = row.clone();
    address.remove("phone");
    address
}

fn row(desk: &mut Desk<'_>, found: Found<'_>, name: &str) -> Map<String, Value> {
    let (number, bad) = phone(found.body);
    if bad {
        desk.set_aside("phone number that cannot be dialled");
    }
    let mut row = Map::new();
    let mut put = |field: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            row.insert(field.to_owned(), Value::String(value));
        }
    };
    put("type", Some("place".to_owned()));
    put("name", Some(name.to_owned()));
    put("phone", number);
    if is_secret(found.body) {
        row.insert("confidential".to_owned(), Value::Bool(true));
        return row;
    }
    if let Some(address) = object(found.body, "address") {
        let lines = address.get("line").and_then(Value::as_array);
        let mut lines = lines.into_iter().flatten().filter_map(Value::as_str);
        put("street", lines.next().map(str::to_owned));
        put("unit", Some(lines.collect::<Vec<_>>().join(", ")));
        for (field, theirs) in [
            ("city", "city"),
            ("state", "state"),
            ("postal_code", "postalCode"),
        ] {
            put(field, text(address, theirs).map(str::to_owned));
        }
    }
    row
}

/// Whether whoever sends it marks a Location as restricted (HL7 v3 Confidentiality): its address stays out.
fn is_secret(location: &Object) -> bool {
    let meta = object(location, "meta");
    let labels = meta.into_iter().flat_map(|meta| objects(meta, "security"));
    let mut codes = labels.filter_map(|label| text(label, "code"));
    codes.any(|code| matches!(code, "R" | "V"))
}
