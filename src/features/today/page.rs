//! The form, or once somebody is signed in what they came for.

use leptos::prelude::*;
use portal_view::view;

use super::along::{along, taking_along};
use super::form::form;
use super::view_model::today;
use crate::api::endpoints;
use crate::data::{Access, Remote, Standing, use_lobby, use_portal, use_query, use_speech};
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::platform::page as document;
use crate::shell::{Page, Section, cards, center_call, facts_view, live, text, trouble};
use crate::ui::{Icon, Notice, Skeleton, Tone};

/// What the page is about right now.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Visit,
    Form,
    Wait,
    Closed(Standing),
}

/// My visit today.
#[must_use]
pub fn page() -> AnyView {
    let (portal, lobby) = (use_portal(), use_lobby());
    let stage = Memo::new(move |_| {
        let signed_in = portal
            .access
            .with(|access| matches!(access, Access::SignedIn(_)));
        match (signed_in, lobby.standing.get()) {
            (true, _) => Stage::Visit,
            (_, Standing::Ready) => Stage::Form,
            (_, Standing::Starting) => Stage::Wait,
            (_, standing) => Stage::Closed(standing),
        }
    });
    // What stood here takes the focus away with it: the new heading gets it.
    Effect::new(move |before: Option<Stage>| {
        let now = stage.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| document::focus("h1"));
        }
        now
    });
    live(move || match stage.get() {
        Stage::Visit => visit(),
        Stage::Form => form(),
        Stage::Wait => waiting(),
        Stage::Closed(standing) => closed(standing),
    })
}

fn waiting() -> AnyView {
    let label = use_speech().words().with(|w| w.loading());
    view! { <Page title=text(Words::today_title)><Skeleton cards=2 label/></Page> }
}

/// Nobody can sign in here, and whom to ask instead.
fn closed(standing: Standing) -> AnyView {
    let portal = use_portal();
    let words = use_speech().words();
    let notice = live(move || {
        words.with(|w| {
            let said = match standing {
                Standing::New => w.today_unset(),
                Standing::Off => w.today_off(),
                _ => w.kiosk_offline(),
            };
            let calls = vec![center_call(portal, w)];
            view! { <Notice icon=Icon::Info tone=Tone::Action texts=vec![said] calls/> }
        })
    });
    view! { <Page title=text(Words::today_title)>{notice}</Page> }
}

/// Where to go now, what comes next, what is late; and a way to take it along.
fn visit() -> AnyView {
    let portal = use_portal();
    use_query(portal.overview, endpoints::OVERVIEW);
    use_query(portal.visits, endpoints::APPOINTMENTS);
    let taking = taking_along();
    let retry = Callback::new(move |()| portal.visits.retry());
    let content = facts_view(portal.overview, 3, move |reader, overview| {
        portal.visits.with(|visits| match visits {
            Remote::Failed(error) => trouble(portal, reader.words, error, retry),
            Remote::Loading => {
                view! { <Skeleton cards=2 label=reader.words.loading()/> }
            }
            Remote::Fresh(answer) | Remote::Stale { value: answer, .. } => {
                let told = today(reader, &answer.facts.appointments, overview);
                let section = |(title, shown)| view! { <Section title>{cards(shown)}</Section> };
                let [first, rest @ ..] = told.map(section);
                view! { {first} {along(taking)} {rest.into_iter().beside()} }
            }
        })
    });
    view! {
        <Page title=text(Words::today_title)>{content}</Page>
    }
}
