//! The services that were kept, as an advocate's screens show them: their names, and on the page a family takes along.

use std::sync::Arc;

use leptos::prelude::*;
use portal_view::view;

use super::list::kept_cards;
use super::page::use_now;
use super::state::{Search, use_finder};
use super::take_along::TakeAlong;
use crate::data::{effect, use_portal};
use crate::i18n::Words;
use crate::shell::{cards, live};

/// The names of what was kept, in a list.
#[must_use]
pub fn kept_names(words: Signal<Arc<Words>>) -> AnyView {
    with_kept(move |search| {
        let portal = use_portal();
        let none = view! { <p>{words.with(|w| w.paper_services_none())}</p> };
        let names = search.kept.with(|kept| {
            let told = portal
                .finder
                .with(|engine| words.with(|w| kept_cards(w, engine, kept, None)));
            let names = told.unwrap_or_default().into_iter();
            names
                .map(|card| view! { <li>{card.title}</li> })
                .collect::<Vec<_>>()
        });
        if names.is_empty() {
            return none;
        }
        view! { <ul>{names}</ul> }
    })
}

/// What was kept, in full, with a square code that holds their public ids and nothing else.
#[must_use]
pub fn kept_on_paper(words: Signal<Arc<Words>>) -> AnyView {
    let now = use_now(use_portal());
    with_kept(move |search| {
        let portal = use_portal();
        let told = search.kept.with(|kept| {
            portal
                .finder
                .with(|engine| words.with(|w| kept_cards(w, engine, kept, now.get().as_ref())))
        });
        match told.filter(|told| !told.is_empty()) {
            None => view! { <p>{words.with(|w| w.paper_services_none())}</p> },
            Some(told) => view! {
                <div class="directory">{cards(told)}</div>
                <TakeAlong words/>
            },
        }
    })
}

/// Keeps the directory open as long as something was kept.
fn with_kept(show: impl Fn(Search) -> AnyView + Send + 'static) -> AnyView {
    let search: Search = expect_context();
    effect(move || {
        if search.kept.with(|kept| !kept.is_empty()) {
            search.want();
        }
    });
    use_finder(use_portal(), search);
    live(move || show(search))
}
