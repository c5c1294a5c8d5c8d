//! The frame of staff: who is signed in, the warning before a session ends, and signing in again where the work was.

use leptos::prelude::*;
use portal_view::view;

use super::header::{Footer, LanguageSwitch};
use super::page::{live, shown, text};
use super::trouble::trouble;
use crate::api::ApiError;
use crate::data::{Access, IdleWarning, effect, use_desk, use_portal, use_speech};
use crate::i18n::Words;
use crate::navigation::use_navigator;
use crate::platform::page as document;
use crate::routes::{Desk, Route};
use crate::ui::Skeleton;

/// What the frame shows.
#[derive(Clone, PartialEq)]
enum Gate {
    Open(Route),
    Wait,
    Unreachable(ApiError),
    SignIn,
}

fn gate(route: Route, access: &Access) -> Gate {
    let is_public = matches!(route, Route::Board);
    match access {
        _ if is_public => Gate::Open(route),
        Access::SignedIn(session) if session.staff.is_some() => Gate::Open(route),
        Access::Checking => Gate::Wait,
        Access::Unreachable(error) => Gate::Unreachable(*error),
        // A family's session in the same browser is nobody's here.
        Access::SignedIn(_) | Access::SignedOut | Access::Ended => Gate::SignIn,
    }
}

/// The frame, around the page that `page` makes of a route.
#[component]
pub fn Office(
    /// Makes the page of a route.
    page: fn(Route) -> AnyView,
    /// Makes the form for signing in.
    sign_in: fn() -> AnyView,
    /// What to say about the end of the session.
    warning: RwSignal<IdleWarning>,
    /// What to do when somebody is there.
    stay: Callback<()>,
) -> impl IntoView {
    let portal = use_portal();
    let words = use_speech().words();
    let route = use_navigator().route();
    let gate = Memo::new(move |_| portal.access.with(|access| gate(route.get(), access)));
    let check = Callback::new(move |()| portal.check());
    let content = live(move || match gate.get() {
        Gate::Open(route) => page(route),
        Gate::SignIn => sign_in(),
        Gate::Wait => view! { <Skeleton cards=3 label=words.with(|w| w.loading())/> },
        Gate::Unreachable(error) => words.with(|w| trouble(portal, w, error, check)),
    });
    // The family looks on: one thing at a time, and larger.
    let showing = move || {
        let on = gate.with(|gate| *gate == Gate::Open(Route::Staff(Desk::Walk)));
        on.then_some("showing")
    };
    view! {
        <div class="office" data-mode=showing>
            <OfficeHeader/>
            <main id="main">
                <EndsSoon warning stay/>
                {content}
            </main>
            <Footer/>
        </div>
    }
}

/// The centre's name, who is signed in, the language, signing out.
#[component]
fn OfficeHeader() -> impl IntoView {
    let portal = use_portal();
    let desk = use_desk();
    let words = use_speech().words();
    let name = move || {
        let known = portal.center.with(|c| c.value().map(|c| c.name.clone()));
        known.unwrap_or_else(|| document::static_fact("center"))
    };
    let signed_in = live(move || {
        let staff = portal.access.with(|access| match access {
            Access::SignedIn(session) => session.staff.as_ref().map(|s| s.name.clone()),
            _ => None,
        });
        let signed_in = staff.map(|name| {
            view! {
                <span class="small">{words.with(|w| w.staff_signed_in(&name))}</span>
                <button type="button" class="quiet" on:click=move |_| {
                    desk.clear(portal);
                    portal.sign_out();
                }>
                    {text(Words::sign_out)}
                </button>
            }
        });
        shown(signed_in)
    });
    view! {
        <header class="top">
            <p class="brand">{name}</p>
            <div class="top-actions">{signed_in} <LanguageSwitch/></div>
        </header>
    }
}

/// Says a minute before that the session ends, over everything else, and lets somebody stay.
#[component]
fn EndsSoon(warning: RwSignal<IdleWarning>, stay: Callback<()>) -> impl IntoView {
    let words = use_speech().words();
    effect(move || {
        if warning.get() != IdleWarning::None {
            request_animation_frame(|| document::focus("#ends-soon button"));
        }
    });
    live(move || {
        let said = words.with(|w| match warning.get() {
            IdleWarning::None => None,
            IdleWarning::Idle => Some((w.idle_soon(), w.idle_stay())),
            IdleWarning::Absolute => Some((w.idle_end(), w.welcome_ok())),
        });
        let dialog = said.map(|(said, button)| {
            view! {
                <div id="ends-soon" class="notice ends-soon" data-tone="late" role="alertdialog"
                    aria-labelledby="ends-soon-title" aria-describedby="ends-soon-text">
                    <p class="notice-title"><b id="ends-soon-title">{text(Words::idle_title)}</b></p>
                    <p id="ends-soon-text">{said}</p>
                    <button type="button" class="button button-first" on:click=move |_| stay.run(())>
                        {button}
                    </button>
                </div>
            }
        });
        shown(dialog)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_board_opens_without_signing_in() {
        let families = || Route::Staff(Desk::Families);
        for access in [Access::SignedOut, Access::Ended] {
            assert!(gate(families(), &access) == Gate::SignIn);
            assert!(gate(Route::Help, &access) == Gate::SignIn);
            assert!(gate(Route::Board, &access) == Gate::Open(Route::Board));
        }
        assert!(gate(families(), &Access::Checking) == Gate::Wait);
        assert!(gate(Route::Board, &Access::Checking) == Gate::Open(Route::Board));
    }
}
