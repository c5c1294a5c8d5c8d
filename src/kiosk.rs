//! The root of the touch screen in the lobby. A program of its own, so that families never download it.

use std::future::ready;

use leptos::prelude::*;
use portal_view::view;

use crate::api::endpoints;
use crate::app::mount;
use crate::data::{Access, LobbyMemory, Portal, Speech, effect};
use crate::features::{help, lobby, today, whereabouts};
use crate::i18n::{KIOSK, Words};
use crate::navigation::Navigator;
use crate::platform::{boot, kiosk, page as document};
use crate::routes::{Lobby, Route};
use crate::shell::{Kiosk, provide_aloud};
use crate::ui::NoDialling;

/// Starts the touch screen, unless what ends a visit is not there.
pub fn start() {
    if !kiosk::is_guarded() {
        document::fail();
        return;
    }
    mount(Some(&KIOSK), |words| view! { <App words/> });
}

/// The whole touch screen.
#[component]
fn App(
    /// The first words.
    words: Words,
) -> impl IntoView {
    let speech = Speech::new(words, Some(&KIOSK));
    let (portal, lobby) = (Portal::in_lobby(), LobbyMemory::new());
    let navigator = Navigator::start_fixed();
    provide_context(speech);
    provide_context(portal);
    provide_context(lobby);
    provide_context(navigator);
    provide_context(NoDialling);
    provide_aloud(|_, _, _| Box::pin(ready(None)));
    help::provide_lasting_search();
    portal.access.set(Access::SignedOut);
    lobby.follow(portal);
    // A session that the server ended, for whatever reason, is wiped like one that was ended here.
    effect(move || {
        if portal.access.with(|access| *access == Access::Ended) {
            kiosk::finish();
        }
    });
    // A newer version is loaded while nobody is there.
    boot::on_update(move || {
        let welcome = Route::Kiosk(Lobby::Welcome);
        if navigator.route().get_untracked() == welcome && !portal.is_signed_in() {
            boot::load_update();
        }
    });
    // Public facts are asked for at the start, and whatever did not come again when the server is back.
    effect(move || {
        let tag = speech.words().with(|words| {
            translate_document(words);
            words.language().tag
        });
        lobby.standing.track();
        portal.center.refresh(endpoints::CENTER, None);
        portal.playbook.refresh(&endpoints::playbook(tag), None);
    });
    view! { <Kiosk page=screen/> }
}

/// The static question whether somebody is there speaks the same language.
fn translate_document(words: &Words) {
    for (id, text) in [
        ("still-title", words.still_title()),
        ("still-text", words.still_text()),
        ("still-last", words.still_last()),
        ("more-time", words.still_more()),
        ("still-done", words.kiosk_done()),
    ] {
        document::set_text(id, &text);
    }
}

/// The screen of a route.
fn screen(route: Route) -> AnyView {
    match route {
        Route::Kiosk(Lobby::Welcome) => lobby::welcome(),
        Route::Kiosk(Lobby::Today) => today::page(),
        Route::Kiosk(Lobby::Where) => whereabouts::page(),
        Route::Kiosk(Lobby::SetUp) => lobby::set_up(),
        Route::Help => help::page(),
        Route::Service(id) => help::service_page(id),
        Route::List => help::list_page(),
        _ => lobby::doors(),
    }
}
