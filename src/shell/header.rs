//! The head and foot of every screen: who this is, the language, signing out, whom to call.

use leptos::prelude::*;
use portal_view::view;

use super::page::text;
use super::trouble::center_call;
use crate::data::{Access, use_portal, use_speech};
use crate::i18n::{LANGUAGES, Language, Words};
use crate::markup::Beside as _;
use crate::platform::page;
use crate::routes::Route;
use crate::ui::{Call, CallList, Icon, IconView};

/// The centre's name, the other languages, and signing out.
#[component]
pub fn Header(
    /// Whether somebody is signed in.
    signed_in: Memo<bool>,
) -> impl IntoView {
    let portal = use_portal();
    let name = move || {
        let known = portal.center.with(|c| c.value().map(|c| c.name.clone()));
        known.unwrap_or_else(|| page::static_fact("center"))
    };
    let sign_out = move || {
        signed_in.get().then(|| {
            view! {
                <button type="button" class="quiet" on:click=move |_| portal.sign_out()>
                    {text(Words::sign_out)}
                </button>
            }
        })
    };
    view! {
        <header class="top">
            <p class="brand">{name}</p>
            <div class="top-actions">{sign_out} <LanguageSwitch/></div>
        </header>
    }
}

/// Every language of this centre by the name its speakers use. What is on screen stays.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let portal = use_portal();
    let speech = use_speech();
    let offered = move || {
        let current = speech.words().with(|w| w.language().tag);
        let known = portal
            .center
            .with(|c| c.value().map(|c| c.languages.clone()));
        let here = |language: &&Language| match &known {
            Some(tags) => language.tag == current || tags.iter().any(|tag| tag == language.tag),
            None => true,
        };
        let option = |language: &'static Language| {
            view! {
                <option value=language.tag lang=language.tag selected=language.tag == current>
                    {language.name}
                </option>
            }
        };
        LANGUAGES.iter().filter(here).map(option).beside()
    };
    view! {
        <label class="language">
            <IconView icon=Icon::Globe/>
            <span class="visually-hidden">{text(Words::language_label)}</span>
            <select autocomplete="off" on:change=move |event| speech.choose(&event_target_value(&event))>
                {offered}
            </select>
        </label>
    }
}

/// Whom to call, always; and what the reader should know about this translation and this centre.
#[component]
pub fn Footer() -> impl IntoView {
    let portal = use_portal();
    let words = use_speech().words();
    let call = move || {
        words.with(|w| {
            let calls = vec![emergency_call(w), center_call(portal, w)];
            view! { <CallList calls/> }
        })
    };
    let is_demo = move || portal.center.with(|c| c.value().is_some_and(|c| c.demo));
    let unreviewed = move || words.with(|w| !w.language().reviewed);
    let note = |say: fn(&Words) -> String| {
        view! { <p class="small">{text(say)}</p> }
    };
    let limits = || {
        view! { <p class="more"><a href=Route::Limits.href()>{text(Words::leave_limits)}</a></p> }
    };
    view! {
        <footer>
            {call}
            <p class="more"><a href=Route::Rights.href()>{text(Words::rights_link)}</a></p>
            {move || unreviewed().then(|| note(Words::not_reviewed))}
            {move || is_demo().then(|| note(Words::demo))}
            {move || matches!(portal.access.get(), Access::SignedIn(_)).then(limits)}
        </footer>
    }
}

fn emergency_call(words: &Words) -> Call {
    Call {
        text: words.emergency(),
        who: String::new(),
        number: String::new(),
        href: Call::link("911", None),
        first: false,
    }
}
