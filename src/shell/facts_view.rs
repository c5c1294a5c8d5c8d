//! A screen of private facts in each of its states: loading, fresh, stale, failed.

use std::sync::Arc;

use leptos::prelude::*;
use portal_types::{Answer, SourceState};
use portal_view::view;

use super::page::live;
use super::trouble::{stale_text, trouble};
use crate::api::{ApiError, Wire};
use crate::data::{Portal, Remote, Slot, use_portal, use_speech};
use crate::facts::{Book, Freshness, NoBook, Reader, freshness};
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::platform::{clock, intl};
use crate::ui::{Icon, Line, LineView, Skeleton, Tone};

/// What a place in memory holds, without its type.
enum Seen<'a> {
    Loading,
    Failed(ApiError),
    Known {
        as_of: &'a str,
        sources: &'a [SourceState],
        stale_since: Option<i64>,
        show: &'a dyn Fn(&Reader) -> AnyView,
    },
}

/// Shows what it is given.
type Eye<'a> = &'a mut dyn FnMut(Seen) -> AnyView;

/// Shows the facts of `slot` by `show`, under `cards` grey cards until they arrive.
pub fn facts_view<T: Send + Sync + 'static>(
    slot: Slot<Answer<T>>,
    cards: usize,
    show: impl Fn(&Reader, &T) -> AnyView + Send + 'static,
) -> AnyView
where
    Answer<T>: Wire,
{
    let look = move |eye: Eye| {
        slot.with(|state| match state {
            Remote::Loading => eye(Seen::Loading),
            Remote::Failed(error) => eye(Seen::Failed(error)),
            Remote::Fresh(answer) | Remote::Stale { value: answer, .. } => eye(Seen::Known {
                as_of: &answer.as_of,
                sources: &answer.sources,
                stale_since: state.stale_since(),
                show: &|reader| show(reader, &answer.facts),
            }),
        })
    };
    state_view(Box::new(look), cards, Callback::new(move |()| slot.retry()))
}

/// The states are the same for every type, so they exist once.
fn state_view(
    look: Box<dyn Fn(Eye) -> AnyView + Send>,
    cards: usize,
    retry: Callback<()>,
) -> AnyView {
    let portal = use_portal();
    let words = use_speech().words();
    let now = minutes();
    live(move || {
        let words = words.get();
        let (book, center) = (portal.playbook, portal.center);
        let waiting = book.with(|b| b.is_loading()) || center.with(|c| c.is_loading());
        let mut eye = |seen: Seen| match seen {
            Seen::Failed(error) => trouble(portal, &words, error, retry),
            Seen::Known {
                as_of,
                sources,
                stale_since,
                show,
            } if !waiting => {
                let now = now.get().max(clock::now_ms());
                let stale = stale_since.map(|since| stale_text(&words, now - since));
                with_reader(portal, &words, sources, as_of, |reader| {
                    framed(&words, stale, freshness(reader, as_of), show(reader))
                })
            }
            _ => view! { <Skeleton cards label=words.loading()/> },
        };
        look(&mut eye)
    })
}

/// Shows what the playbook alone says, under `cards` grey cards until it arrives.
pub fn book_view(
    portal: Portal,
    words: ReadSignal<Arc<Words>>,
    cards: usize,
    show: impl Fn(&Reader) -> AnyView + Send + 'static,
) -> AnyView {
    let retry = Callback::new(move |()| portal.playbook.retry());
    live(move || {
        let words = words.get();
        let failed = portal.playbook.with(|book| match book {
            Remote::Failed(error) => Some(error),
            _ => None,
        });
        if let Some(error) = failed {
            return trouble(portal, &words, error, retry);
        }
        if portal.playbook.with(|book| book.is_loading()) {
            return view! { <Skeleton cards label=words.loading()/> };
        }
        with_reader(portal, &words, &[], "", &show)
    })
}

/// Everything needed to read facts aloud right now.
fn with_reader(
    portal: Portal,
    words: &Words,
    sources: &[SourceState],
    as_of: &str,
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
                today: as_of.get(..10).unwrap_or_default(),
                // The touch screen stands in the centre, whatever zone its machine was set to.
                elsewhere: zone != phone_zone && !portal.kiosk,
            })
        })
    })
}

/// The facts, and below them who could not be reached and how old they are. What the family came
/// for stands first; a step of an agency that was not reached says so itself.
fn framed(words: &Words, stale: Option<String>, age: Freshness, shown: AnyView) -> AnyView {
    let missing = |text| view! { <LineView line=Line::toned(Icon::Info, text, Tone::Late)/> };
    let item = |text| view! { <li>{text}</li> };
    view! {
        <div role="status">{stale.map(missing)}</div>
        {shown}
        {age.missing.into_iter().map(missing).beside()}
        <details class="age">
            <summary>{age.as_of}</summary>
            <p>{words.facts_from()}</p>
            <ul>{age.agencies.into_iter().map(item).beside()}</ul>
        </details>
    }
}

/// The phone's clock, a minute at a time, so that an age in words stays true.
fn minutes() -> RwSignal<i64> {
    let now = RwSignal::new(clock::now_ms());
    clock::every(60_000, move || now.set(clock::now_ms()));
    now
}
