//! The note before the first private screen of a session: how to leave, and what leaving cannot do.

use leptos::prelude::*;
use portal_view::view;

use super::page::{live, shown};
use crate::data::{use_portal, use_speech};
use crate::ui::{Icon, Notice, Tone};

/// The note, until it has been read.
#[component]
pub fn Welcome() -> impl IntoView {
    let portal = use_portal();
    let words = use_speech().words();
    let understood = Callback::new(move |()| portal.welcomed.set(true));
    live(move || {
        let note = (!portal.welcomed.get()).then(|| {
            words.with(|w| {
                let texts = vec![w.welcome_title(), w.welcome_how(), w.welcome_limits()];
                let button = (w.welcome_ok(), understood);
                view! { <Notice icon=Icon::Info tone=Tone::Action texts button=button/> }
            })
        });
        shown(note)
    })
}
