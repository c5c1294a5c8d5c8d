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
    /// Ids of the services kept for this visit, the latest last.
    pub kept: RwSignal<Vec<String>>,
}

impl Search {
    /// Changes the wish and begins at the top of the list again.
    pub fn change(self, change: impl FnOnce(&mut Wish)) {
        self.wish.update(change);
        self.shown.set(PAGE);
    }

    /// Keeps a service, or lets it go.
    pub fn keep(self, id: &str) {
        self.kept.update(|kept| toggle(kept, id));
    }
}

fn toggle(kept: &mut Vec<String>, id: &str) {
    match kept.iter().position(|known| known == id) {
        Some(at) => drop(kept.remove(at)),
        None => kept.push(id.to_owned()),
    }
}

/// Provides the search to the screens. It is forgotten when a session ends.
pub fn provide_search(portal: Portal) {
    let search = Search {
        wish: RwSignal::new(Wish::default()),
        shown: RwSignal::new(PAGE),
        kept: RwSignal::new(Vec::new()),
    };
    Effect::new(move |_| {
        if portal
            .access
            .with(|a| matches!(a, Access::SignedOut | Access::Ended))
        {
            search.change(|wish| *wish = Wish::default());
            search.kept.set(Vec::new());
        }
    });
    provide_context(search);
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
}
