//! The bodies of a snapshot's rows: facts joined with what they point at, before the clock judges them.
//!
//! Reading bodies is most of what an answer costs, so they are written without the names of their fields, each field in its
//! place. Nothing may be left out when it is written, and a new field comes last, with a default: snapshots of an earlier
//! version do not have it. Those of still earlier ones have objects with names, which serde reads as well.

use jiff::Timestamp;
use jiff::civil::Date;
use portal_types::{
    AppointmentStatus, ChangeKind, ChildRef, Contact, Interpreter, PersonRef, Place, PromiseBasis,
    TeamMember, UpdateKind, WhoActs,
};
use serde::ser::Error;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::facts::StepStage;

/// A body as JSON in which structs are lists of their fields.
///
/// `MessagePack` has structs as lists already, and JSON is what every version of a snapshot has in its columns.
///
/// # Errors
/// When the body has something that JSON has not, such as a map with keys that are no texts.
pub fn write(body: &impl Serialize) -> serde_json::Result<String> {
    let listed = rmp_serde::to_vec(body).map_err(serde_json::Error::custom)?;
    let listed: Value = rmp_serde::from_slice(&listed).map_err(serde_json::Error::custom)?;
    serde_json::to_string(&listed)
}

/// A child as an item names it: the opaque id decides who may see it, the rest is shown.
///
/// Spelled out, not a [`ChildRef`] flattened into it: serde reads a flattened one through a map of its own, and
/// children stand in nearly every item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildBody {
    /// Opaque id.
    pub id: String,
    /// Position among the family's children, from 1.
    pub number: u8,
    /// Set only when the family chose to show it.
    pub first_name: Option<String>,
}

impl ChildBody {
    /// What is shown of it.
    #[must_use]
    pub fn shown(&self) -> ChildRef {
        ChildRef {
            number: self.number,
            first_name: self.first_name.clone(),
        }
    }
}

/// A step with its promises and people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepBody {
    /// Opaque id.
    pub id: String,
    /// Playbook key.
    pub kind: String,
    /// Agency id.
    pub agency: String,
    /// What the agency reports.
    pub stage: StepStage,
    /// Who acts now.
    pub who_acts: WhoActs,
    /// The children it is about.
    pub children: Vec<ChildBody>,
    /// Day it began.
    pub started_on: Option<Date>,
    /// Day it was finished.
    pub done_on: Option<Date>,
    /// Day the agency last confirmed it.
    pub last_confirmed_on: Option<Date>,
    /// Day somebody asked for a date.
    pub asked_on: Option<Date>,
    /// Who asked.
    pub asked_by: Option<Contact>,
    /// Day of the next check or review.
    pub next_check_on: Option<Date>,
    /// Playbook key.
    pub reason: Option<String>,
    /// Whom to call first.
    pub contact: Option<Contact>,
    /// Whom to call next.
    pub escalation: Vec<Contact>,
    /// Every promise the agency tells, the oldest first.
    pub promises: Vec<PromiseBody>,
    /// The source that told it, by its place in the snapshot's list.
    #[serde(default)]
    pub source: u32,
    /// Whether that source was reached, where it speaks for the agency; found out at each answer.
    #[serde(skip)]
    pub reached: Option<bool>,
    /// Promises it told before and does not tell any more, the oldest first. Snapshots of an earlier
    /// version have none.
    #[serde(default)]
    pub past: Vec<PastBody>,
    /// The day a law or policy sets. Not in the snapshot: the rules in force say it.
    #[serde(skip)]
    pub rule: Option<PromiseBody>,
}

/// One promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseBody {
    /// The promised day.
    pub by: Date,
    /// Day it was made.
    pub made_on: Option<Date>,
    /// What it rests on.
    pub basis: PromiseBasis,
    /// Playbook key.
    pub source_key: Option<String>,
}

/// A promise that a source does not tell any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastBody {
    /// As it was told.
    #[serde(flatten)]
    pub promise: PromiseBody,
    /// Day of the import that took it away.
    pub gone_on: Date,
}

/// A visit with its place and people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentBody {
    /// Opaque id.
    pub id: String,
    /// Playbook key.
    pub kind: String,
    /// Agency id.
    pub agency: String,
    /// FHIR R4 status; `entered-in-error` never gets here.
    pub status: AppointmentStatus,
    /// Start.
    pub starts_at: Option<Timestamp>,
    /// End.
    pub ends_at: Option<Timestamp>,
    /// Where.
    pub place: Option<Place>,
    /// Whom the family meets.
    pub people: Vec<PersonRef>,
    /// The children who come.
    pub children: Vec<ChildBody>,
    /// Whether an interpreter is needed and booked.
    pub interpreter: Interpreter,
    /// Playbook keys.
    pub bring: Vec<String>,
    /// The latest change.
    pub changed: Option<ChangeBody>,
    /// Which of its versions this is; absent in what an earlier version of the program published.
    #[serde(default)]
    pub revision: RevisionBody,
    /// Set where other sources speak of the same visit.
    #[serde(default)]
    pub word: Option<WordBody>,
}

/// Which version of a visit this is, counted by what its calendar entry shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionBody {
    /// How often it changed; never falls.
    pub number: u32,
    /// When it came to be as it is, where that is known.
    pub at: Option<Timestamp>,
}

/// What a source's row is among the rows of other sources about the same visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordBody {
    /// Equal in all rows of a family that tell of one visit.
    pub of: String,
    /// When the source said it.
    pub at: Timestamp,
    /// The source, by its place in the snapshot's list.
    pub source: u32,
    /// Whether the source takes the visit back as entered by mistake; its other fields say nothing then.
    pub taken_back: bool,
}

/// A visit as one caregiver may see it: the newest word of those meant for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// What is shown.
    pub body: AppointmentBody,
    /// Every id the visit goes by; sources may have one each.
    pub ids: Vec<String>,
    /// The newest word that does not agree with it.
    pub other: Option<AppointmentBody>,
}

impl Visit {
    /// A visit that no other source speaks of.
    #[must_use]
    pub fn alone(body: AppointmentBody) -> Self {
        Self {
            ids: vec![body.id.clone()],
            other: None,
            body,
        }
    }
}

/// The latest change of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeBody {
    /// What changed.
    pub what: ChangeKind,
    /// Day of the change.
    pub on: Date,
    /// Start before it was moved.
    pub from: Option<Timestamp>,
    /// Playbook key.
    pub reason: Option<String>,
}

/// Somebody on the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "FlatMember", into = "FlatMember")]
pub struct TeamBody {
    /// As it is shown.
    pub member: TeamMember,
}

/// The same as it is kept: serde would read what is flattened through maps of its own.
#[derive(Serialize, Deserialize)]
struct FlatMember {
    name: String,
    role: String,
    agency: String,
    phone: Option<String>,
    extension: Option<String>,
    is_advocate: bool,
}

impl From<TeamBody> for FlatMember {
    fn from(TeamBody { member }: TeamBody) -> Self {
        let contact = member.contact;
        Self {
            name: contact.name,
            role: contact.role,
            agency: contact.agency,
            phone: contact.phone,
            extension: contact.extension,
            is_advocate: member.is_advocate,
        }
    }
}

impl From<FlatMember> for TeamBody {
    fn from(flat: FlatMember) -> Self {
        let contact = Contact {
            name: flat.name,
            role: flat.role,
            agency: flat.agency,
            phone: flat.phone,
            extension: flat.extension,
        };
        let is_advocate = flat.is_advocate;
        Self {
            member: TeamMember {
                contact,
                is_advocate,
            },
        }
    }
}

/// A piece of news.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsBody {
    /// Opaque id.
    pub id: String,
    /// Day it happened.
    pub on: Date,
    /// What happened.
    pub kind: UpdateKind,
    /// Agency id.
    pub agency: String,
    /// Kind of the step it is about.
    pub step_kind: Option<String>,
    /// Kind of the visit it is about.
    pub appointment_kind: Option<String>,
    /// New date or time as the feed spells it.
    pub to: Option<String>,
    /// The visit it is about as all sources know it, and the source that told it.
    #[serde(default)]
    pub visit: Option<(String, u32)>,
}

#[cfg(test)]
#[path = "bodies_tests.rs"]
mod tests;
