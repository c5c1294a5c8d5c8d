//! Going from page to page over the History API.
//!
//! What Back may show is a rule of safety here: pages with facts of a family replace each other
//! in one history entry, public pages get their own. Staff go from family to family, so nothing they
//! open gets an entry or an address.

use leptos::prelude::*;

use crate::platform::{history, page};
use crate::routes::Route;

/// The current page and the way to another one.
#[derive(Clone, Copy)]
pub struct Navigator {
    route: RwSignal<Route>,
    /// Whether the address and the history stay as they are.
    is_fixed: bool,
}

impl Navigator {
    /// Reads the address, and from now on answers links, Back and Forward.
    #[must_use]
    pub fn start() -> Self {
        let navigator = Self::with(false);
        history::on_pop(move || navigator.arrive(Route::parse(&history::path())));
        navigator.answer_links()
    }

    /// Reads the address, and from now on answers links; the address and the history stay as they are.
    #[must_use]
    pub fn start_fixed() -> Self {
        Self::with(true).answer_links()
    }

    fn with(is_fixed: bool) -> Self {
        Self {
            route: RwSignal::new(Route::parse(&history::path())),
            is_fixed,
        }
    }

    fn answer_links(self) -> Self {
        let navigator = self;
        history::on_link(move |path| {
            let route = Route::parse(path);
            // Another program shows it: the browser goes there.
            let known = route != Route::Unknown && (self.is_fixed || !route.is_elsewhere());
            if known {
                navigator.go(route);
            }
            known
        });
        navigator
    }

    /// The current page.
    #[must_use]
    pub fn route(self) -> ReadSignal<Route> {
        self.route.read_only()
    }

    /// Opens a page because the person asked for it.
    pub fn go(self, route: Route) {
        if !self.is_fixed && route != self.route.get_untracked() {
            if route.is_private() || self.route.get_untracked() == Route::Start {
                history::replace(&route.href());
            } else {
                history::push(&route.href());
            }
        }
        self.arrive(route);
    }

    /// Opens a page in place of the current one, because that one may not be shown (any more).
    pub fn redirect(self, route: Route) {
        if !self.is_fixed {
            history::replace(&route.href());
        }
        self.arrive(route);
    }

    /// The next heading gets the focus, which a screen reader speaks and a keyboard starts from.
    fn arrive(self, route: Route) {
        page::scroll_to_top();
        self.route.set(route);
        request_animation_frame(|| page::focus("h1"));
    }
}

/// The navigator of the app.
#[must_use]
pub fn use_navigator() -> Navigator {
    expect_context()
}
