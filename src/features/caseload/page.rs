//! The list: a field to find a family, filters with their counts, and the families as buttons.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use portal_types::{Attention, Caseload};
use portal_view::view;

use super::emergency::Emergency;
use super::kiosks::Screens;
use super::view_model::{Filter, REASONS, Row, count, fits, reason, row};
use crate::api::endpoints;
use crate::data::{use_desk, use_portal, use_query, use_speech};
use crate::facts::Reader;
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::navigation::use_navigator;
use crate::platform::intl;
use crate::platform::page as document;
use crate::routes::{Desk, Route};
use crate::shell::{Page, cards_alone, facts_view, text};
use crate::ui::{Card, LineView};

/// The list.
#[must_use]
pub fn page() -> AnyView {
    let desk = use_desk();
    let filter = RwSignal::new(Filter::default());
    use_query(desk.caseload, endpoints::FAMILIES);
    let families = facts_view(desk.caseload, 4, move |reader, facts: &Caseload| {
        list(reader, facts, filter)
    });
    view! {
        <Page title=text(Words::caseload_title)>
            <WrongTries/>
            <SearchField filter/>
            {filters(filter)}
            {families}
            <Emergency/>
            <Screens/>
        </Page>
    }
}

/// Somebody has tried this member's name with wrong words: they should know.
#[component]
fn WrongTries() -> impl IntoView {
    let portal = use_portal();
    let words = use_speech().words();
    move || {
        let tries = portal.wrong_tries();
        (tries > 0).then(|| {
            let said = words.with(|w| w.staff_wrong_tries(tries));
            view! { <p class="notice" data-tone="late">{said}</p> }
        })
    }
}

#[component]
fn SearchField(filter: RwSignal<Filter>) -> impl IntoView {
    view! {
        <div class="field" role="search">
            <label for="search">{text(Words::caseload_search)}</label>
            <input
                id="search"
                type="search"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || filter.with(|f| f.text.clone())
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    filter.update(|f| f.text = typed);
                }
                on:keydown=move |event| step(&event, None)
            />
        </div>
    }
}

/// A button for each reason, with how many families it finds.
fn filters(filter: RwSignal<Filter>) -> AnyView {
    let desk = use_desk();
    let words = use_speech().words();
    let chip = move |need: Option<Attention>| {
        let label = move || {
            let n = desk.caseload.with(|c| {
                let families = &c.value()?.facts.families;
                Some(match need {
                    Some(need) => count(families, need),
                    None => i32::try_from(families.len()).unwrap_or(i32::MAX),
                })
            });
            let name = words.with(|w| need.map_or_else(|| w.attention_all(), |n| reason(w, n)));
            match n {
                Some(n) => [name, words.with(|w| w.number(n))].join(" "),
                None => name,
            }
        };
        let pressed = move || (filter.with(|f| f.only) == need).to_string();
        view! {
            <button type="button" class="chip" aria-pressed=pressed
                on:click=move |_| filter.update(|f| f.only = need)>{label}</button>
        }
    };
    let all = std::iter::once(None).chain(REASONS.map(Some));
    view! {
        <div class="chips" role="group" aria-label=text(Words::caseload_filter)>
            {all.map(chip).beside()}
        </div>
    }
}

fn list(reader: &Reader, facts: &Caseload, filter: RwSignal<Filter>) -> AnyView {
    let words = reader.words;
    let fitting = filter.with(|filter| {
        let fitting = facts
            .families
            .iter()
            .filter(|f| fits(f, filter, intl::lower));
        fitting.map(|f| row(reader, f)).collect::<Vec<_>>()
    });
    let said = match (facts.families.is_empty(), fitting.is_empty()) {
        (true, _) => Some(words.caseload_empty()),
        (_, true) => Some(words.caseload_none()),
        _ => None,
    };
    if let Some(title) = said {
        return cards_alone(vec![Card {
            title,
            ..Card::default()
        }]);
    }
    let shown = i32::try_from(fitting.len()).unwrap_or(i32::MAX);
    let rows = fitting.into_iter().enumerate().map(family_row);
    view! {
        <p class="small" role="status">{words.caseload_count(shown)}</p>
        <ul class="families">{rows.beside()}</ul>
    }
}

fn family_row((at, row): (usize, Row)) -> AnyView {
    let (desk, portal, navigator) = (use_desk(), use_portal(), use_navigator());
    let open = move |_| {
        desk.open(portal, &row.id);
        navigator.go(Route::Staff(Desk::Family));
    };
    let lines = row.lines.into_iter().map(|line| view! { <LineView line/> });
    view! {
        <li>
            <button type="button" id=format!("family-{at}") class="card family-row" on:click=open
                on:keydown=move |event| step(&event, Some(at))>
                <span class="family-name">
                    <b>{row.name}</b>
                    <span class="small">{row.number}" · "{row.language}</span>
                </span>
                {lines.beside()}
                <span class="small">{row.news}</span>
            </button>
        </li>
    }
}

/// Arrow keys go from the field to the first family, and from one to the next.
fn step(event: &KeyboardEvent, at: Option<usize>) {
    let to = match (event.key().as_str(), at) {
        ("ArrowDown", None) => Some(0),
        ("ArrowDown", Some(at)) => Some(at + 1),
        ("ArrowUp", Some(at)) if at > 0 => Some(at - 1),
        ("ArrowUp", Some(_)) => {
            event.prevent_default();
            document::focus("#search");
            None
        }
        ("Home", Some(_)) => Some(0),
        _ => None,
    };
    if let Some(to) = to {
        event.prevent_default();
        document::focus(&format!("#family-{to}"));
    }
}
