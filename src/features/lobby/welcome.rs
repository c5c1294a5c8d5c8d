//! Nobody is there: every language by its own name. Choosing one begins a visit.

use leptos::prelude::*;

use crate::data::{use_portal, use_speech};
use crate::i18n::{ATTRACT_START, LANGUAGES, Language, Words};
use crate::navigation::use_navigator;
use crate::platform::kiosk;
use crate::routes::{Lobby, Route};
use crate::shell::{Page, live, text};

/// The languages.
#[must_use]
pub fn welcome() -> AnyView {
    let portal = use_portal();
    let offered = live(move || {
        let here = portal
            .center
            .with(|c| c.value().map(|c| c.languages.clone()));
        // In the centre's order, as families here are used to.
        let place = |language: &Language| match &here {
            Some(tags) => tags.iter().position(|tag| tag == language.tag),
            None => Some(0),
        };
        let all = LANGUAGES.iter().zip(ATTRACT_START);
        let mut spoken: Vec<_> = all
            .filter_map(|(language, start)| Some((place(language)?, language, start)))
            .collect();
        spoken.sort_by_key(|(place, ..)| *place);
        let choices = spoken.into_iter();
        choices
            .map(|(_, language, start)| choice(language, start))
            .collect_view()
            .into_any()
    });
    view! {
        <div class="welcome">
            <Page title=text(Words::attract_title)>
                <div class="languages">{offered}</div>
                <p class="intro">{text(Words::attract_private)}</p>
            </Page>
        </div>
    }
    .into_any()
}

fn choice(language: &'static Language, start: &'static str) -> AnyView {
    let (speech, navigator) = (use_speech(), use_navigator());
    let choose = move |_| {
        kiosk::begin();
        speech.choose(language.tag);
        navigator.go(Route::Kiosk(Lobby::Doors));
    };
    view! {
        <button type="button" class="door" lang=language.tag dir=language.dir on:click=choose>
            <b>{language.name}</b>
            <span class="hint">{start}</span>
        </button>
    }
    .into_any()
}
