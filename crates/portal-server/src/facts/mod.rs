//! Accepted facts, as the working database keeps them: parsed, checked, and
//! without a word of an agency's free text.
//!
//! Ids in here are the source's own; they become opaque when a snapshot is made.

mod appointment;
mod people;
mod step;

pub use appointment::{AppointmentFact, Change, HiddenStatus, PlaceFact, StatusFact};
pub use people::{
    AgencyFact, CaregiverFact, ChildFact, ContactFact, FamilyFact, GrantFact, IdentifierFact,
    Right, TeamMemberFact,
};
pub use step::{NewsFact, PromiseFact, StepFact, StepStage};

use serde::{Deserialize, Serialize};

/// One accepted fact of any type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Fact {
    /// An agency of the centre.
    Agency(AgencyFact),
    /// A place visits happen at.
    Place(PlaceFact),
    /// Somebody to call.
    Contact(ContactFact),
    /// A family.
    Family(FamilyFact),
    /// A child of a family.
    Child(ChildFact),
    /// A caregiver of a family.
    Caregiver(CaregiverFact),
    /// What a caregiver may see, and until when.
    Grant(GrantFact),
    /// How an agency calls a family.
    Identifier(IdentifierFact),
    /// A step of a case.
    Step(StepFact),
    /// A promised date for a step.
    Promise(PromiseFact),
    /// A visit.
    Appointment(AppointmentFact),
    /// Somebody on a family's team.
    TeamMember(TeamMemberFact),
    /// Something that changed.
    News(NewsFact),
}

impl Fact {
    /// The type's name in the feed and in the working database.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::Agency(_) => "agency",
            Fact::Place(_) => "place",
            Fact::Contact(_) => "contact",
            Fact::Family(_) => "family",
            Fact::Child(_) => "child",
            Fact::Caregiver(_) => "caregiver",
            Fact::Grant(_) => "grant",
            Fact::Identifier(_) => "identifier",
            Fact::Step(_) => "step",
            Fact::Promise(_) => "promise",
            Fact::Appointment(_) => "appointment",
            Fact::TeamMember(_) => "team_member",
            Fact::News(_) => "news",
        }
    }

    /// The source's own id of this fact.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Fact::Agency(f) => &f.id,
            Fact::Place(f) => &f.id,
            Fact::Contact(f) => &f.id,
            Fact::Family(f) => &f.id,
            Fact::Child(f) => &f.id,
            Fact::Caregiver(f) => &f.id,
            Fact::Grant(f) => &f.id,
            Fact::Identifier(f) => &f.id,
            Fact::Step(f) => &f.id,
            Fact::Promise(f) => &f.id,
            Fact::Appointment(f) => &f.id,
            Fact::TeamMember(f) => &f.id,
            Fact::News(f) => &f.id,
        }
    }

    /// The family this fact is about, where it names one.
    #[must_use]
    pub fn family(&self) -> Option<&str> {
        match self {
            Fact::Family(f) => Some(&f.id),
            Fact::Child(f) => Some(&f.family),
            Fact::Caregiver(f) => Some(&f.family),
            Fact::Identifier(f) => Some(&f.family),
            Fact::Step(f) => Some(&f.family),
            Fact::Appointment(f) => Some(&f.family),
            Fact::TeamMember(f) => Some(&f.family),
            Fact::News(f) => Some(&f.family),
            Fact::Agency(_)
            | Fact::Place(_)
            | Fact::Contact(_)
            | Fact::Grant(_)
            | Fact::Promise(_) => None,
        }
    }
}
