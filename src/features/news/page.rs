//! What changed.

use leptos::prelude::*;
use portal_view::view;

use super::view_model;
use crate::api::endpoints;
use crate::data::{use_portal, use_query};
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::shell::{Page, Section, facts_view, text};
use crate::ui::{Card, CardView, Line, LineView};

/// What changed.
#[must_use]
pub fn page() -> AnyView {
    let portal = use_portal();
    use_query(portal.updates, endpoints::UPDATES);
    let content = facts_view(portal.updates, 4, |reader, facts| {
        let days = view_model::days(reader, &facts.updates).into_iter();
        let day = |(day, lines): (String, Vec<Line>)| {
            let lines = lines.into_iter().map(|line| view! { <LineView line/> });
            view! { <Section title=day><div class="card">{lines.beside()}</div></Section> }
        };
        let none = facts.updates.is_empty();
        let none = none.then(|| {
            let title = view_model::nothing_new(reader, facts);
            let card = Card {
                title,
                ..Card::default()
            };
            view! { <CardView card alone=true/> }
        });
        view! { {none} {days.map(day).beside()} }
    });
    view! { <Page title=text(Words::news_title)>{content}</Page> }
}
