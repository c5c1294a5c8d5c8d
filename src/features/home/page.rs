//! The home screen: three questions, three answers.

use leptos::prelude::*;
use portal_view::view;

use super::view_model::{self, Home};
use crate::api::endpoints;
use crate::data::{Access, use_portal, use_query, use_speech};
use crate::i18n::Words;
use crate::routes::Route;
use crate::shell::{Page, Section, cards, facts_view, live, shown, text};
use crate::ui::{Icon, Notice, Tone};

/// The home screen.
#[must_use]
pub fn page() -> AnyView {
    let portal = use_portal();
    use_query(portal.overview, endpoints::OVERVIEW);
    // The list of visits gives the next one its place in the list, and opens at once.
    use_query(portal.visits, endpoints::APPOINTMENTS);
    let content = facts_view(portal.overview, 3, move |reader, overview| {
        let next = overview.next_appointment.as_ref();
        let position = portal.visits.with(|visits| {
            let all = &visits.value()?.facts.appointments;
            all.iter()
                .position(|v| next.is_some_and(|next| next.id == v.id))
        });
        let home = view_model::home(reader, overview, position);
        let opened = portal.access.with(|access| match access {
            Access::SignedIn(session) => session.last_opened.clone(),
            _ => None,
        });
        let opened = opened.map(|at| {
            reader
                .words
                .last_opened(&reader.day(&at), &reader.time(&at))
        });
        answers(reader.words, home, opened)
    });
    view! {
        <Page title=text(Words::home_title)>
            <WrongTries/>
            {content}
        </Page>
    }
}

fn answers(words: &Words, home: Home, opened: Option<String>) -> AnyView {
    view! {
        <Section title=words.home_next()>{cards(vec![home.next])}</Section>
        <Section title=words.home_visit()>{cards(vec![home.visit])}</Section>
        <Section title=words.home_late()>{cards(home.late)}</Section>
        <p class="more"><a href=Route::News.href()>{words.news_link()}</a></p>
        <p class="small">{opened}</p>
    }
}

/// Somebody has tried this family's card with a wrong PIN: they should know.
#[component]
fn WrongTries() -> impl IntoView {
    let portal = use_portal();
    let words = use_speech().words();
    live(move || {
        let n = portal.wrong_tries();
        let notice = (n > 0).then(|| {
            let texts = words.with(|w| vec![w.wrong_tries(n), w.wrong_tries_do()]);
            view! { <Notice icon=Icon::Lock tone=Tone::Late texts/> }
        });
        shown(notice)
    })
}
