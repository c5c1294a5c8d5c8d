//! The path as a vertical line with stations.

use leptos::prelude::*;
use portal_view::view;

use super::view_model::{self, Group, Station};
use crate::api::endpoints;
use crate::data::{use_portal, use_query};
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::shell::{Page, Section, facts_view, text};
use crate::ui::{Card, CardView};

/// The path.
#[must_use]
pub fn page() -> AnyView {
    let portal = use_portal();
    use_query(portal.steps, endpoints::STEPS);
    let content = facts_view(portal.steps, 4, |reader, facts| {
        if facts.steps.is_empty() {
            let title = reader.words.steps_none();
            let card = Card {
                title,
                ..Card::default()
            };
            return view! { <CardView card alone=true/> };
        }
        let groups = view_model::groups(reader, &facts.steps).into_iter();
        groups.map(|group| group_view(reader.words, group)).beside()
    });
    view! {
        <Page title=text(Words::steps_title)>
            <p class="intro">{text(Words::steps_intro)}</p>
            {content}
        </Page>
    }
}

fn group_view(words: &Words, group: Group) -> AnyView {
    let count = i32::try_from(group.later.len()).unwrap_or(0);
    let later = (count > 0).then(|| {
        view! {
            <details>
                <summary>{words.steps_later(count)}</summary>
                {path(group.later)}
            </details>
        }
    });
    view! {
        <Section title=group.title>
            <p class="small">{group.about}</p>
            {path(group.stations)}
            {later}
        </Section>
    }
}

fn path(stations: Vec<Station>) -> AnyView {
    let station = |station: Station| {
        view! {
            <li data-place=station.place.as_str()><CardView card=station.card/></li>
        }
    };
    view! { <ol class="path">{stations.into_iter().map(station).beside()}</ol> }
}
