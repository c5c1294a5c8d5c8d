//! The frame of the touch screen in the lobby: text size and contrast on every screen, and the way to be done.

use leptos::prelude::*;
use portal_view::view;

use super::page::{live, text};
use super::trouble::center_call;
use crate::data::{Standing, effect, use_lobby, use_portal, use_speech};
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::navigation::use_navigator;
use crate::platform::{connectivity, page as document};
use crate::routes::{Lobby, Route};
use crate::ui::{Icon, Notice, Tone};

/// Sizes of text: a third more each time, and twice the first at the end (WCAG 2.2, 1.4.4).
const SIZES: [&str; 3] = ["1", "2", "3"];

/// The frame, around the page that `page` makes of a route.
#[component]
pub fn Kiosk(
    /// Makes the page of a route.
    page: fn(Route) -> AnyView,
) -> impl IntoView {
    let route = use_navigator().route();
    let welcome = Memo::new(move |_| route.with(|r| *r == Route::Kiosk(Lobby::Welcome)));
    let content = live(move || page(route.get()));
    view! {
        <Top/>
        <main id="main">
            {live(move || if welcome.get() { ().into_any() } else { unreachable_notice() })}
            {content}
        </main>
        {live(move || if welcome.get() { ().into_any() } else { view! { <Bottom/> } })}
    }
}

/// The centre's name, and how the screen is to look. What was chosen goes with the page.
#[component]
fn Top() -> impl IntoView {
    let portal = use_portal();
    let words = use_speech().words();
    let name = move || {
        let known = portal.center.with(|c| c.value().map(|c| c.name.clone()));
        known.unwrap_or_else(|| document::static_fact("center"))
    };
    let size = RwSignal::new(SIZES[0]);
    let contrast = RwSignal::new(false);
    effect(move || document::set_look("data-size", size.get()));
    effect(move || {
        document::set_look(
            "data-contrast",
            if contrast.get() { "more" } else { "plain" },
        );
    });
    let sizes = SIZES.map(|n| {
        view! {
            <button type="button" class="chip size" data-step=n
                aria-pressed=move || (size.get() == n).to_string()
                aria-label=move || words.with(|w| w.kiosk_size(n))
                on:click=move |_| size.set(n)>"A"</button>
        }
    });
    view! {
        <header class="top">
            <p class="brand">{name}</p>
            <div class="top-actions">
                <div class="chips" role="group" aria-label=text(Words::kiosk_sizes)>{sizes.into_iter().beside()}</div>
                <button type="button" class="chip" aria-pressed=move || contrast.get().to_string()
                    on:click=move |_| contrast.update(|on| *on = !*on)>{text(Words::kiosk_contrast)}</button>
            </div>
        </header>
    }
}

/// Says that the server cannot be reached, and what is left to do, for as long as that is so.
fn unreachable_notice() -> AnyView {
    let (portal, lobby) = (use_portal(), use_lobby());
    let words = use_speech().words();
    let online = RwSignal::new(connectivity::is_online());
    connectivity::on_connection_change(move |now| {
        online.try_set(now);
    });
    let gone = Memo::new(move |_| !online.get() || lobby.standing.get() == Standing::Unreachable);
    live(move || {
        let notice = gone.get().then(|| {
            words.with(|w| {
                let calls = vec![center_call(portal, w)];
                view! { <Notice icon=Icon::Alert tone=Tone::Late texts=vec![w.kiosk_offline()] calls/> }
            })
        });
        view! { <div role="status">{notice}</div> }
    })
}

/// All choices, another language, and being done: always within reach.
#[component]
fn Bottom() -> impl IntoView {
    let navigator = use_navigator();
    let go = move |route: Lobby| move |_| navigator.go(Route::Kiosk(route));
    view! {
        <footer class="kiosk-bar">
            <p class="small">{text(Words::emergency)}</p>
            <div class="kiosk-actions">
                <button type="button" class="button" on:click=go(Lobby::Doors)>{text(Words::kiosk_menu)}</button>
                <button type="button" class="button" on:click=go(Lobby::Welcome)>{text(Words::language_label)}</button>
                <button type="button" class="button button-first" data-done="">{text(Words::kiosk_done)}</button>
            </div>
        </footer>
    }
}
