//! A place in memory for one answer of the server. It outlives the screens that show it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::Remote;
use crate::api::{self, ApiError, Wire};
use crate::platform::clock;
use crate::platform::http::AbortSignal;

/// Asking again sooner would only cost a prepaid phone its data.
const AT_MOST_EVERY_MS: i64 = 30_000;

#[derive(Clone, Default)]
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
    /// Told when nobody is signed in any more.
    ended: Option<Callback<()>>,
}

impl<T: Send + Sync + 'static> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Slot<T> {}

impl<T: Wire + Send + Sync + 'static> Slot<T> {
    /// An empty place. Made once, at the root of the app.
    #[must_use]
    pub fn new(ended: Option<Callback<()>>) -> Self {
        Self {
            state: RwSignal::new(Remote::Loading),
            asked: StoredValue::new(Asked::default()),
            ended,
        }
    }

    /// Looks at what is known, and again whenever that changes.
    pub fn with<R>(self, look: impl FnOnce(&Remote<T>) -> R) -> R {
        self.state.with(look)
    }

    /// Why there is nothing to look at, if that is so.
    pub fn failure(self) -> Option<ApiError> {
        self.state.with(|state| match state {
            Remote::Failed(error) => Some(*error),
            _ => None,
        })
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
        let asked = self.asked;
        asked.update_value(|asked| asked.watchers += 1);
        on_cleanup(move || {
            asked.try_update_value(|asked| asked.watchers -= 1);
        });
    }

    /// Asks the server, unless it was asked the same thing just now. What is known stays on screen
    /// meanwhile.
    pub fn refresh(self, path: &str, cancel: Option<AbortSignal>) {
        let now = clock::now_ms();
        let recent = |asked: &Asked| asked.path == path && now - asked.at_ms < AT_MOST_EVERY_MS;
        if !self.asked.with_value(recent) {
            self.ask(path.to_owned(), now, cancel);
        }
    }

    /// Asks the server now, because the person wants to try again.
    pub fn retry(self) {
        if self
            .state
            .with_untracked(|s| matches!(s, Remote::Failed(_)))
        {
            self.state.set(Remote::Loading);
        }
        self.ask(self.asked.get_value().path, clock::now_ms(), None);
    }

    fn ask(self, path: String, now: i64, cancel: Option<AbortSignal>) {
        self.asked.update_value(|asked| {
            asked.path.clone_from(&path);
            asked.at_ms = now;
        });
        let done = move |path: String, answer| self.settle(path, now, answer);
        fetch(path, cancel, Box::new(done));
    }

    fn settle(self, path: String, asked_ms: i64, answer: Result<JsValue, ApiError>) {
        let asked = self.asked.get_value();
        // Forgotten or asked something else meanwhile: this answer is nobody's.
        if asked.path != path || asked.at_ms != asked_ms {
            return;
        }
        let value = answer.and_then(|body| T::read(&body).ok_or(ApiError::BadData));
        match value {
            Ok(value) => {
                self.asked.update_value(|a| a.arrived_ms = clock::now_ms());
                self.state.set(Remote::Fresh(value));
            }
            // The screen that asked is gone, but the next one may be waiting already.
            Err(ApiError::Cancelled) if asked.watchers > 0 => {
                self.ask(path, clock::now_ms(), None);
            }
            Err(ApiError::Cancelled) => self.asked.update_value(|a| a.at_ms = 0),
            Err(ApiError::SessionEnded) if self.ended.is_some() => {
                self.ended.inspect(|ended| ended.run(()));
            }
            Err(error) => {
                // A failure is no answer: the connection's return asks again at once.
                self.asked.update_value(|a| a.at_ms = 0);
                self.state.update(|state| {
                    let known = std::mem::replace(state, Remote::Loading);
                    *state = known.after_failure(error, asked.arrived_ms);
                });
            }
        }
    }
}

type Done = Box<dyn FnOnce(String, Result<JsValue, ApiError>)>;

/// The waiting is the same for every type, so it exists once.
fn fetch(path: String, cancel: Option<AbortSignal>, done: Done) {
    spawn_local(async move {
        let answer = api::get(&path, cancel).await;
        done(path, answer);
    });
}
