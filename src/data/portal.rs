//! Everything the portal holds in memory, and how it forgets it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_types::{Answer, Center, Overview, ServiceDetail, Session, Updates};

use super::{Book, Finder, Slot, Speech, effect};
use crate::api::{self, ApiError, Steps, Team, Visits, Wire, endpoints};

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
    /// A caregiver, or in the office a member of staff.
    SignedIn(Session),
}

/// The portal's memory.
#[derive(Clone, Copy)]
pub struct Portal {
    /// Whether somebody is signed in.
    pub access: RwSignal<Access>,
    /// Whether the note about the leave button has been read in this session.
    pub welcomed: RwSignal<bool>,
    /// Whether a visit is on its way from the touch screen: whoever was signed in before is not shown meanwhile.
    pub arriving: RwSignal<bool>,
    /// Whether this is the touch screen of the lobby: no links to other sites, nothing to print.
    pub kiosk: bool,
    /// The centre's public facts.
    pub center: Slot<Center>,
    /// The centre's words in the current language.
    pub playbook: Slot<Book>,
    /// The services directory, to be searched.
    pub finder: Finder,
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
    /// An empty memory. Made once, at the root of a program.
    #[must_use]
    pub fn new() -> Self {
        Self::with(false)
    }

    /// The memory of the lobby's program.
    #[must_use]
    pub fn in_lobby() -> Self {
        Self::with(true)
    }

    fn with(kiosk: bool) -> Self {
        let access = RwSignal::new(Access::Checking);
        // A place cannot name the memory it lies in: it raises the flag, and the wiping follows.
        let ended = Some(Callback::new(move |()| access.set(Access::Ended)));
        Self {
            access,
            welcomed: RwSignal::new(false),
            arriving: RwSignal::new(false),
            kiosk,
            center: Slot::new(None),
            playbook: Slot::new(None),
            finder: Finder::new(),
            service: Slot::new(None),
            overview: Slot::new(ended),
            steps: Slot::new(ended),
            visits: Slot::new(ended),
            team: Slot::new(ended),
            updates: Slot::new(ended),
        }
    }

    /// Asks the server who is signed in.
    pub fn check(self) {
        spawn_local(async move {
            let answer = api::get(endpoints::SESSION, None).await;
            let session = answer.and_then(|body| Session::read(&body).ok_or(ApiError::BadData));
            let access = match session {
                Ok(session) => Access::SignedIn(session),
                Err(ApiError::SessionEnded) => Access::SignedOut,
                Err(error) => Access::Unreachable(error),
            };
            self.access.set(access);
        });
    }

    /// Speaks the language of whoever is signed in, unless another one was chosen.
    pub fn greet(self, speech: Speech) {
        self.access.with(|access| {
            if let Access::SignedIn(session) = access {
                let language = session.language.as_deref();
                language.inspect(|tag| speech.suggest(tag));
            }
        });
    }

    /// From now on, forgets every fact of the family when a session ends by itself.
    pub fn wipe_on_end(self) {
        effect(move || {
            if self
                .access
                .with(|a| matches!(a, Access::SignedOut | Access::Ended))
            {
                untrack(|| self.wipe());
            }
        });
    }

    /// Whether somebody is signed in at this moment; nobody is told when that changes.
    #[must_use]
    pub fn is_signed_in(self) -> bool {
        self.access
            .with_untracked(|access| matches!(access, Access::SignedIn(_)))
    }

    /// Wrong tries with this card, or this name, since the sign-in before.
    #[must_use]
    pub fn wrong_tries(self) -> i32 {
        self.access.with(|access| match access {
            Access::SignedIn(session) => i32::try_from(session.wrong_tries).unwrap_or(0),
            _ => 0,
        })
    }

    /// Signs out: forgets all at once, then tells the server.
    pub fn sign_out(self) {
        self.wipe();
        self.access.set(Access::SignedOut);
        spawn_local(api::sign_out());
    }

    /// Forgets every fact of the family.
    pub fn wipe(self) {
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
