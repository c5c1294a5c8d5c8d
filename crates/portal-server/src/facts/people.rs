//! Facts about agencies, families, caregivers and the people who help them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An agency of the centre; its id is the same for every source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyFact {
    /// Id within the centre.
    pub id: String,
    /// Playbook key.
    pub kind: String,
    /// Proper name.
    pub name: String,
    /// Main number, display form.
    pub phone: Option<String>,
    /// Calendar days without news after which the agency counts as quiet; absent means never.
    pub quiet_after_days: Option<i32>,
    /// When the agency last confirmed anything at all.
    pub last_confirmed_on: Option<Date>,
    /// Whether its latest data arrived.
    pub ok: bool,
}

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFact {
    /// The source's id.
    pub id: String,
    /// Agency id.
    pub agency: String,
    /// As they introduce themselves.
    pub name: String,
    /// Playbook key.
    pub role: String,
    /// Display form.
    pub phone: Option<String>,
    /// Extension to dial.
    pub extension: Option<String>,
}

/// A family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyFact {
    /// Id within the centre: its own number of the family.
    pub id: String,
    /// What the centre calls the family; for the list of its advocate and nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// BCP 47 tag.
    pub language: String,
}

/// A child of a family.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildFact {
    /// Id within the centre.
    pub id: String,
    /// Family id.
    pub family: String,
    /// Position among the family's children, from 1.
    pub number: u8,
    /// Only when the family chose to show it.
    pub first_name: Option<String>,
}

/// A caregiver: the person a card belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaregiverFact {
    /// Id within the centre.
    pub id: String,
    /// Family id.
    pub family: String,
    /// For staff lists only, e.g. "Parent 1".
    pub label: String,
    /// BCP 47 tag.
    pub language: String,
    /// Beats every grant (VAWA 34 USC 12291(b)(2), 28 CFR 94.115).
    pub barred: bool,
}

/// How one agency calls a family or one of its children.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifierFact {
    /// The source's id of this row.
    pub id: String,
    /// Agency id.
    pub agency: String,
    /// Keyed digest of what the agency calls them: the number itself is not kept.
    pub value: String,
    /// Family id.
    pub family: String,
    /// Child id, when it is a child's number.
    pub child: Option<String>,
}

/// What one caregiver may see, from one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantFact {
    /// The source's id.
    pub id: String,
    /// Caregiver id.
    pub caregiver: String,
    /// What they may see.
    pub rights: Vec<Right>,
    /// Child ids; absent means every child and what is about no child in particular.
    pub children: Option<Vec<String>>,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
}

/// The rights a grant can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// The steps of the case.
    Steps,
    /// Visits.
    Appointments,
    /// Who is on the team.
    Team,
    /// What changed.
    Updates,
}

impl Right {
    /// The right's bit in the snapshot's `rights` column.
    #[must_use]
    pub const fn bit(self) -> i64 {
        1 << self as i64
    }
}

/// Somebody on a family's team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMemberFact {
    /// The source's id.
    pub id: String,
    /// Family id.
    pub family: String,
    /// Contact id.
    pub contact: String,
    /// Whether this is the family's own advocate.
    pub advocate: bool,
    /// Caregiver ids; absent means every caregiver with the right.
    pub visible_to: Option<Vec<String>>,
}
