//! The team.

use leptos::prelude::*;
use portal_view::view;

use super::view_model;
use crate::api::endpoints;
use crate::data::{use_portal, use_query};
use crate::i18n::Words;
use crate::shell::{Page, Section, cards, facts_view, text};

/// The team.
#[must_use]
pub fn page() -> AnyView {
    let portal = use_portal();
    use_query(portal.team, endpoints::TEAM);
    let content = facts_view(portal.team, 4, |reader, facts| {
        let team = view_model::team(reader, &facts.people);
        view! {
            <Section title=reader.words.people_advocate()>{cards(team.advocate)}</Section>
            <Section title=reader.words.people_team()>{cards(team.others)}</Section>
            <Section title=reader.words.people_agencies()>{cards(team.agencies)}</Section>
        }
    });
    view! { <Page title=text(Words::people_title)>{content}</Page> }
}
