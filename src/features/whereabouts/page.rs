//! The page. It asks again each minute, because doors open and people leave.

use leptos::prelude::*;
use portal_view::view;

use super::view_model::{Whereabouts, whereabouts};
use crate::api::endpoints;
use crate::data::{Remote, use_lobby, use_portal, use_query, use_speech};
use crate::facts::Reader;
use crate::i18n::Words;
use crate::platform::clock;
use crate::shell::{Page, Section, book_view, cards, text, trouble};
use crate::ui::{CardView, Skeleton};

const MINUTE_MS: u32 = 60_000;

/// Where am I?
#[must_use]
pub fn page() -> AnyView {
    let (portal, lobby) = (use_portal(), use_lobby());
    use_query(lobby.building, endpoints::BUILDING);
    clock::every(MINUTE_MS, move || {
        lobby.building.refresh(endpoints::BUILDING, None);
    });
    let retry = Callback::new(move |()| lobby.building.retry());
    let content = book_view(portal, use_speech().words(), 3, move |reader| {
        lobby.building.with(|building| match building {
            Remote::Failed(error) => trouble(portal, reader.words, error, retry),
            Remote::Loading => {
                view! { <Skeleton cards=3 label=reader.words.loading()/> }
            }
            Remote::Fresh(building)
            | Remote::Stale {
                value: building, ..
            } => shown(reader, whereabouts(reader, building)),
        })
    });
    view! { <Page title=text(Words::where_title)>{content}</Page> }
}

fn shown(reader: &Reader, at: Whereabouts) -> AnyView {
    let rooms = (!at.rooms.is_empty()).then(|| {
        view! { <Section title=reader.words.where_rooms()>{cards(at.rooms)}</Section> }
    });
    view! {
        <CardView card=at.place alone=true/>
        <Section title=reader.words.where_hours()><CardView card=at.hours/></Section>
        {rooms}
        <p>{reader.words.where_ask()}</p>
    }
}
