//! The frame of a family on their own device, and what may be shown in it.

use leptos::prelude::*;
use portal_view::view;

use super::header::{Footer, Header};
use super::nav::Nav;
use super::page::{Page, live, text};
use super::trouble::trouble;
use crate::api::ApiError;
use crate::data::{Access, effect, use_portal, use_speech};
use crate::i18n::Words;
use crate::navigation::use_navigator;
use crate::platform::{boot, connectivity};
use crate::routes::Route;
use crate::ui::{Icon, Notice, Skeleton};

/// What the frame shows: a page, or why not.
#[derive(Clone, PartialEq)]
enum Gate {
    Open(Route),
    Wait,
    Unreachable(ApiError),
    Redirect(Route),
}

/// `arriving`: a visit is on its way from the touch screen, which asks for the PIN whoever is signed in.
fn gate(route: Route, access: &Access, arriving: bool) -> Gate {
    match (access, route.is_private()) {
        (Access::SignedIn(session), _)
            if route == Route::Start && session.staff.is_none() && !arriving =>
        {
            Gate::Redirect(Route::Home)
        }
        // A member of staff in the same browser is nobody's caregiver.
        (Access::SignedIn(session), true) if session.staff.is_some() => {
            Gate::Redirect(Route::Start)
        }
        (_, false) | (Access::SignedIn(_), true) => Gate::Open(route),
        (Access::Checking, true) => Gate::Wait,
        (Access::Unreachable(error), true) => Gate::Unreachable(*error),
        (Access::SignedOut | Access::Ended, true) => Gate::Redirect(Route::Start),
    }
}

/// The frame, around the page that `page` makes of a route.
#[component]
pub fn Family(
    /// Makes the page of a route.
    page: fn(Route) -> AnyView,
) -> impl IntoView {
    let portal = use_portal();
    let navigator = use_navigator();
    let words = use_speech().words();
    let route = navigator.route();
    let gate = Memo::new(move |_| {
        let arriving = portal.arriving.get();
        portal
            .access
            .with(|access| gate(route.get(), access, arriving))
    });
    effect(move || {
        if let Gate::Redirect(route) = gate.get() {
            navigator.redirect(route);
        }
    });
    // While the server has not said, a private page looks as it will: nothing appears later.
    let signed_in = Memo::new(move |_| {
        portal.access.with(|access| match access {
            Access::SignedIn(_) => true,
            Access::Checking => route.with(Route::is_private),
            _ => false,
        })
    });
    let check = Callback::new(move |()| portal.check());
    let content = live(move || match gate.get() {
        Gate::Open(route) => page(route),
        Gate::Wait | Gate::Redirect(_) => {
            view! { <Skeleton cards=3 label=words.with(|w| w.loading())/> }
        }
        Gate::Unreachable(error) => view! {
            <Page title=text(Words::home_title)>
                {words.with(|w| trouble(portal, w, error, check))}
            </Page>
        },
    });
    view! {
        <Header signed_in/>
        <Nav signed_in/>
        <main id="main">
            <OfflineBanner/>
            <UpdateNotice/>
            {content}
        </main>
        <Footer/>
        <Announcer/>
    }
}

/// Says that the phone has no connection, for as long as it has none.
#[component]
fn OfflineBanner() -> impl IntoView {
    let portal = use_portal();
    let online = RwSignal::new(connectivity::is_online());
    connectivity::on_connection_change(move |now| {
        online.set(now);
        let unknown = portal
            .access
            .with_untracked(|a| matches!(a, Access::Unreachable(_)));
        if now && unknown {
            portal.check();
        }
    });
    let shown = move || (!online.get()).then(|| text(Words::offline));
    view! { <p class="offline" role="status">{shown}</p> }
}

/// Offers a newer version of the portal; it is never loaded while somebody reads.
#[component]
fn UpdateNotice() -> impl IntoView {
    let words = use_speech().words();
    let ready = RwSignal::new(false);
    boot::on_update(move || ready.set(true));
    let load = Callback::new(move |()| boot::load_update());
    live(move || {
        let notice = ready.get().then(|| {
            words.with(|w| {
                let button = (w.update_load(), load);
                view! { <Notice icon=Icon::Info texts=vec![w.update_ready()] button=button/> }
            })
        });
        view! { <div role="status">{notice}</div> }
    })
}

/// Speaks the name of each new page, for those who do not see it appear.
#[component]
fn Announcer() -> impl IntoView {
    let route = use_navigator().route();
    let words = use_speech().words();
    // The browser speaks the first page by itself.
    let (mut last, mut said) = (route.get_untracked(), String::new());
    let name = move || {
        let route = route.get();
        if last != route {
            said = words.with_untracked(|w| page_name(w, &route));
            last = route;
        }
        said.clone()
    };
    view! { <p class="visually-hidden" aria-live="polite">{name}</p> }
}

fn page_name(words: &Words, route: &Route) -> String {
    match route.section() {
        Route::Home => words.home_title(),
        Route::Steps => words.steps_title(),
        Route::Visits => words.visits_title(),
        Route::Help => words.help_title(),
        Route::People => words.people_title(),
        Route::News => words.news_title(),
        Route::Rights => words.rights_title(),
        _ => words.start_title(),
    }
}

#[cfg(test)]
mod tests {
    use portal_types::{Mode, PrincipalKind, Session};

    use super::*;

    #[test]
    fn private_pages_open_only_for_somebody_signed_in() {
        for access in [Access::SignedOut, Access::Ended] {
            assert!(gate(Route::Home, &access, false) == Gate::Redirect(Route::Start));
            assert!(gate(Route::Help, &access, false) == Gate::Open(Route::Help));
        }
        assert!(gate(Route::Steps, &Access::Checking, false) == Gate::Wait);
        let unreachable = Access::Unreachable(ApiError::Offline);
        assert!(gate(Route::Steps, &unreachable, false) == Gate::Unreachable(ApiError::Offline));
        assert!(gate(Route::Help, &unreachable, false) == Gate::Open(Route::Help));
    }

    #[test]
    fn a_visit_on_its_way_asks_for_the_pin_whoever_is_signed_in() {
        let access = Access::SignedIn(Session {
            principal: PrincipalKind::Caregiver,
            mode: Mode::Family,
            expires: "2026-03-04T12:00:00-06:00".to_owned(),
            expires_in_seconds: 7_200,
            idle_seconds: 600,
            language: None,
            last_opened: None,
            wrong_tries: 0,
            staff: None,
        });
        assert!(gate(Route::Start, &access, false) == Gate::Redirect(Route::Home));
        assert!(gate(Route::Start, &access, true) == Gate::Open(Route::Start));
    }
}
