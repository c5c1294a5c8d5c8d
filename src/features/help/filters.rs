//! What can be picked: a need, and what the list is to show only. Each says how many there would be.
//!
//! The buttons stay while the list changes, so that a keyboard and a screen reader keep their place.

use crate::markup::Beside as _;
use crate::markup::Text;
use leptos::prelude::*;
use portal_types::Need;
use portal_view::view;

use super::card::need_name;
use super::found::Filter;
use super::results::Found;
use super::state::{Near, Search};
use crate::data::{effect, use_portal, use_speech};
use crate::i18n::Words;
use crate::platform::clock;
use crate::shell::text;

/// Filters that are always in view.
const FIRST: [Filter; 3] = [Filter::Free, Filter::Speaks, Filter::Open];
/// Filters behind a touch.
const MORE: [Filter; 4] = [
    Filter::Children,
    Filter::NoPapers,
    Filter::ByBus,
    Filter::Wheelchair,
];
/// Digits of a US postal code.
const ZIP: usize = 5;

/// The needs as buttons.
pub fn needs(search: Search, found: Memo<Option<Found>>) -> AnyView {
    let words = use_speech().words();
    let need = move |need: Need| {
        let on = move || search.wish.with(|w| w.need == Some(need));
        let press = move || search.change(|w| w.need = (w.need != Some(need)).then_some(need));
        // Once something is looked for, what was found moves up to where the other needs stood.
        let hidden = move || {
            search
                .wish
                .with(|w| w.need.map_or(!w.text.is_empty(), |n| n != need))
        };
        let label = Text::new(move || {
            let count = found.with(|f| f.as_ref().map(|f| f.found.with_need(need)));
            words.with(|w| match count {
                Some(n) => w.need_count(&need_name(w, need), &n.to_string()),
                None => need_name(w, need),
            })
        });
        view! { <span hidden=hidden>{chip(label, on, press)}</span> }
    };
    view! {
        <div class="chips" role="group" aria-label=text(Words::help_needs)>
            {Need::ALL.map(need).beside()}
        </div>
    }
}

/// The filters, the commonest first and the others behind a touch.
#[component]
pub fn Filters(
    /// What is looked for.
    search: Search,
    /// What was found.
    found: Memo<Option<Found>>,
) -> impl IntoView {
    let filter = move |filter: Filter| {
        let on = move || search.wish.with(|w| w.has(filter));
        let press = move || search.change(|w| w.switch(filter));
        chip(label(found, filter), on, press)
    };
    let all = move || {
        view! {
            <div class="chips" role="group" aria-label=text(Words::help_filters)>
                {FIRST.map(filter).beside()}
            </div>
            <details class="filters">
                <summary>{text(Words::filter_more)}</summary>
                <div class="chips" role="group" aria-label=text(Words::filter_more)>
                    {MORE.map(filter).beside()}
                </div>
                <NearWhere search found/>
            </details>
        }
    };
    // Before anything is looked for, only the needs are asked. Then the first list comes, and a slow phone
    // draws these after it: both at once would hold up the next touch.
    let ready = RwSignal::new(found.with_untracked(Option::is_some));
    effect(move || {
        if found.with(Option::is_some) && !ready.get_untracked() {
            clock::after(0, move || {
                ready.try_set(true);
            })
            .forget();
        }
    });
    move || ready.get().then(all)
}

/// Near what: the centre or a postal code that is typed. Worked out on the device.
#[component]
fn NearWhere(search: Search, found: Memo<Option<Found>>) -> impl IntoView {
    let portal = use_portal();
    let is = move |near: Near| search.wish.with(|w| w.near == near);
    let has_place = move || {
        portal
            .center
            .with(|c| c.value().is_some_and(|c| c.place.is_some()))
    };
    let pick = move |near: Near| search.change(|w| w.pick(near));
    let center = move || {
        let press = move || {
            pick(if is(Near::Center) {
                Near::Anywhere
            } else {
                Near::Center
            });
        };
        chip(text(Words::near_center), move || is(Near::Center), press)
    };
    let near = move || {
        let picked = search.wish.with(|w| w.near != Near::Anywhere);
        picked.then(|| {
            let on = move || search.wish.with(|w| w.has(Filter::Near));
            let press = move || search.change(|w| w.switch(Filter::Near));
            chip(label(found, Filter::Near), on, press)
        })
    };
    let unknown = move || found.with(|f| f.as_ref().is_some_and(|f| f.unknown_zip));
    view! {
        <fieldset class="near">
            <legend>{text(Words::near_title)}</legend>
            <div class="chips">
                {move || has_place().then(center)}
                {near}
            </div>
            <ZipField search/>
            <p role="status">{move || unknown().then_some(text(Words::near_unknown))}</p>
            <p class="small">{text(Words::near_private)}</p>
        </fieldset>
    }
}

#[component]
fn ZipField(search: Search) -> impl IntoView {
    let value = move || {
        search.wish.with(|w| match &w.near {
            Near::Zip(zip) => zip.clone(),
            _ => String::new(),
        })
    };
    let typed = move |zip: String| {
        let whole = zip.len() == ZIP && zip.bytes().all(|b| b.is_ascii_digit());
        if whole {
            search.change(|w| w.pick(Near::Zip(zip)));
        } else if search
            .wish
            .with_untracked(|w| matches!(w.near, Near::Zip(_)))
        {
            search.change(|w| w.pick(Near::Anywhere));
        }
    };
    view! {
        <div class="field">
            <label for="zip">{text(Words::near_zip)}</label>
            <input
                id="zip"
                class="short"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                maxlength=ZIP
                dir="ltr"
                value=untrack(value)
                on:input=move |event| typed(event_target_value(&event))
            />
        </div>
    }
}

/// What a filter is called, and how many there would be with it.
fn label(found: Memo<Option<Found>>, filter: Filter) -> Text {
    let words = use_speech().words();
    Text::new(move || {
        let n = found.with(|f| f.as_ref().map_or(0, |f| f.found.with_filter(filter)));
        words.with(|w| match filter {
            Filter::Free => w.filter_free(n),
            Filter::Speaks => w.filter_speaks(n, w.language().name),
            Filter::Open => w.filter_open(n),
            Filter::Near => w.filter_near(n),
            Filter::Children => w.filter_children(n),
            Filter::NoPapers => w.filter_papers(n),
            Filter::ByBus => w.filter_bus(n),
            Filter::Wheelchair => w.filter_wheelchair(n),
        })
    })
}

fn chip(
    label: Text,
    on: impl Fn() -> bool + Send + 'static,
    press: impl Fn() + 'static,
) -> AnyView {
    let press: Box<dyn Fn()> = Box::new(press);
    view! {
        <button type="button" class="chip" aria-pressed=move || on().to_string()
            on:click=move |_| press()>
            {label}
        </button>
    }
}
