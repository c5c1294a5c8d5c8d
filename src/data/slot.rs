//! A place in memory for one answer of the server. It outlives the screens that show it.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::Remote;
use crate::api::{self, ApiError, Wire};
use crate::platform::clock;
use crate::platform::http::AbortSignal;

/// Asking again sooner would only cost a prepaid phone its data.
const AT_MOST_EVERY_MS: i64 = 30_000;

/// An answer without its type. What keeps, asks and tells is the same for every type, so it exists once in the wasm, and
/// the code that reads a type goes where its screen is.
type Known = Arc<dyn Any + Send + Sync>;

/// Reads an answer as the type of the place that asked.
type Read = fn(&JsValue) -> Option<Known>;

fn read<T: Wire + Send + Sync + 'static>(body: &JsValue) -> Option<Known> {
    Some(Arc::new(T::read(body)?))
}

#[derive(Clone)]
struct Asked {
    path: String,
    read: Read,
    at_ms: i64,
    arrived_ms: i64,
    watchers: u32,
}

impl Asked {
    fn nothing() -> Self {
        Self {
            path: String::new(),
            read: |_| None,
            at_ms: 0,
            arrived_ms: 0,
            watchers: 0,
        }
    }
}

/// A place without the type of what it holds.
#[derive(Clone, Copy)]
struct Place {
    state: RwSignal<Remote<Known>>,
    asked: StoredValue<Asked>,
    /// Told when nobody is signed in any more.
    ended: Option<Callback<()>>,
}

/// One answer of the server, kept in memory.
pub struct Slot<T> {
    place: Place,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slot<T> {}

impl<T: Send + Sync + 'static> Slot<T> {
    /// An empty place. Made once, at the root of the app.
    #[must_use]
    pub fn new(ended: Option<Callback<()>>) -> Self {
        Self {
            place: Place::new(ended),
            of: PhantomData,
        }
    }

    /// Looks at what is known, and again whenever that changes.
    pub fn with<R>(self, look: impl FnOnce(Remote<&T>) -> R) -> R {
        self.place.state.with(|state| look(state.as_type()))
    }

    /// Why there is nothing to look at, if that is so.
    pub fn failure(self) -> Option<ApiError> {
        self.place.state.with(|state| match state {
            Remote::Failed(error) => Some(*error),
            _ => None,
        })
    }

    /// Forgets everything, at once.
    pub fn forget(self) {
        self.place.forget();
    }

    /// A screen begins to show this place.
    pub fn watch(self) {
        self.place.watch();
    }

    /// Asks the server again, because the person wants to try again.
    pub fn retry(self) {
        self.place.retry();
    }
}

impl<T: Wire + Send + Sync + 'static> Slot<T> {
    /// Asks the server, unless it was asked the same thing just now. What is known stays on screen
    /// meanwhile.
    pub fn refresh(self, path: &str, cancel: Option<AbortSignal>) {
        self.place.refresh(path, read::<T>, cancel);
    }
}

impl Place {
    fn new(ended: Option<Callback<()>>) -> Self {
        Self {
            state: RwSignal::new(Remote::Loading),
            asked: StoredValue::new(Asked::nothing()),
            ended,
        }
    }

    fn forget(self) {
        self.state.set(Remote::Loading);
        self.asked.update_value(|asked| {
            *asked = Asked {
                watchers: asked.watchers,
                ..Asked::nothing()
            };
        });
    }

    fn watch(self) {
        let asked = self.asked;
        asked.update_value(|asked| asked.watchers += 1);
        on_cleanup(move || {
            asked.try_update_value(|asked| asked.watchers -= 1);
        });
    }

    fn refresh(self, path: &str, read: Read, cancel: Option<AbortSignal>) {
        let now = clock::now_ms();
        let recent = |asked: &Asked| asked.path == path && now - asked.at_ms < AT_MOST_EVERY_MS;
        if !self.asked.with_value(recent) {
            self.ask(path.to_owned(), read, now, cancel);
        }
    }

    fn retry(self) {
        if self
            .state
            .with_untracked(|s| matches!(s, Remote::Failed(_)))
        {
            self.state.set(Remote::Loading);
        }
        let Asked { path, read, .. } = self.asked.get_value();
        self.ask(path, read, clock::now_ms(), None);
    }

    fn ask(self, path: String, read: Read, now: i64, cancel: Option<AbortSignal>) {
        self.asked.update_value(|asked| {
            asked.path.clone_from(&path);
            asked.read = read;
            asked.at_ms = now;
        });
        spawn_local(async move {
            let answer = api::get(&path, cancel).await;
            self.settle(path, now, answer);
        });
    }

    fn settle(self, path: String, asked_ms: i64, answer: Result<JsValue, ApiError>) {
        let asked = self.asked.get_value();
        // Forgotten or asked something else meanwhile: this answer is nobody's.
        if asked.path != path || asked.at_ms != asked_ms {
            return;
        }
        let value = answer.and_then(|body| (asked.read)(&body).ok_or(ApiError::BadData));
        match value {
            Ok(value) => {
                self.asked.update_value(|a| a.arrived_ms = clock::now_ms());
                self.state.set(Remote::Fresh(value));
            }
            // The screen that asked is gone, but the next one may be waiting already.
            Err(ApiError::Cancelled) if asked.watchers > 0 => {
                self.ask(path, asked.read, clock::now_ms(), None);
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

impl Remote<Known> {
    /// The same with its type; a place holds nothing of another one.
    fn as_type<T: 'static>(&self) -> Remote<&T> {
        fn typed<T: 'static>(value: &Known) -> Option<&T> {
            value.downcast_ref()
        }
        match self {
            Self::Loading => Remote::Loading,
            Self::Failed(error) => Remote::Failed(*error),
            Self::Fresh(value) => typed(value).map_or(Remote::Loading, Remote::Fresh),
            Self::Stale {
                value,
                since_ms,
                why,
            } => typed(value).map_or(Remote::Loading, |value| Remote::Stale {
                value,
                since_ms: *since_ms,
                why: *why,
            }),
        }
    }
}
