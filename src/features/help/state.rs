//! What the person is looking for, kept while they look at one service and come back.

use leptos::prelude::*;
use portal_types::Need;

use super::found::Filter;
use crate::data::{Access, Portal, effect};
use crate::platform::search::{Engine, Spot};

/// How many results a list begins with.
pub const PAGE: usize = 10;

/// What the person is looking for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// What they typed.
    pub text: String,
    /// The need they picked.
    pub need: Option<Need>,
    /// Bits of the filters that are on.
    pub only: u8,
    /// Where it should be near.
    pub near: Near,
}

/// Where it should be near. The phone's own place is never asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Near {
    /// They did not say.
    #[default]
    Anywhere,
    /// The centre.
    Center,
    /// A postal code.
    Zip(String),
}

impl Wish {
    /// Whether a filter is on.
    #[must_use]
    pub fn has(&self, filter: Filter) -> bool {
        self.only & filter.bit() != 0
    }

    /// Switches a filter on or off.
    pub fn switch(&mut self, filter: Filter) {
        self.only ^= filter.bit();
    }

    /// Picks a place and shows what is near it; letting it go shows all again.
    pub fn pick(&mut self, near: Near) {
        self.only &= !Filter::Near.bit();
        if near != Near::Anywhere {
            self.only |= Filter::Near.bit();
        }
        self.near = near;
    }
}

/// The search, in memory only.
#[derive(Clone, Copy)]
pub struct Search {
    /// What is looked for.
    pub wish: RwSignal<Wish>,
    /// Whether anybody has touched the search: only then it is fetched.
    pub wanted: RwSignal<bool>,
    /// How many results are shown.
    pub shown: RwSignal<usize>,
    /// Ids of the services kept for this visit, the latest last.
    pub kept: RwSignal<Vec<String>>,
}

impl Search {
    /// Changes the wish and begins at the top of the list again.
    pub fn change(self, change: impl FnOnce(&mut Wish)) {
        self.want();
        self.wish.update(change);
        self.shown.set(PAGE);
    }

    /// The search has been touched.
    pub fn want(self) {
        if !self.wanted.get_untracked() {
            self.wanted.set(true);
        }
    }

    /// Forgets what was looked for and kept.
    pub fn forget(self) {
        self.wish.set(Wish::default());
        self.shown.set(PAGE);
        self.kept.set(Vec::new());
    }

    /// Keeps a service, or lets it go.
    pub fn keep(self, id: &str) {
        self.kept.update(|kept| toggle(kept, id));
    }

    /// Keeps the services of a list from another screen as well.
    pub fn keep_all(self, ids: Vec<String>) {
        self.kept.update(|kept| {
            for id in ids {
                if !kept.contains(&id) {
                    kept.push(id);
                }
            }
        });
    }
}

/// The place that is meant, where it is known.
#[must_use]
pub fn spot(portal: Portal, engine: &Engine, near: &Near) -> Option<Spot> {
    match near {
        Near::Anywhere => None,
        Near::Center => portal.center.with(|center| {
            let place = center.value()?.place?;
            Some((place.latitude, place.longitude))
        }),
        Near::Zip(zip) => engine.zip(zip),
    }
}

/// Keeps the directory open while the current view is shown, once the search is wanted.
pub fn use_finder(portal: Portal, search: Search) {
    effect(move || {
        let hash = portal.center.with(|center| {
            let directory = center.value()?.directory.as_ref()?;
            Some(directory.hash.clone())
        });
        if let Some(hash) = hash.filter(|_| search.wanted.get()) {
            portal.finder.open(&hash);
        }
    });
}

fn toggle(kept: &mut Vec<String>, id: &str) {
    match kept.iter().position(|known| known == id) {
        Some(at) => drop(kept.remove(at)),
        None => kept.push(id.to_owned()),
    }
}

/// Provides the search to the screens.
pub fn provide_lasting_search() -> Search {
    let search = Search {
        wish: RwSignal::new(Wish::default()),
        wanted: RwSignal::new(false),
        shown: RwSignal::new(PAGE),
        kept: RwSignal::new(Vec::new()),
    };
    provide_context(search);
    search
}

/// Provides the search to the screens. It is forgotten when a session ends.
pub fn provide_search(portal: Portal) {
    let search = provide_lasting_search();
    let was_in = StoredValue::new(false);
    effect(move || {
        let (is_in, over) = portal.access.with(|access| {
            let over = matches!(access, Access::SignedOut | Access::Ended);
            (matches!(access, Access::SignedIn(_)), over)
        });
        // Who was never signed in has nothing to lose: a list from another screen stays.
        if over && was_in.get_value() {
            search.forget();
        }
        was_in.set_value(is_in);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_kept_once_and_let_go() {
        let mut kept = Vec::new();
        for id in ["a", "b", "a", "a"] {
            toggle(&mut kept, id);
        }
        assert_eq!(kept, ["b", "a"]);
    }

    #[test]
    fn a_place_that_is_picked_is_also_asked_for() {
        let mut wish = Wish::default();
        wish.switch(Filter::Free);
        wish.pick(Near::Center);
        assert!(wish.has(Filter::Near) && wish.has(Filter::Free));
        wish.pick(Near::Anywhere);
        assert!(!wish.has(Filter::Near) && wish.has(Filter::Free));
    }
}
