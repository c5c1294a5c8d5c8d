//! The wire contract between the portal and its server: what every answer of
//! `/api/v1` looks like, and the newtypes both sides check input with.
//!
//! No input or output happens here and nothing but serde is linked, so that the
//! same types compile for the server and for wasm. Facts only: the words for
//! every `kind` come from the [`Playbook`].
//!
//! Dates are ISO 8601 (`2026-03-06`), times RFC 3339 with offset; both travel as
//! text, because the server has done all arithmetic (`in_days`, `days_late`) and
//! the browser formats them with its own `Intl`. There are no floats.

mod answer;
mod appointment;
pub mod board;
mod building;
mod card_code;
mod caseload;
mod center;
mod directory;
mod enrolment_code;
pub mod kiosk;
mod kiosk_list;
pub mod marks;
mod overview;
mod playbook;
mod problem;
mod session;
mod step;
mod team;
mod update;

pub use answer::{Answer, SourceState};
pub use appointment::{
    Appointment, AppointmentChange, AppointmentStatus, ChangeKind, ChildRef, Difference,
    Interpreter, Parking, PersonRef, Place,
};
pub use board::{
    Board, BoardAgency, BoardDelay, BoardFigures, BoardMonth, EDGE_PERCENT, FEWEST_FAMILIES,
};
pub use building::{Building, BuildingDay, BuildingRoom, OpenSpan, Presence, PresenceState};
pub use card_code::{CardCode, CardCodeError, Pin, PinError};
pub use caseload::{
    AgencyDays, Attention, CardLine, CardState, CaregiverLine, Caseload, Emergency,
    EmergencyReason, FamilyLine, NewsLine, VisitLine,
};
pub use center::{Center, CenterPlace, DirectoryRef};
pub use directory::{Cost, Need, OpeningHours, ServiceDetail, ServicePhone};
pub use enrolment_code::EnrolmentCode;
pub use kiosk::{
    EnrolledKiosk, Handoff, HandoffRedemption, HandoffState, HandoffStatus, KioskChallenge,
    KioskEnrolment, KioskRef, StartedKiosk,
};
pub use kiosk_list::{KioskLine, KioskState, Kiosks};
pub use overview::{Overview, QuietAgency};
pub use playbook::{
    AgencyRules, AgencyWords, AppointmentWords, Entries, GlossaryWords, Playbook, PlaybookRules,
    PlaybookWords, PromiseFrom, PromiseRule, PromiseSourceRules, PromiseSourceWords, ReasonWords,
    RightRules, RightWords, RoleWords, StepRules, StepWords, VisitRules,
};
pub use problem::Problem;
pub use session::{
    CaregiverSignIn, Mode, PrincipalKind, Session, SignInRequest, StaffRef, StaffRole, StaffSignIn,
};
pub use step::{PastPromise, Promise, PromiseBasis, PromiseOutcome, Step, StepState, WhoActs};
pub use team::{Contact, TeamMember};
pub use update::{Update, UpdateKind, Updates};
