//! One visit in full.

use leptos::prelude::*;
use portal_view::view;

use super::calendar::calendar;
use super::view_model::fits_calendar;
use crate::api::endpoints;
use crate::data::{use_portal, use_query, use_speech};
use crate::facts::{self, Book as _};
use crate::i18n::Words;
use crate::markup::Text;
use crate::routes::Route;
use crate::shell::{Page, facts_view, text};
use crate::ui::{Card, CardView};

/// The visit at a position of the list, from 1.
#[must_use]
pub fn visit_page(position: usize) -> AnyView {
    let portal = use_portal();
    let words = use_speech().words();
    use_query(portal.visits, endpoints::APPOINTMENTS);
    let title = Text::new(move || {
        let known = portal.visits.with(|visits| {
            let visits = visits.value()?;
            let kind = &visits.facts.appointments.get(position - 1)?.kind;
            let path = ["appointments", kind, "title"];
            portal.playbook.with(|book| book.value()?.text(&path))
        });
        known.unwrap_or_else(|| words.with(|w| w.visit_unknown()))
    });
    // Made once: the facts are shown anew each minute, and a choice must outlive that.
    let shows = RwSignal::new("time");
    let content = facts_view(portal.visits, 2, move |reader, facts| {
        let Some(visit) = facts.appointments.get(position - 1) else {
            let title = reader.words.visit_gone();
            let card = Card {
                title,
                ..Card::default()
            };
            return view! { <CardView card/> };
        };
        let calendar = fits_calendar(visit).then(|| calendar(reader.words, visit, shows));
        view! { <CardView card=facts::visit_page(reader, visit)/> {calendar} }
    });
    view! {
        <p class="back"><a href=Route::Visits.href()>{text(Words::visits_all)}</a></p>
        <Page title=title>{content}</Page>
    }
}
