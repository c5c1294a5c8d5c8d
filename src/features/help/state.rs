//! What the person is looking for, kept while they look at one service and come back.

use leptos::prelude::*;

use super::search::Wish;
use crate::data::{Access, Portal};

/// How many results a list begins with.
pub const PAGE: usize = 30;

/// The search, in memory only.
#[derive(Clone, Copy)]
pub struct Search {
    /// What is looked for.
    pub wish: RwSignal<Wish>,
    /// How many results are shown.
    pub shown: RwSignal<usize>,
}

impl Search {
    /// Changes the wish and begins at the top of the list again.
    pub fn change(self, change: impl FnOnce(&mut Wish)) {
        self.wish.update(change);
        self.shown.set(PAGE);
    }
}

/// Provides the search to the screens. It is forgotten when a session ends.
pub fn provide_search(portal: Portal) {
    let search = Search {
        wish: RwSignal::new(Wish::default()),
        shown: RwSignal::new(PAGE),
    };
    Effect::new(move |_| {
        if portal
            .access
            .with(|a| matches!(a, Access::SignedOut | Access::Ended))
        {
            search.change(|wish| *wish = Wish::default());
        }
    });
    provide_context(search);
}
