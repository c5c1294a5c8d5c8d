//! All visits, those ahead first.

use leptos::prelude::*;
use portal_view::view;

use super::view_model;
use crate::api::endpoints;
use crate::data::{use_portal, use_query};
use crate::i18n::Words;
use crate::shell::{Page, Section, cards, facts_view, text};

/// All visits.
#[must_use]
pub fn list_page() -> AnyView {
    let portal = use_portal();
    use_query(portal.visits, endpoints::APPOINTMENTS);
    let content = facts_view(portal.visits, 3, |reader, facts| {
        let list = view_model::list(reader, &facts.appointments);
        let count = i32::try_from(list.earlier.len()).unwrap_or(0);
        let earlier = (count > 0).then(|| {
            view! {
                <details>
                    <summary>{reader.words.visits_earlier(count)}</summary>
                    {cards(list.earlier)}
                </details>
            }
        });
        view! {
            <Section title=reader.words.visits_ahead()>{cards(list.ahead)}</Section>
            {earlier}
        }
    });
    view! { <Page title=text(Words::visits_title)>{content}</Page> }
}
