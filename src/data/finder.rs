//! The directory, ready to be searched once somebody wants to. It outlives the screens that ask it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Remote;
use crate::api::{ApiError, endpoints};
use crate::platform::search::{self, Engine};

/// The directory and its search.
#[derive(Clone, Copy)]
pub struct Finder {
    /// `None` until somebody wants to search.
    state: RwSignal<Option<Remote<()>>>,
    engine: StoredValue<Option<Engine>, LocalStorage>,
    /// Hash of the directory that is open or on its way.
    hash: StoredValue<String>,
}

impl Finder {
    /// Nothing yet. Made once, at the root of the app.
    #[must_use]
    pub fn new() -> Self {
        Self {
            state: RwSignal::new(None),
            engine: StoredValue::new_local(None),
            hash: StoredValue::new(String::new()),
        }
    }

    /// Opens the directory with this hash, unless it is open, on its way or failed.
    pub fn open(self, hash: &str) {
        if self.hash.with_value(|known| known != hash) {
            self.hash.set_value(hash.to_owned());
            self.ask();
        }
    }

    /// Tries again what failed, because the person wants it.
    pub fn retry(self) {
        if self
            .state
            .with_untracked(|s| matches!(s, Some(Remote::Failed(_))))
        {
            self.ask();
        }
    }

    fn ask(self) {
        let hash = self.hash.get_value();
        // What is open stays open while a newer directory is on its way.
        if self.engine.with_value(Option::is_none) {
            self.state.set(Some(Remote::Loading));
        }
        spawn_local(async move {
            let opened = search::open(&endpoints::directory_pack(&hash)).await;
            if self.hash.with_value(|wanted| *wanted != hash) {
                return;
            }
            match opened {
                Ok(engine) => {
                    self.engine.set_value(Some(engine));
                    self.state.set(Some(Remote::Fresh(())));
                }
                Err(status) if self.engine.with_value(Option::is_none) => {
                    self.state.set(Some(Remote::Failed(error(status))));
                }
                Err(_) => {}
            }
        });
    }

    /// Whether the directory is being fetched, open or failed; `None` when nobody has searched yet.
    #[must_use]
    pub fn state(self) -> Option<Remote<()>> {
        self.state.get()
    }

    /// Why there is no directory, if that was tried.
    #[must_use]
    pub fn failure(self) -> Option<ApiError> {
        match self.state.get() {
            Some(Remote::Failed(error)) => Some(error),
            _ => None,
        }
    }

    /// Asks the search, and again whenever another directory is open. Nothing until one is.
    pub fn with<R>(self, ask: impl FnOnce(&Engine) -> R) -> Option<R> {
        self.state.track();
        self.engine.with_value(|engine| engine.as_ref().map(ask))
    }
}

impl Default for Finder {
    fn default() -> Self {
        Self::new()
    }
}

fn error(status: u16) -> ApiError {
    match status {
        0 => ApiError::Offline,
        status => ApiError::of_status(status).unwrap_or(ApiError::BadData),
    }
}
