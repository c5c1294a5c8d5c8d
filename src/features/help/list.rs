//! The services a family kept for this visit: a page to print or to take along, in memory only.

use leptos::prelude::*;
use portal_view::view;

use super::card::service_card;
use super::page::{Now, retry, use_now};
use super::results::entry;
use super::state::{Search, use_finder};
use super::take_along::{TakeAlong, take_from_address};
use crate::data::{Remote, use_portal, use_speech};
use crate::i18n::Words;
use crate::platform::page as document;
use crate::platform::search::Engine;
use crate::routes::Route;
use crate::shell::{Page, cards_alone, live, shown, text, trouble};
use crate::ui::{Card, Skeleton};

/// The list.
#[must_use]
pub fn list_page() -> AnyView {
    let portal = use_portal();
    let search: Search = expect_context();
    let words = use_speech().words();
    // The address of the touch screen says how its window ends, and stays as it is.
    let brought = !portal.kiosk && take_from_address(search);
    search.want();
    use_finder(portal, search);
    let now = use_now(portal);
    let retry = retry(portal);
    let content = live(move || {
        let (words, kept) = (words.get(), search.kept.get());
        if kept.is_empty() {
            let title = words.list_empty();
            return cards_alone(vec![Card {
                title,
                ..Card::default()
            }]);
        }
        let failed = portal
            .center
            .with(|center| match center {
                Remote::Failed(error) => Some(error),
                _ => None,
            })
            .or_else(|| portal.finder.failure());
        if let Some(error) = failed {
            return trouble(portal, &words, error, retry);
        }
        let told = portal
            .finder
            .with(|engine| kept_cards(&words, engine, &kept, now.get().as_ref()));
        match told {
            Some(told) => kept_view(&words, told, kept.len(), portal.kiosk),
            None => view! { <Skeleton cards=kept.len() label=words.loading()/> },
        }
    });
    view! {
        <p class="back"><a href=Route::Help.href()>{text(Words::help_all)}</a></p>
        <Page title=text(Words::list_title)>
            {brought.then(|| view! { <p class="intro">{text(Words::list_here)}</p> })}
            {content}
        </Page>
    }
}

pub fn kept_cards(words: &Words, engine: &Engine, kept: &[String], now: Option<&Now>) -> Vec<Card> {
    let known = kept.iter().filter_map(|id| engine.position(id));
    known
        .map(|at| service_card(words, &entry(engine, at, None), now))
        .collect()
}

fn kept_view(words: &Words, told: Vec<Card>, kept: usize, kiosk: bool) -> AnyView {
    let gone = i32::try_from(kept - told.len()).unwrap_or(0);
    let any = !told.is_empty();
    let print = (any && !kiosk).then(|| {
        view! {
            <p class="more">
                <button type="button" class="button" on:click=move |_| document::print()>
                    {words.list_print()}
                </button>
            </p>
        }
    });
    let along = any.then(|| {
        view! {
            <TakeAlong words=use_speech().words().into()/>
            <p class="small">{words.list_gone()}</p>
        }
    });
    view! {
        <div class="directory">{cards_alone(told)}</div>
        {(gone > 0).then(|| view! { <p class="small">{words.list_unknown(gone)}</p> })}
        {print}
        {along}
    }
}

/// Keeps the service on screen for this visit, or lets it go.
#[component]
pub fn KeepButton(
    /// The service's public id.
    id: String,
) -> impl IntoView {
    let search: Search = expect_context();
    let words = use_speech().words();
    let pressed = id.clone();
    let kept = Memo::new(move |_| search.kept.with(|all| all.contains(&id)));
    let label = move || {
        words.with(|w| {
            if kept.get() {
                w.list_kept()
            } else {
                w.list_keep()
            }
        })
    };
    view! {
        <p class="more">
            <button type="button" class="chip" aria-pressed=move || kept.get().to_string()
                on:click=move |_| search.keep(&pressed)>{label}</button>
        </p>
    }
}

/// The way to the list, once something is on it.
#[component]
pub fn ListLink() -> impl IntoView {
    let search: Search = expect_context();
    let words = use_speech().words();
    live(move || {
        let count = search.kept.with(Vec::len);
        let link = (count > 0).then(|| {
            let label = words.with(|w| w.list_link(i32::try_from(count).unwrap_or(0)));
            view! { <p class="more"><a href=Route::List.href()>{label}</a></p> }
        });
        shown(link)
    })
}
