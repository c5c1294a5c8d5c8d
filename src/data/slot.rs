//! A place in memory for one answer of the server. It outlives the screens that show it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::Remote;
use crate::api::{self, ApiError};
use crate::platform::clock;
use crate::platform::http::AbortSignal;

/// Asking again sooner would only cost a prepaid phone its data.
const AT_MOST_EVERY_MS: i64 = 30_000;

#[derive(Clone, Default, PartialEq)]
struct Asked {
    path: String,
    at_ms: i64,
    arrived_ms: i64,
    watchers: u32,
}

/// One answer of the server, kept in memory.
pub struct Slot<T: Send + Sync + 'static> {
    state: RwSignal<Remote<T>>,
    asked: StoredValue<Asked>,
}

impl<T: Send + Sync + 'static> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Slot<T> {}

impl<T: Send + Sync + Clone + PartialEq + DeserializeOwned + 'static> Slot<T> {
    /// An empty place. Made once, at the root of the app.
    #[must_use]
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(Remote::Loading),
            asked: StoredValue::new(Asked::default()),
        }
    }

    /// What is known.
    #[must_use]
    pub fn state(self) -> Signal<Remote<T>> {
        self.state.into()
    }

    /// Forgets everything, at once.
    pub fn forget(self) {
        self.state.set(Remote::Loading);
        self.asked.update_value(|asked| {
            *asked = Asked {
                watchers: asked.watchers,
                ..Asked::default()
            };
        });
    }

    /// A screen begins to show this place.
    pub fn watch(self) {
        self.asked.update_value(|asked| asked.watchers += 1);
        on_cleanup(move || {
            self.asked.try_update_value(|asked| asked.watchers -= 1);
        });
    }

    /// Asks the server, unless it was asked the same thing just now. What is known stays on screen
    /// meanwhile. `ended` is told when nobody is signed in any more.
    pub fn refresh(self, path: String, cancel: Option<AbortSignal>, ended: impl Fn() + 'static) {
        let now = clock::now_ms();
        let before = self.asked.get_value();
        if before.path == path && now - before.at_ms < AT_MOST_EVERY_MS {
            return;
        }
        self.ask(path, now, cancel, ended);
    }

    /// Asks the server now, because the person wants to try again.
    pub fn retry(self, ended: impl Fn() + 'static) {
        let path = self.asked.get_value().path;
        if self
            .state
            .with_untracked(|s| matches!(s, Remote::Failed(_)))
        {
            self.state.set(Remote::Loading);
        }
        self.ask(path, clock::now_ms(), None, ended);
    }

    fn ask(self, path: String, now: i64, cancel: Option<AbortSignal>, ended: impl Fn() + 'static) {
        self.asked.update_value(|asked| {
            asked.path.clone_from(&path);
            asked.at_ms = now;
        });
        spawn_local(async move {
            let answer = api::get::<T>(&path, cancel).await;
            let asked = self.asked.get_value();
            // Forgotten or asked something else meanwhile: this answer is nobody's.
            if asked.path != path || asked.at_ms != now {
                return;
            }
            match answer {
                Ok(value) => {
                    self.asked.update_value(|a| a.arrived_ms = clock::now_ms());
                    let fresh = Remote::Fresh(value);
                    if self.state.with_untracked(|known| *known != fresh) {
                        self.state.set(fresh);
                    }
                }
                // The screen that asked is gone, but the next one may be waiting already.
                Err(ApiError::Cancelled) if asked.watchers > 0 => {
                    self.ask(path, clock::now_ms(), None, ended);
                }
                Err(ApiError::Cancelled) => self.asked.update_value(|a| a.at_ms = 0),
                Err(ApiError::SessionEnded) => ended(),
                Err(error) => {
                    let known = self.state.get_untracked();
                    self.state.set(known.after_failure(error, asked.arrived_ms));
                }
            }
        });
    }
}

impl<T: Send + Sync + Clone + PartialEq + DeserializeOwned + 'static> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}
