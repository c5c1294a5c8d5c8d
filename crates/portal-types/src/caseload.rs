//! The families one advocate serves, and why each needs somebody.

use serde::{Deserialize, Serialize};

use crate::{Interpreter, Update};

/// The families of an advocate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Caseload {
    /// Who needs somebody most comes first.
    pub families: Vec<FamilyLine>,
}

/// One family in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FamilyLine {
    /// Opaque id.
    pub id: String,
    /// The centre's own number of the family.
    pub number: String,
    /// What the centre calls the family, for staff only.
    pub name: Option<String>,
    /// The family's language, a BCP 47 tag.
    pub language: String,
    /// Why they need somebody, the most pressing first; empty when nothing does.
    pub needs: Vec<Attention>,
    /// How many promises are late.
    pub late: u32,
    /// The promise that is late for the longest time.
    pub latest: Option<AgencyDays>,
    /// The agency that has been quiet for the longest time.
    pub quiet: Option<AgencyDays>,
    /// The next visit.
    pub next_visit: Option<VisitLine>,
    /// The next visit that still lacks its interpreter.
    pub without_interpreter: Option<VisitLine>,
    /// The caregivers, each with their card.
    pub caregivers: Vec<CaregiverLine>,
    /// What changed since this advocate opened the family last; `null` when nothing did.
    pub news: Option<NewsLine>,
    /// ISO date this advocate opened the family last.
    pub opened_on: Option<String>,
    /// Whether this is not the advocate's own family, but was opened in an emergency.
    pub emergency: bool,
}

/// Why a family needs somebody, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// A promise is late.
    Late,
    /// An agency has been quiet for too long.
    Quiet,
    /// A visit is today or tomorrow.
    VisitSoon,
    /// A visit ahead has no interpreter yet.
    NoInterpreter,
    /// A caregiver's card has ended or is about to.
    CardEnding,
}

/// An agency and a number of calendar days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgencyDays {
    /// The agency, an id found in `sources`.
    pub agency: String,
    /// Kind of the step.
    pub step_kind: String,
    /// How many days.
    pub days: i32,
}

/// A visit in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitLine {
    /// Key of the playbook's words for this kind of visit.
    pub kind: String,
    /// The agency, an id found in `sources`.
    pub agency: String,
    /// RFC 3339 with the centre's offset.
    pub starts_at: String,
    /// Calendar days from today in the centre's zone.
    pub in_days: i32,
    /// Whether an interpreter is needed and booked.
    pub interpreter: Interpreter,
}

/// A caregiver and their card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaregiverLine {
    /// Opaque id.
    pub id: String,
    /// What the centre calls them, e.g. "Parent 1".
    pub label: String,
    /// Their language, a BCP 47 tag.
    pub language: String,
    /// Whether a grant lets them see something today.
    pub sees: bool,
    /// Whether they are barred.
    pub barred: bool,
    /// Their newest card; `null` when they never had one.
    pub card: Option<CardLine>,
}

/// A card as advocates see it; no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardLine {
    /// The first four symbols of its code.
    pub selector: String,
    /// What it is worth today.
    pub state: CardState,
    /// ISO date of the last day it is good.
    pub ends_on: String,
    /// Calendar days until then; negative when it has ended.
    pub ends_in_days: i32,
    /// RFC 3339 time the portal was last opened with it.
    pub last_opened: Option<String>,
    /// Wrong tries since then.
    pub wrong_tries: u32,
}

/// What a card is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// It opens the portal.
    Good,
    /// Its last day has passed.
    Ended,
    /// Staff stopped it for now.
    Frozen,
    /// Staff took it back for good.
    Revoked,
}

/// What changed in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewsLine {
    /// How many things changed.
    pub count: u32,
    /// The newest.
    pub newest: Update,
}

/// Body of `POST /api/v1/advocate/emergency`: opens a family that is not the advocate's own until the session ends.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Emergency {
    /// The centre's own number of the family.
    pub number: String,
    /// Why.
    pub reason: EmergencyReason,
    /// A one-time code: whoever sits down at an open screen has none.
    pub totp: String,
}

/// Reasons to open a family that is not one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EmergencyReason {
    /// Somebody may be in danger.
    Danger,
    /// The family is here or on the phone, and their advocate is not.
    FamilyAsks,
    /// Their advocate is away.
    AdvocateAway,
}
