//! Finding help: a field to type in, needs and filters to pick, and what is found.
//!
//! The search is a wasm of its own. It is fetched when somebody touches the field or has chosen a
//! need; until then the page says what it has and from when it is. Not while a need is still
//! pressed: its number would come, move it from under the finger, and nothing would be chosen.

use leptos::prelude::*;
use portal_types::Center;
use portal_view::view;

use super::filters::{Filters, needs};
use super::hours::Minute;
use super::list::ListLink;
use super::results::{Found, found, results};
use super::state::{Search, use_finder};
use crate::data::{Portal, Remote, use_portal, use_speech};
use crate::i18n::{DateStyle, Words};
use crate::platform::{clock, connectivity, intl};
use crate::shell::{Page, cards, live, text, trouble};
use crate::ui::{Call, Card, Icon, Line, LineView, Notice, Skeleton};

/// The services.
#[must_use]
pub fn page() -> AnyView {
    let portal = use_portal();
    let search: Search = expect_context();
    use_finder(portal, search);
    let now = use_now(portal);
    let found = found(portal, search, now);
    // Once it stands there, nothing above it changes its size by itself.
    let elsewhere = move || {
        let told = !portal.center.with(|center| center.is_loading());
        told.then(|| view! { <Elsewhere/> })
    };
    view! {
        <Page title=text(Words::help_title)>
            <p class="intro">{text(Words::help_intro)}</p>
            <ListLink/>
            <SearchField search/>
            {needs(search, found)}
            <Filters search found/>
            {content(portal, found, now)}
            {elsewhere}
        </Page>
    }
}

/// What stands below the filters: nothing yet, why there is nothing, or what was found.
fn content(portal: Portal, found: Memo<Option<Found>>, now: Memo<Option<Now>>) -> AnyView {
    let words = use_speech().words();
    let retry = retry(portal);
    live(move || {
        let words = words.get();
        let waiting = || view! { <Skeleton cards=4 label=words.loading()/> };
        let failed = |error| trouble(portal, &words, error, retry);
        let center = portal.center.with(|center| match center {
            Remote::Loading => Err(waiting()),
            Remote::Failed(error) => Err(failed(error)),
            center => Ok(center.value().is_some_and(|c| c.directory.is_some())),
        });
        match (center, portal.finder.state()) {
            (Err(view), _) => view,
            (Ok(false), _) => cards(vec![Card {
                title: words.help_no_directory(),
                ..Card::default()
            }]),
            (_, None) => source(portal, &words),
            (_, Some(Remote::Failed(error))) => failed(error),
            (_, Some(Remote::Loading)) => waiting(),
            (_, Some(_)) => results(portal, found, now),
        }
    })
}

/// Asks again for what is missing: the directory may have another name by now.
pub fn retry(portal: Portal) -> Callback<()> {
    Callback::new(move |()| {
        portal.center.retry();
        portal.finder.retry();
    })
}

/// How many services there are, and from when the list is.
fn source(portal: Portal, words: &Words) -> AnyView {
    let told = portal.center.with(|center| {
        let center = center.value()?;
        let directory = center.directory.as_ref()?;
        let count = i32::try_from(directory.services).unwrap_or(i32::MAX);
        let day = words.date(&directory.imported_on, &center.time_zone, DateStyle::Short);
        Some(words.help_source(count, &day))
    });
    view! { <p class="small">{told}</p> }
}

/// The day and time by which openness and freshness are told.
#[derive(Clone, PartialEq)]
pub struct Now {
    /// An ISO day with the time of day behind it.
    pub as_of: String,
    /// Minutes that have passed since.
    elapsed: u32,
}

impl Now {
    /// The centre's time some minutes later. Without a signal its facts are of another day; then the
    /// phone must know.
    pub fn of(center: &Center, elapsed: u32) -> Self {
        let kept = || intl::now_in(&center.time_zone);
        let (as_of, elapsed) = match (!connectivity::is_online()).then(kept).flatten() {
            Some(now) => (now, 0),
            None => (center.as_of.clone(), elapsed),
        };
        Self { as_of, elapsed }
    }

    /// The minute of the week.
    pub fn minute(&self) -> Option<Minute> {
        Minute::of(&self.as_of, self.elapsed)
    }
}

/// The centre's time; nothing before the centre has said it.
pub fn use_now(portal: Portal) -> Memo<Option<Now>> {
    let opened_ms = clock::now_ms();
    Memo::new(move |_| {
        let elapsed = (clock::now_ms() - opened_ms) / 60_000;
        let elapsed = u32::try_from(elapsed).unwrap_or(0);
        portal
            .center
            .with(|center| Some(Now::of(center.value()?, elapsed)))
    })
}

#[component]
fn SearchField(search: Search) -> impl IntoView {
    view! {
        <div class="field" role="search">
            <label for="search">{text(Words::help_search)}</label>
            <input
                id="search"
                type="search"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || search.wish.with(|w| w.text.clone())
                on:focus=move |_| search.want()
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    search.change(|wish| wish.text = typed);
                }
            />
        </div>
    }
}

/// The directory is never complete: a person at 211 knows more.
#[component]
fn Elsewhere() -> impl IntoView {
    let words = use_speech().words();
    let kiosk = use_portal().kiosk;
    move || {
        words.with(|w| {
            let call = Call {
                text: w.help_211_call(),
                who: String::new(),
                number: "211".to_owned(),
                href: Call::link("211", None),
                first: false,
            };
            let texts = vec![w.help_211()];
            let private = if kiosk {
                w.attract_private()
            } else {
                w.help_private()
            };
            let private = Line::plain(Icon::Lock, private);
            view! {
                <Notice icon=Icon::Phone texts calls=vec![call]/>
                <LineView line=private/>
            }
        })
    }
}
