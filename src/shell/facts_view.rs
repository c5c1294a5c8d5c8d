//! A screen of private facts in each of its states: loading, fresh, stale, failed.

use leptos::prelude::*;
use portal_types::{Answer, SourceState};

use super::page::live;
use super::trouble::{stale_text, trouble};
use crate::api::Wire;
use crate::data::{Portal, Remote, Slot, use_portal, use_speech};
use crate::facts::{Book, Freshness, NoBook, Reader, freshness};
use crate::i18n::Words;
use crate::platform::{clock, intl};
use crate::ui::{Icon, Line, LineView, Skeleton, Tone};

/// Shows the facts of `slot` by `show`, under `cards` grey cards until they arrive.
pub fn facts_view<T: Send + Sync + 'static>(
    slot: Slot<Answer<T>>,
    cards: usize,
    show: impl Fn(&Reader, &T) -> AnyView + Send + 'static,
) -> AnyView
where
    Answer<T>: Wire,
{
    let portal = use_portal();
    let words = use_speech().words();
    let retry = Callback::new(move |()| slot.retry());
    let now = minutes();
    live(move || {
        let words = words.get();
        let book = portal.playbook;
        let waiting = book.with(Remote::is_loading) || portal.center.with(Remote::is_loading);
        slot.with(|state| match state {
            Remote::Failed(error) => trouble(portal, &words, *error, retry),
            Remote::Fresh(answer) | Remote::Stale { value: answer, .. } if !waiting => {
                let stale = stale_text(&words, state, now.get().max(clock::now_ms()));
                let sources = &answer.sources;
                with_reader(portal, &words, sources, |reader| {
                    let age = freshness(reader, &answer.as_of);
                    let shown = show(reader, &answer.facts);
                    framed(&words, stale, age, shown)
                })
            }
            _ => view! { <Skeleton cards label=words.loading()/> }.into_any(),
        })
    })
}

/// Everything needed to read facts aloud right now.
fn with_reader(
    portal: Portal,
    words: &Words,
    sources: &[SourceState],
    read: impl FnOnce(&Reader) -> AnyView,
) -> AnyView {
    let phone_zone = intl::phone_zone().unwrap_or_default();
    portal.playbook.with(|book| {
        portal.center.with(|center| {
            let zone = center
                .value()
                .map_or(phone_zone.as_str(), |c| c.time_zone.as_str());
            let book: &dyn Book = match book.value() {
                Some(book) => book,
                None => &NoBook,
            };
            read(&Reader {
                words,
                book,
                sources,
                zone,
                elsewhere: zone != phone_zone,
            })
        })
    })
}

/// The facts between what is missing and how old they are.
fn framed(words: &Words, stale: Option<String>, age: Freshness, shown: AnyView) -> AnyView {
    let missing = |text| view! { <LineView line=Line::toned(Icon::Info, text, Tone::Late)/> };
    let item = |text| view! { <li>{text}</li> };
    view! {
        <div role="status">
            {stale.into_iter().chain(age.missing).map(missing).collect_view()}
        </div>
        {shown}
        <details class="age">
            <summary>{age.as_of}</summary>
            <p>{words.facts_from()}</p>
            <ul>{age.agencies.into_iter().map(item).collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// The phone's clock, a minute at a time, so that an age in words stays true.
fn minutes() -> RwSignal<i64> {
    let now = RwSignal::new(clock::now_ms());
    clock::every(60_000, move || now.set(clock::now_ms()));
    now
}
