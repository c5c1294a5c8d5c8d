//! From a line's fields to a fact, one function per type.

mod people;
mod story;

use std::collections::BTreeMap;

use super::fields::Fields;
use crate::facts::{Fact, FamilyFact};

/// The types a line may have, as the error for any other type names them.
pub const TYPES: &str = "agency, place, contact, family, child, caregiver, grant, identifier, step, promise, appointment, team_member, news";

/// Reads one line of type `kind`; `None` for a type that does not exist.
pub fn read(kind: &str, f: &mut Fields, set_aside: &mut BTreeMap<String, u64>) -> Option<Fact> {
    Some(match kind {
        "agency" => people::agency(f),
        "place" => people::place(f),
        "contact" => people::contact(f),
        "family" => Fact::Family(FamilyFact {
            id: f.required_key("id"),
            name: f.name("name"),
            language: people::language(f),
        }),
        "child" => people::child(f),
        "caregiver" => people::caregiver(f),
        "grant" => people::grant(f),
        "identifier" => people::identifier(f),
        "step" => story::step(f),
        "promise" => story::promise(f),
        "appointment" => story::appointment(f, set_aside),
        "team_member" => people::team_member(f),
        "news" => story::news(f),
        _ => return None,
    })
}
