//! What tests of appointments and calendars share: a centre with two families that a clinic knows by number.

use std::path::PathBuf;

use portal_server::import::report::{ImportError, Refusal, Summary};
use portal_server::import::{import_appointments, import_calendar};
use serde_json::{Value, json};

use crate::support::{Center, feed};

/// The clinic calls the first family `kid-7` (its child) and `fam-1`, and the second `kid-9`.
const FAMILIES: [&str; 12] = [
    r#"{"type":"agency","id":"clinic","kind":"hospital","name":"Willow Creek Clinic"}"#,
    r#"{"type":"place","id":"desk","name":"The center's front desk","street":"5 Elm Street"}"#,
    r#"{"type":"family","id":"f1","language":"en"}"#,
    r#"{"type":"child","id":"c1","family":"f1","number":1}"#,
    r#"{"type":"caregiver","id":"p1","family":"f1","label":"Parent 1","language":"en"}"#,
    r#"{"type":"grant","id":"g1","caregiver":"p1","rights":["appointments"],"starts_on":"2026-01-01","ends_on":"2027-01-01"}"#,
    r#"{"type":"family","id":"f2","language":"es"}"#,
    r#"{"type":"identifier","id":"i1","agency":"clinic","value":"kid-7","family":"f1","child":"c1"}"#,
    r#"{"type":"identifier","id":"i2","agency":"clinic","value":"fam-1","family":"f1"}"#,
    r#"{"type":"identifier","id":"i3","agency":"clinic","value":"kid-9","family":"f2"}"#,
    r#"{"type":"identifier","id":"i4","agency":"clinic","value":"example","family":"f1"}"#,
    r#"{"type":"caregiver","id":"p2","family":"f2","label":"Parent 1","language":"es"}"#,
];

pub const SOURCE: &str = "clinic-visits";

/// A centre where the families and the source's settings are known.
pub fn center_with(settings: &Value) -> Center {
    let center = Center::new();
    center.cases("center", feed(&FAMILIES)).expect("families");
    let folder = center.home.sources();
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(format!("{SOURCE}.json"));
    std::fs::write(path, settings.to_string()).expect("settings");
    center
}

pub fn center() -> Center {
    center_with(&json!({
        "agency": "clinic",
        "kinds": {"CHECK": "medical_exam", "HRG": "court_hearing", "http://example.org/type|7": "lab_visit", "X-TYPE|9": "lab_visit"},
        "default_kind": "other_visit",
        "reasons": {"prov-pers": "staff_ill"},
        "roles": {"*": "doctor", "RN": "nurse", "INT": "interpreter"},
        "places": {"Front Desk": "desk", "loc-desk": "desk"}
    }))
}

pub fn appointments(center: &Center, file: &[u8]) -> Result<Summary, ImportError> {
    let path: PathBuf = center.file("visits.json", file);
    import_appointments(&center.home, &path, &center.options(SOURCE), &mut |_, _| {})
}

pub fn calendar(center: &Center, file: &[u8]) -> Result<Summary, ImportError> {
    let path: PathBuf = center.file("visits.ics", file);
    import_calendar(&center.home, &path, &center.options(SOURCE), &mut |_, _| {})
}

/// The refusal's lines, without the folder of this run.
pub fn refusal(center: &Center, told: Result<Summary, ImportError>) -> String {
    let refusal: Refusal = match told {
        Err(ImportError::Refused(refusal)) => refusal,
        Err(other) => panic!("expected a refusal, found {other}"),
        Ok(summary) => panic!("expected a refusal, found {summary}"),
    };
    let told = refusal.to_string();
    told.replace(&format!("{}/", center.dir.path().display()), "")
}

/// What this source said of one kind of thing.
pub fn kept(center: &Center, kind: &str) -> Vec<Value> {
    let facts = center.facts();
    let own = facts.iter().filter(|f| f.0 == SOURCE && f.1 == kind);
    let read = |body: &String| serde_json::from_str(body).expect("a fact");
    own.map(|fact| read(&fact.3)).collect()
}

/// The only visit.
pub fn visit(center: &Center) -> Value {
    let visits = kept(center, "appointment");
    assert_eq!(visits.len(), 1, "{visits:?}");
    visits[0].clone()
}

/// An appointment for the first family's child, with these fields changed.
pub fn appointment(changes: &Value) -> Value {
    let mut all = json!({
        "resourceType": "Appointment", "id": "a1", "status": "booked",
        "appointmentType": {"coding": [{"code": "CHECK"}]},
        "start": "2026-03-20T09:00:00-05:00", "end": "2026-03-20T10:00:00-05:00",
        "participant": [{"actor": {"reference": "Patient/kid-7"}, "status": "accepted"}]
    });
    for (field, value) in changes.as_object().expect("an object") {
        all[field] = value.clone();
    }
    all
}

pub fn bytes(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

pub fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<Value> = resources
        .iter()
        .map(|one| json!({"resource": one}))
        .collect();
    json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
}

/// A calendar of these lines, each event without its BEGIN and END.
pub fn calendar_of(events: &[&str]) -> String {
    let events = events.iter().map(|event| {
        format!(
            "BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n",
            event.trim().replace('\n', "\r\n")
        )
    });
    let events: String = events.collect();
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Clinic//EN\r\n{events}END:VCALENDAR\r\n")
}

/// Starts of all visits, as they are kept, in order.
pub fn starts(center: &Center) -> Vec<String> {
    let visits = kept(center, "appointment");
    let mut starts: Vec<String> = visits
        .iter()
        .map(|visit| visit["starts_at"].as_str().unwrap_or("-").to_owned())
        .collect();
    starts.sort();
    starts
}

/// An entry for the first family's child.
pub fn entry(lines: &str) -> String {
    calendar_of(&[&format!("UID:u1\nX-CASE:kid-7\n{lines}")])
}
