//! Nobody is there: every language by its own name. Choosing one begins a visit.

use leptos::prelude::*;
use portal_types::Center;
use portal_view::view;

use crate::data::{Remote, use_portal, use_speech};
use crate::i18n::{ATTRACT_START, LANGUAGES, Language, Words};
use crate::markup::Beside as _;
use crate::navigation::use_navigator;
use crate::platform::kiosk;
use crate::routes::{Lobby, Route};
use crate::shell::{Page, live, text};
use crate::ui::Skeleton;

/// The languages.
#[must_use]
pub fn welcome() -> AnyView {
    let portal = use_portal();
    let words = use_speech().words();
    // Their order is the centre's: nothing is shown that would move under a finger when that is known.
    let offered = live(move || {
        portal.center.with(|center| match center {
            Remote::Loading => {
                view! { <Skeleton cards=1 label=words.with(|w| w.loading())/> }
            }
            center => offered(center.value()),
        })
    });
    view! {
        <div class="welcome">
            <Page title=text(Words::attract_title)>
                <div class="languages">{offered}</div>
                <p class="intro">{text(Words::attract_private)}</p>
            </Page>
        </div>
    }
}

/// The languages of this centre as its families are used to; every one while the centre cannot be asked.
fn offered(center: Option<&Center>) -> AnyView {
    let place = |language: &Language| match center {
        Some(center) => center.languages.iter().position(|tag| tag == language.tag),
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
        .beside()
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
}
