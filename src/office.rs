//! The root of the office: what staff and the board see. A program of its own, so that families never download it.

use std::future::ready;

use leptos::prelude::*;
use portal_view::view;

use crate::api::endpoints;
use crate::app::{mount, translate_document};
use crate::data::{DeskMemory, Portal, Speech, effect, watch_office_idle};
use crate::features::{
    board, caseload, family, help, limits, paper, rights, sign_in, staff_sign_in, walk,
};
use crate::i18n::{OFFICE, Words};
use crate::navigation::Navigator;
use crate::routes::{Desk, Route};
use crate::shell::{Office, provide_aloud, read_now};

/// Starts the office.
pub fn start() {
    mount(Some(&OFFICE), |words| view! { <App words/> });
}

/// The whole office.
#[component]
fn App(
    /// The first words.
    words: Words,
) -> impl IntoView {
    let speech = Speech::new(words, Some(&OFFICE));
    let (portal, navigator) = (Portal::new(), Navigator::start_fixed());
    let desk = DeskMemory::new(portal);
    provide_context(speech);
    provide_context(portal);
    provide_context(navigator);
    provide_context(desk);
    provide_aloud(|event, language, done| Box::pin(ready(Some(read_now(&event, language, done)))));
    let search = help::provide_lasting_search();
    portal.wipe_on_end();
    desk.follow(portal, move || {
        search.forget();
        if matches!(navigator.route().get_untracked(), Route::Staff(_)) {
            navigator.redirect(Route::Staff(Desk::Families));
        }
    });
    // Help that one caregiver chose is on nobody else's screen or page.
    let shown_to = desk.shown_to;
    Effect::new(move |before: Option<Option<String>>| {
        let now = shown_to.get();
        if before.is_some_and(|before| before != now) {
            search.forget();
        }
        now
    });
    let (warning, stay) = watch_office_idle(portal);
    portal.check();
    portal.center.refresh(endpoints::CENTER, None);
    effect(move || {
        let tag = speech.words().with(|words| {
            translate_document(words);
            words.language().tag
        });
        portal.playbook.refresh(&endpoints::playbook(tag), None);
    });
    effect(move || portal.greet(speech));
    view! { <Office page=screen sign_in=staff_sign_in::page warning stay/> }
}

/// The screen of a route. What two features show together is put together here.
fn screen(route: Route) -> AnyView {
    match route {
        Route::Board => board::page(),
        Route::Staff(Desk::Families) => caseload::page(),
        Route::Staff(Desk::Family) => family::page(),
        Route::Staff(Desk::Walk) => walk::page(help::kept_names),
        Route::Staff(Desk::Paper) => paper::page(help::kept_on_paper),
        Route::Help => beside(help::page()),
        Route::Service(id) => beside(help::service_page(id)),
        Route::List => beside(help::list_page()),
        Route::Rights => beside(rights::page()),
        Route::Limits => beside(limits::page()),
        _ => sign_in::unknown_page(),
    }
}

/// The directory, with the way back to the family that chooses from it.
fn beside(page: AnyView) -> AnyView {
    view! {
        <walk::Return/>
        {page}
    }
}
