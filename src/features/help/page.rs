//! Search as you type, by need, with filters that say how many they would leave.

use leptos::prelude::*;
use portal_types::{Center, Need};

use super::card::{need_name, need_words, service_card};
use super::hours::Minute;
use super::list::ListLink;
use super::search::{Found, Index, Wish};
use super::state::{PAGE, Search};
use crate::api::endpoints;
use crate::data::{Portal, Remote, use_portal, use_query, use_speech};
use crate::i18n::Words;
use crate::platform::{clock, connectivity, intl};
use crate::shell::{Page, cards, live, text, trouble};
use crate::ui::{Call, Card, Icon, Line, LineView, Notice, Skeleton};

/// The services.
#[must_use]
pub fn page() -> AnyView {
    let portal = use_portal();
    let words = use_speech().words();
    let opened_ms = clock::now_ms();
    use_directory(portal);
    let retry = Callback::new(move |()| portal.directory.retry());
    let content = live(move || {
        let words = words.get();
        portal.center.with(|center| match center {
            Remote::Loading => view! { <Skeleton cards=4 label=words.loading()/> }.into_any(),
            Remote::Failed(error) => trouble(portal, &words, *error, retry),
            Remote::Fresh(center) | Remote::Stale { value: center, .. } => {
                let elapsed = (clock::now_ms() - opened_ms) / 60_000;
                let now = Now::of(center, u32::try_from(elapsed).unwrap_or(0));
                directory_view(portal, &words, center, &now, retry)
            }
        })
    });
    view! {
        <Page title=text(Words::help_title)>
            <p class="intro">{text(Words::help_intro)}</p>
            <ListLink/>
            <SearchField/>
            {content}
            <Elsewhere/>
        </Page>
    }
    .into_any()
}

/// Keeps the directory loaded while the current view is shown.
pub fn use_directory(portal: Portal) {
    Effect::new(move |_| {
        let hash = portal.center.with(|center| {
            let directory = center.value()?.directory.as_ref()?;
            Some(directory.hash.clone())
        });
        if let Some(hash) = hash {
            use_query(portal.directory, &endpoints::directory(&hash));
        }
    });
}

fn nothing(title: String) -> AnyView {
    cards(vec![Card {
        title,
        ..Card::default()
    }])
}

/// The day and time by which openness and freshness are told.
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

fn directory_view(
    portal: Portal,
    words: &Words,
    center: &Center,
    now: &Now,
    retry: Callback<()>,
) -> AnyView {
    if center.directory.is_none() {
        return nothing(words.help_no_directory());
    }
    portal.directory.with(|directory| match directory {
        Remote::Loading => view! { <Skeleton cards=4 label=words.loading()/> }.into_any(),
        Remote::Failed(error) => trouble(portal, words, *error, retry),
        Remote::Fresh(directory)
        | Remote::Stale {
            value: directory, ..
        } => {
            let index = Index::new(directory, &need_words(words), words.language().tag);
            results(portal, index, now.minute(), now.as_of.clone())
        }
    })
}

/// The filters and the list of what was found. Folding the directory has happened once, in `index`.
fn results(portal: Portal, index: Index, now: Option<Minute>, today: String) -> AnyView {
    let search: Search = expect_context();
    let words = use_speech().words();
    live(move || {
        let (words, wish, shown) = (words.get(), search.wish.get(), search.shown.get());
        portal.directory.with(|directory| {
            let Some(directory) = directory.value() else {
                return ().into_any();
            };
            let found = index.find(directory, &wish, now);
            let part = found.positions.iter().take(shown);
            let entries = part.filter_map(|at| directory.services.get(*at));
            let told = entries.map(|entry| service_card(&words, directory, entry, now, &today));
            let count = i32::try_from(found.positions.len()).unwrap_or(0);
            view! {
                {filters(&words, search, &found)}
                <div role="status"><h2>{words.help_count(count)}</h2></div>
                {(count == 0).then(|| nothing(words.help_nothing()))}
                <div class="directory">{cards(told.collect())}</div>
                {more(&words, search, found.positions.len() > shown)}
            }
            .into_any()
        })
    })
}

#[component]
fn SearchField() -> impl IntoView {
    let search: Search = expect_context();
    let words = use_speech().words();
    let need = move |need: Need| {
        let on = move || search.wish.with(|w| w.need == Some(need));
        let press = move |_| search.change(|w| w.need = (w.need != Some(need)).then_some(need));
        // Once something is looked for, what was found moves up to where the other needs stood.
        let hidden = move || {
            search
                .wish
                .with(|w| w.need.map_or(!w.text.is_empty(), |n| n != need))
        };
        let label = Signal::derive(move || words.with(|w| need_name(w, need)));
        view! { <span hidden=hidden>{chip(label, on, press)}</span> }.into_any()
    };
    view! {
        <div class="field" role="search">
            <label for="search">{text(Words::help_search)}</label>
            <input
                id="search"
                type="search"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || search.wish.with(|w| w.text.clone())
                on:input:target=move |event| {
                    let typed = event.target().value();
                    search.change(|wish| wish.text = typed);
                }
            />
        </div>
        <div class="chips" role="group" aria-label=text(Words::help_needs)>
            {Need::ALL.map(need).collect_view()}
        </div>
    }
    .into_any()
}

fn chip(
    label: Signal<String>,
    on: impl Fn() -> bool + Send + 'static,
    press: impl Fn(leptos::ev::MouseEvent) + 'static,
) -> AnyView {
    view! {
        <button type="button" class="chip" aria-pressed=move || on().to_string() on:click=press>
            {label}
        </button>
    }
    .into_any()
}

type Filter = (String, fn(&mut Wish) -> &mut bool);

fn filters(words: &Words, search: Search, found: &Found) -> AnyView {
    let count = |n: usize| i32::try_from(n).unwrap_or(0);
    let language = words.language().name;
    let all: [Filter; 3] = [
        (words.filter_free(count(found.free)), |w| &mut w.free),
        (words.filter_speaks(count(found.speaks), language), |w| {
            &mut w.speaks
        }),
        (words.filter_open(count(found.open)), |w| &mut w.open),
    ];
    let one = |(label, field): Filter| {
        let on = move || search.wish.with(|wish| *field(&mut wish.clone()));
        let press = move |_| search.change(|wish| *field(wish) ^= true);
        chip(Signal::stored(label), on, press)
    };
    view! {
        <div class="chips" role="group" aria-label=words.help_filters()>
            {all.map(one).collect_view()}
        </div>
    }
    .into_any()
}

fn more(words: &Words, search: Search, any: bool) -> Option<AnyView> {
    any.then(|| {
        let press = move |_| search.shown.update(|n| *n += PAGE);
        view! {
            <button type="button" class="button" on:click=press>{words.help_more()}</button>
        }
        .into_any()
    })
}

/// The directory is never complete: a person at 211 knows more.
#[component]
fn Elsewhere() -> impl IntoView {
    let words = use_speech().words();
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
            let private = Line::plain(Icon::Lock, w.help_private());
            view! {
                <Notice icon=Icon::Phone texts calls=vec![call]/>
                <LineView line=private/>
            }
        })
    }
}
