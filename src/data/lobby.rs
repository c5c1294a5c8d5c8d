//! What the touch screen in the lobby knows beside what the portal knows. In memory only.

use leptos::prelude::*;
use leptos::task::spawn_local;
use portal_types::Building;

use super::{Access, Portal, Slot};
use crate::api::{self, ApiError, endpoints};
use crate::platform::{clock, kiosk};

const LOOK_EVERY_MS: u32 = 5_000;

/// While all is well the server hears of this screen this often.
const TELL_EVERY_MS: i64 = 60_000;

/// How this screen stands with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is asking.
    Starting,
    /// Families may sign in.
    Ready,
    /// It has no key yet.
    New,
    /// Its key is not taken (any more).
    Off,
    /// The server cannot be reached.
    Unreachable,
}

impl Standing {
    /// The standing behind a word of `kiosk-key.js`.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "ready" => Self::Ready,
            "new" => Self::New,
            "refused" => Self::Off,
            _ => Self::Unreachable,
        }
    }
}

/// The lobby.
#[derive(Clone, Copy)]
pub struct LobbyMemory {
    /// How this screen stands with the server.
    pub standing: RwSignal<Standing>,
    /// The building, its hours, and who is where; public.
    pub building: Slot<Building>,
    /// When the server heard of this screen last, in milliseconds of its own clock.
    told: StoredValue<i64>,
    /// Whether a challenge was begun with: then the server is told, and else asked for one.
    begun: StoredValue<bool>,
}

impl LobbyMemory {
    /// An empty memory. Made once, at the root of the touch screen.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "made in one place")]
    pub fn new() -> Self {
        Self {
            standing: RwSignal::new(Standing::Starting),
            building: Slot::new(None),
            told: StoredValue::new(0),
            begun: StoredValue::new(false),
        }
    }

    /// Starts, and from now on looks whether the server is there, as long as the page runs.
    pub fn follow(self, portal: Portal) {
        self.start();
        clock::every(LOOK_EVERY_MS, move || self.look(portal));
    }

    /// Begins with a new challenge. Nobody may be signed in: the old one's session ends.
    fn start(self) {
        spawn_local(async move {
            let word = kiosk::start().await;
            self.settle(Standing::of(&word));
        });
    }

    /// Notes how this screen stands.
    pub fn settle(self, standing: Standing) {
        self.told.set_value(clock::now_ms());
        if standing == Standing::Ready {
            self.begun.set_value(true);
        }
        if self.standing.get_untracked() != standing {
            self.standing.set(standing);
        }
    }

    fn look(self, portal: Portal) {
        let standing = self.standing.get_untracked();
        let is_time = clock::now_ms() - self.told.get_value() >= TELL_EVERY_MS;
        if standing == Standing::Starting || !(is_time || standing == Standing::Unreachable) {
            return;
        }
        if !self.begun.get_value() {
            self.start();
            return;
        }
        spawn_local(async move {
            match api::get(endpoints::KIOSK, None).await {
                Ok(_) => {
                    self.settle(Standing::Ready);
                    keep_session(portal).await;
                }
                Err(ApiError::SessionEnded) => self.ended(portal),
                Err(_) => self.settle(Standing::Unreachable),
            }
        });
    }

    /// The server does not know the challenge any more: a family that is signed in is so no longer.
    fn ended(self, portal: Portal) {
        self.begun.set_value(false);
        if portal.is_signed_in() {
            portal.access.set(Access::Ended);
        } else {
            self.start();
        }
    }
}

/// Tells the server that a family is still reading: it ends a session that it hears nothing of for two minutes, so that a screen that
/// has lost its power leaves none behind. Whether somebody is there is judged here, by touches.
async fn keep_session(portal: Portal) {
    if portal.is_signed_in() && api::session().await == Ok(None) {
        portal.access.set(Access::Ended);
    }
}

/// The memory of the touch screen.
#[must_use]
pub fn use_lobby() -> LobbyMemory {
    expect_context()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_not_known_opens_nothing() {
        assert_eq!(Standing::of("ready"), Standing::Ready);
        assert_eq!(Standing::of("new"), Standing::New);
        assert_eq!(Standing::of("refused"), Standing::Off);
        for word in ["unreachable", "", "Ready"] {
            assert_eq!(Standing::of(word), Standing::Unreachable, "{word}");
        }
    }
}
