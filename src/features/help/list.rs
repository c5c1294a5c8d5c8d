//! The services a family kept for this visit: a page to print, in memory only.

use leptos::prelude::*;
use portal_types::{Center, Directory};

use super::card::service_card;
use super::page::{Now, use_directory};
use super::state::Search;
use crate::data::{Remote, use_portal, use_speech};
use crate::i18n::Words;
use crate::platform::page as document;
use crate::routes::Route;
use crate::shell::{Page, cards, live, text, trouble};
use crate::ui::{Card, Skeleton};

/// The list.
#[must_use]
pub fn list_page() -> AnyView {
    let portal = use_portal();
    let search: Search = expect_context();
    let words = use_speech().words();
    use_directory(portal);
    let retry_center = Callback::new(move |()| portal.center.retry());
    let retry_directory = Callback::new(move |()| portal.directory.retry());
    let content = live(move || {
        let (words, kept) = (words.get(), search.kept.get());
        if kept.is_empty() {
            let title = words.list_empty();
            return cards(vec![Card {
                title,
                ..Card::default()
            }]);
        }
        portal.center.with(|center| {
            portal
                .directory
                .with(|directory| match (center, directory) {
                    (Remote::Failed(error), _) => trouble(portal, &words, *error, retry_center),
                    (_, Remote::Failed(error)) => trouble(portal, &words, *error, retry_directory),
                    _ => match (center.value(), directory.value()) {
                        (Some(center), Some(directory)) => {
                            kept_view(&words, center, directory, &kept)
                        }
                        _ => {
                            view! { <Skeleton cards=kept.len() label=words.loading()/> }.into_any()
                        }
                    },
                })
        })
    });
    view! {
        <p class="back"><a href=Route::Help.href()>{text(Words::help_all)}</a></p>
        <Page title=text(Words::list_title)>{content}</Page>
    }
    .into_any()
}

fn kept_view(words: &Words, center: &Center, directory: &Directory, kept: &[String]) -> AnyView {
    let now = Now::of(center, 0);
    let minute = now.minute();
    let entry = |id: &String| directory.services.iter().find(|entry| entry.id == *id);
    let told = kept.iter().filter_map(entry);
    let told = told.map(|entry| service_card(words, directory, entry, minute, &now.as_of));
    view! {
        <div class="directory">{cards(told.collect())}</div>
        <p class="more">
            <button type="button" class="button" on:click=move |_| document::print()>
                {words.list_print()}
            </button>
        </p>
        <p class="small">{words.list_gone()}</p>
    }
    .into_any()
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
    .into_any()
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
        link.into_any()
    })
}
