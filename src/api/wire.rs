//! Answers of the server as types. An answer of the wrong shape is none at all, never half of one.

use js_sys::{Array, Object, Reflect};
use portal_types::{
    Answer, Appointment, Board, Building, Caseload, Center, Contact, FamilyLine, Handoff,
    HandoffStatus, Kiosks, Overview, ServiceDetail, Session, SourceState, StaffSignIn, Step,
    TeamMember, Updates,
};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};

use super::decode::{from_js, from_js_or_empty};

/// A type that can be read from an answer.
pub trait Wire: Sized {
    /// Reads it; nothing when the shape is wrong.
    fn read(value: &JsValue) -> Option<Self>;
}

/// The facts of `me/steps`.
#[derive(Deserialize)]
pub struct Steps {
    /// In the order of the path.
    pub steps: Vec<Step>,
}

/// The facts of `me/appointments`.
#[derive(Deserialize)]
pub struct Visits {
    /// In the order of the list; a visit's page is its position here.
    pub appointments: Vec<Appointment>,
}

/// The facts of `me/team`.
pub struct Team {
    /// The family's team.
    pub people: Vec<TeamMember>,
}

macro_rules! plain {
    ($($name:ty),+) => {
        $(impl Wire for $name {
            fn read(value: &JsValue) -> Option<Self> {
                from_js(value)
            }
        })+
    };
}

plain!(
    Board,
    Building,
    Caseload,
    Center,
    FamilyLine,
    Handoff,
    HandoffStatus,
    Kiosks,
    Overview,
    Session,
    Steps,
    Updates,
    Visits
);

impl Wire for ServiceDetail {
    fn read(value: &JsValue) -> Option<Self> {
        from_js_or_empty(value)
    }
}

/// What stands around the facts of every private answer.
#[derive(Deserialize)]
struct Head {
    as_of: String,
    sources: Vec<SourceState>,
}

/// Head and facts lie in one object. Reading it twice spares serde's `flatten`, which would build
/// every deserialiser a second time.
impl<T: Wire> Wire for Answer<T> {
    fn read(value: &JsValue) -> Option<Self> {
        let Head { as_of, sources } = from_js(value)?;
        Some(Self {
            as_of,
            sources,
            facts: T::read(value)?,
        })
    }
}

/// A member is a contact with one more field in the same object.
impl Wire for Team {
    fn read(value: &JsValue) -> Option<Self> {
        let list: Array = Reflect::get(value, &"people".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let member = |person: JsValue| {
            let contact: Contact = from_js(&person)?;
            let is_advocate = Reflect::get(&person, &"is_advocate".into())
                .ok()?
                .as_bool()?;
            Some(TeamMember {
                contact,
                is_advocate,
            })
        };
        let people: Option<Vec<_>> = list.iter().map(member).collect();
        people.map(|people| Self { people })
    }
}

/// A sign-in of a caregiver as JSON, by a card's `code` or by the `token` of a square code.
pub fn sign_in_json(by: &str, value: &str, pin: &str, remember_device: bool) -> Option<String> {
    object_json(&[
        (by, JsValue::from_str(value)),
        ("pin", JsValue::from_str(pin)),
        ("remember_device", JsValue::from_bool(remember_device)),
    ])
}

/// The `code` of a problem (RFC 9457).
pub fn problem_code(body: &JsValue) -> Option<String> {
    Reflect::get(body, &"code".into()).ok()?.as_string()
}

/// A sign-in of a member of staff as JSON.
pub fn staff_sign_in_json(request: &StaffSignIn) -> Option<String> {
    object_json(&[
        ("user", JsValue::from_str(&request.user)),
        ("passphrase", JsValue::from_str(&request.passphrase)),
        ("totp", JsValue::from_str(&request.totp)),
    ])
}

/// What opens a family in an emergency, as JSON; `reason` as the wire spells it.
#[must_use]
pub fn emergency_json(number: &str, reason: &str, totp: &str) -> Option<String> {
    object_json(&[
        ("number", JsValue::from_str(number)),
        ("reason", JsValue::from_str(reason)),
        ("totp", JsValue::from_str(totp)),
    ])
}

fn object_json(fields: &[(&str, JsValue)]) -> Option<String> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).ok()?;
    }
    js_sys::JSON::stringify(&object).ok()?.as_string()
}
