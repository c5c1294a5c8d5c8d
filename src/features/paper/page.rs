//! The page on screen and on paper: A4 or Letter, whatever the printer has.

use std::sync::Arc;

use leptos::prelude::*;
use portal_types::Overview;
use portal_view::view;

use super::view_model::{Entry, asked, steps, visits};
use crate::api::endpoints;
use crate::data::{use_desk, use_portal, use_query, use_speech};
use crate::facts::{Reader, freshness};
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::navigation::use_navigator;
use crate::platform::page as document;
use crate::routes::{Desk, Route};
use crate::shell::{facts_view, live, text, trouble, with_sides};
use crate::ui::Skeleton;

/// Shows the services that were chosen, in the words of a language.
type Services = fn(Signal<Arc<Words>>) -> AnyView;

/// The page. `services` shows the services that were chosen.
#[must_use]
pub fn page(services: Services) -> AnyView {
    let (desk, portal, navigator) = (use_desk(), use_portal(), use_navigator());
    let chosen = desk.chosen.get_untracked();
    let Some((family, caregiver)) = chosen.and_then(|c| Some((c.family, c.caregiver?))) else {
        navigator.redirect(Route::Staff(Desk::Families));
        return ().into_any();
    };
    let list = |name| endpoints::family_list(&family, name, Some(&caregiver));
    use_query(portal.overview, &list("overview"));
    use_query(portal.steps, &list("steps"));
    use_query(portal.visits, &list("appointments"));
    // What is handed over carelessly says nothing of the case.
    let safe = RwSignal::new(true);
    let sheet = live(move || {
        if safe.get() {
            safe_sheet(services)
        } else {
            facts_view(portal.overview, 2, move |reader, _: &Overview| {
                full_sheet(reader, services)
            })
        }
    });
    let back = move |_| navigator.go(Route::Staff(Desk::Walk));
    view! {
        <div class="paper-tools">
            <p class="back">
                <button type="button" class="quiet" on:click=back>{text(Words::paper_back)}</button>
            </p>
            <h1 tabindex="-1">{text(Words::paper_title)}</h1>
            {levels(safe)}
            <button type="button" class="button button-first" on:click=move |_| document::print()>
                {text(Words::paper_print)}
            </button>
        </div>
        {sheet}
    }
}

/// How much is on the page.
fn levels(safe: RwSignal<bool>) -> AnyView {
    let level = |id: &'static str, value: bool, say: fn(&Words) -> String| {
        view! {
            <div class="choice">
                <input id=id type="radio" name="level" prop:checked=move || safe.get() == value
                    on:change=move |_| safe.set(value)/>
                <label for=id>{text(say)}</label>
            </div>
        }
    };
    view! {
        <fieldset class="levels">
            <legend>{text(Words::paper_level)}</legend>
            {level("level-safe", true, Words::paper_safe)}
            {level("level-full", false, Words::paper_full)}
        </fieldset>
    }
}

/// The family's words; the advocate's until they have arrived.
fn their_words() -> Signal<Arc<Words>> {
    let desk = use_desk();
    let own = use_speech().words();
    Signal::derive(move || desk.theirs.get().unwrap_or_else(|| own.get()))
}

/// Only the help that was chosen, and nothing of the case.
fn safe_sheet(services: Services) -> AnyView {
    let words = their_words();
    let (tag, dir) = words.with(|w| (w.language().tag, w.language().dir));
    view! {
        <article class="sheet" lang=tag dir=dir>
            <h2>{words.with(|w| w.paper_head_safe())}</h2>
            {services(words)}
            {calls(words, false)}
        </article>
    }
}

fn full_sheet(staff: &Reader, services: Services) -> AnyView {
    let (desk, portal) = (use_desk(), use_portal());
    let own = use_speech().words().get();
    if let Some(error) = portal.steps.failure().or_else(|| portal.visits.failure()) {
        let retry = Callback::new(move |()| {
            portal.steps.retry();
            portal.visits.retry();
        });
        return trouble(portal, &own, error, retry);
    }
    let sheet = portal.steps.with(|all_steps| {
        portal.visits.with(|all_visits| {
            let (all_steps, all_visits) = (all_steps.value()?, all_visits.value()?);
            let (all_steps, all_visits) = (&all_steps.facts.steps, &all_visits.facts.appointments);
            let head = (staff.sources, staff.today);
            with_sides((portal, desk), &own, head, |reader, _| {
                let words = reader.words;
                let missing = freshness(reader, reader.today).missing;
                let is_chosen = |key: &str| desk.questions.with(|all| all.contains(key));
                let parts = [
                    (words.paper_visits(), visits(reader, all_visits)),
                    (words.paper_steps(), steps(reader, all_steps)),
                    (
                        words.paper_ask(),
                        asked(reader, (all_steps, all_visits), is_chosen),
                    ),
                ];
                let parts = parts.into_iter().filter(|(_, entries)| !entries.is_empty());
                view! {
                    <article class="sheet" lang=words.language().tag dir=words.language().dir>
                        <h2>{words.paper_head()}</h2>
                        <p class="small">{words.paper_made(&reader.day(reader.today))}</p>
                        {parts.map(part).beside()}
                        <section>
                            <h3>{words.paper_services()}</h3>
                            {services(their_words())}
                        </section>
                        {calls(their_words(), true)}
                        {missing.into_iter().map(|text| view! { <p class="small">{text}</p> }).beside()}
                    </article>
                }
            })
        })
    });
    sheet.unwrap_or_else(|| view! { <Skeleton cards=2 label=own.loading()/> })
}

fn part((title, entries): (String, Vec<Entry>)) -> AnyView {
    let row = |entry: Entry| {
        view! {
            <li>
                <b>{entry.what}</b>
                {(!entry.when.is_empty()).then(|| view! { <span>{entry.when}</span> })}
                {(!entry.who.is_empty()).then(|| view! { <span class="small">{entry.who}</span> })}
            </li>
        }
    };
    view! {
        <section>
            <h3>{title}</h3>
            <ul class="entries">{entries.into_iter().map(row).beside()}</ul>
        </section>
    }
}

/// The number for emergencies, and the centre's, without its name.
fn calls(words: Signal<Arc<Words>>, with_center: bool) -> AnyView {
    let portal = use_portal();
    let center = portal.center.with(|c| c.value().map(|c| c.phone.clone()));
    let center = center.filter(|_| with_center);
    view! {
        <section>
            <h3>{words.with(|w| w.paper_calls())}</h3>
            <ul class="entries">
                <li>{words.with(|w| w.emergency())}</li>
                {center.map(|phone| view! { <li><bdi dir="ltr">{phone}</bdi></li> })}
            </ul>
        </section>
    }
}
