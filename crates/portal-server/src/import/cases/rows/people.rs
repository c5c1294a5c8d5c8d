//! Lines about agencies, places, families and the people who help them.

use portal_types::Place;

use super::super::fields::Fields;
use super::super::names;
use crate::facts::{
    AgencyFact, CaregiverFact, ChildFact, ContactFact, Fact, GrantFact, IdentifierFact, PlaceFact,
    TeamMemberFact,
};

/// An agency.
pub fn agency(f: &mut Fields) -> Fact {
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

/// A place; a confidential one must carry no address.
pub fn place(f: &mut Fields) -> Fact {
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

/// Somebody to call.
pub fn contact(f: &mut Fields) -> Fact {
    Fact::Contact(ContactFact {
        id: f.required_key("id"),
        agency: f.required_reference("agency", "agency"),
        name: f.required_name("name"),
        role: f.required_key("role"),
        phone: phone(f),
        extension: f.key("extension"),
    })
}

/// A child.
pub fn child(f: &mut Fields) -> Fact {
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

/// A caregiver.
pub fn caregiver(f: &mut Fields) -> Fact {
    Fact::Caregiver(CaregiverFact {
        id: f.required_key("id"),
        family: f.required_reference("family", "family"),
        label: f.required_name("label"),
        language: language(f),
        barred: f.flag("barred", false),
    })
}

/// What a caregiver may see, and until when.
pub fn grant(f: &mut Fields) -> Fact {
    let rights = "the lists made of steps, appointments, team and updates";
    let grant = GrantFact {
        id: f.required_key("id"),
        caregiver: f.required_reference("caregiver", "caregiver"),
        rights: f.required_choices("rights", rights).unwrap_or_default(),
        children: f.references("children", "child"),
        starts_on: f.required_date("starts_on"),
        ends_on: f.required_date("ends_on"),
    };
    if f.errors.is_empty() && grant.ends_on < grant.starts_on {
        f.error("ends_on", "expected a day on or after starts_on");
    }
    Fact::Grant(grant)
}

/// How an agency calls a family or a child; sealed before it is kept.
pub fn identifier(f: &mut Fields) -> Fact {
    Fact::Identifier(IdentifierFact {
        id: f.required_key("id"),
        agency: f.required_reference("agency", "agency"),
        value: f.required_name("value"),
        family: f.required_reference("family", "family"),
        child: f.reference("child", "child"),
    })
}

/// Somebody on a family's team.
pub fn team_member(f: &mut Fields) -> Fact {
    Fact::TeamMember(TeamMemberFact {
        id: f.required_key("id"),
        family: f.required_reference("family", "family"),
        contact: f.required_reference("contact", "contact"),
        advocate: f.flag("advocate", false),
        visible_to: f.references("visible_to", "caregiver"),
    })
}

/// A phone number as people read it: digits and the usual marks, at least seven digits.
fn phone(f: &mut Fields) -> Option<String> {
    let text = f.name("phone")?;
    if names::is_phone(&text) {
        return Some(text);
    }
    f.error("phone", "expected 7 to 15 digits with spaces, dots, dashes or brackets, such as 816-555-0100; an extension has its own field");
    None
}

/// A BCP 47 language tag: letters first, then parts of letters and digits.
pub fn language(f: &mut Fields) -> String {
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
