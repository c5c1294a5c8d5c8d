//! A screen of private facts in each of its states: loading, fresh, stale, failed.

use leptos::prelude::*;
use portal_types::{Answer, Center, Playbook};
use serde::de::DeserializeOwned;

use super::trouble::{stale_text, trouble};
use crate::data::{Remote, Slot, use_portal, use_speech};
use crate::facts::{Freshness, Reader, freshness};
use crate::i18n::Words;
use crate::platform::{clock, intl};
use crate::ui::{Icon, Line, LineView, Skeleton, Tone};

/// Shows the facts of `slot` by `show`, under `cards` grey cards until they arrive.
pub fn facts_view<T>(
    slot: Slot<Answer<T>>,
    cards: usize,
    show: impl Fn(&Reader, &T) -> AnyView + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + Sync + Clone + PartialEq + 'static,
    Answer<T>: DeserializeOwned,
{
    let portal = use_portal();
    let words = use_speech().words();
    let retry = Callback::new(move |()| slot.retry(move || portal.end()));
    let stale = stale_notice(slot.state(), words);
    move || {
        let words = words.get();
        let (playbook, center) = (portal.playbook.state(), portal.center.state());
        let waiting = playbook.with(Remote::is_loading) || center.with(Remote::is_loading);
        slot.state().with(|state| match state {
            Remote::Failed(error) => trouble(portal, &words, *error, retry),
            Remote::Fresh(answer) | Remote::Stale { value: answer, .. } if !waiting => playbook
                .with(|playbook| {
                    center.with(|center| {
                        let known = (playbook.value(), center.value());
                        told(&words, known, answer, stale, &show)
                    })
                }),
            _ => view! { <Skeleton cards label=words.loading()/> }.into_any(),
        })
    }
}

/// The facts between what is missing and how old they are.
fn told<T>(
    words: &Words,
    known: (Option<&Playbook>, Option<&Center>),
    answer: &Answer<T>,
    stale: Signal<Option<String>>,
    show: &dyn Fn(&Reader, &T) -> AnyView,
) -> AnyView {
    let no_words = Playbook::default();
    let phone_zone = intl::phone_zone().unwrap_or_default();
    let zone = known
        .1
        .map_or(phone_zone.as_str(), |c| c.time_zone.as_str());
    let reader = Reader {
        words,
        playbook: known.0.unwrap_or(&no_words),
        sources: &answer.sources,
        zone,
        elsewhere: zone != phone_zone,
    };
    let age = freshness(&reader, &answer.as_of);
    let shown = show(&reader, &answer.facts);
    framed(words, age, stale, shown)
}

fn framed(words: &Words, age: Freshness, stale: Signal<Option<String>>, shown: AnyView) -> AnyView {
    let missing = |text| view! { <LineView line=Line::toned(Icon::Info, text, Tone::Late)/> };
    let item = |text| view! { <li>{text}</li> };
    view! {
        <div role="status">
            {move || stale.get().map(missing)}
            {age.missing.into_iter().map(missing).collect_view()}
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

/// The age of stale facts, kept up to the minute.
fn stale_notice<T: Send + Sync + Clone + 'static>(
    state: Signal<Remote<T>>,
    words: Signal<std::sync::Arc<Words>>,
) -> Signal<Option<String>> {
    let now = RwSignal::new(clock::now_ms());
    clock::every(60_000, move || now.set(clock::now_ms()));
    Signal::derive(move || {
        let now = now.get().max(clock::now_ms());
        state.with(|state| words.with(|words| stale_text(words, state, now)))
    })
}
