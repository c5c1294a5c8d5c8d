//! Everything the portal holds in memory, and how it forgets it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_types::{
    Answer, Appointment, Center, Directory, Overview, Playbook, ServiceDetail, Session, Step,
    TeamMember, Update,
};
use serde::Deserialize;

use super::Slot;
use crate::api::{self, ApiError, endpoints};

/// Whether somebody is signed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// The server has not said yet.
    Checking,
    /// The server could not be asked.
    Unreachable(ApiError),
    /// Nobody.
    SignedOut,
    /// Nobody any more: the session ran out or was ended elsewhere.
    Ended,
    /// A caregiver.
    SignedIn(Session),
}

/// The facts of `me/steps`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Steps {
    /// In the order of the path.
    pub steps: Vec<Step>,
}

/// The facts of `me/appointments`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Visits {
    /// In the order of the list; a visit's page is its position here.
    pub appointments: Vec<Appointment>,
}

/// The facts of `me/team`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Team {
    /// The family's team.
    pub people: Vec<TeamMember>,
}

/// The facts of `me/updates`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Updates {
    /// The newest first.
    pub updates: Vec<Update>,
}

/// The portal's memory.
#[derive(Clone, Copy)]
pub struct Portal {
    /// Whether somebody is signed in.
    pub access: RwSignal<Access>,
    /// Whether the note about the leave button has been read in this session.
    pub welcomed: RwSignal<bool>,
    /// The centre's public facts.
    pub center: Slot<Center>,
    /// The centre's words in the current language.
    pub playbook: Slot<Playbook>,
    /// The services directory.
    pub directory: Slot<Directory>,
    /// The service last looked at.
    pub service: Slot<ServiceDetail>,
    /// Home.
    pub overview: Slot<Answer<Overview>>,
    /// The path.
    pub steps: Slot<Answer<Steps>>,
    /// The visits.
    pub visits: Slot<Answer<Visits>>,
    /// The team.
    pub team: Slot<Answer<Team>>,
    /// What changed.
    pub updates: Slot<Answer<Updates>>,
}

impl Portal {
    /// An empty memory. Made once, at the root of the app.
    #[must_use]
    pub fn new() -> Self {
        Self {
            access: RwSignal::new(Access::Checking),
            welcomed: RwSignal::new(false),
            center: Slot::new(),
            playbook: Slot::new(),
            directory: Slot::new(),
            service: Slot::new(),
            overview: Slot::new(),
            steps: Slot::new(),
            visits: Slot::new(),
            team: Slot::new(),
            updates: Slot::new(),
        }
    }

    /// Asks the server who is signed in.
    pub fn check(self) {
        spawn_local(async move {
            let access = match api::get::<Session>(endpoints::SESSION, None).await {
                Ok(session) => Access::SignedIn(session),
                Err(ApiError::SessionEnded) => Access::SignedOut,
                Err(error) => Access::Unreachable(error),
            };
            self.access.set(access);
        });
    }

    /// The session is over without the person's doing: forgets all and says so.
    pub fn end(self) {
        self.wipe();
        self.access.set(Access::Ended);
    }

    /// Signs out: forgets all at once, then tells the server.
    pub fn sign_out(self) {
        self.wipe();
        self.access.set(Access::SignedOut);
        spawn_local(api::sign_out());
    }

    /// Forgets every fact of the family.
    fn wipe(self) {
        self.overview.forget();
        self.steps.forget();
        self.visits.forget();
        self.team.forget();
        self.updates.forget();
        self.welcomed.set(false);
    }
}

impl Default for Portal {
    fn default() -> Self {
        Self::new()
    }
}

/// The memory of the app.
#[must_use]
pub fn use_portal() -> Portal {
    expect_context()
}
