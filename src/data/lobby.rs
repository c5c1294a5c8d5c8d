//! What the touch screen in the lobby knows beside what the portal knows. In memory only.

use leptos::prelude::*;
use portal_types::Building;

use super::Slot;

/// The lobby.
#[derive(Clone, Copy)]
pub struct LobbyMemory {
    /// The building, its hours, and who is where; public.
    pub building: Slot<Building>,
}

impl LobbyMemory {
    /// An empty memory. Made once, at the root of the touch screen.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "made in one place")]
    pub fn new() -> Self {
        Self {
            building: Slot::new(None),
        }
    }
}

/// The memory of the touch screen.
#[must_use]
pub fn use_lobby() -> LobbyMemory {
    expect_context()
}
