//! What was found, as cards.

use leptos::prelude::*;
use portal_view::view;

use super::card::service_card;
use super::found::{self, Entry, Filter};
use super::page::Now;
use super::state::{Near, PAGE, Search, spot};
use crate::data::{Portal, use_speech};
use crate::platform::search::{Engine, Question, Spot};
use crate::shell::{cards, live};
use crate::ui::Card;

/// An answer of the search, with the place it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What was found.
    pub found: found::Found,
    /// Where it is to be near, where that is known.
    near: Option<Spot>,
    /// Whether nobody knows where the postal code is.
    pub unknown_zip: bool,
}

/// What fits the wish; nothing until the directory is open.
pub fn found(portal: Portal, search: Search, now: Memo<Option<Now>>) -> Memo<Option<Found>> {
    let words = use_speech().words();
    Memo::new(move |_| {
        let wish = search.wish.get();
        let minute = now.with(|now| now.as_ref().and_then(Now::minute));
        let question = Question {
            text: wish.text,
            need: wish.need.map_or(0, portal_types::Need::bit),
            only: 0,
            language: words.with(|w| w.language().tag),
            minute: minute.map(u16::from),
            near: None,
            limit: u32::try_from(search.shown.get()).unwrap_or(u32::MAX),
        };
        portal.finder.with(|engine| {
            let near = spot(portal, engine, &wish.near);
            // Near a place that nobody knows is nowhere: better to show all, and to say so.
            let only = match near {
                Some(_) => wish.only,
                None => wish.only & !Filter::Near.bit(),
            };
            let question = Question {
                near,
                only,
                ..question
            };
            let answer = engine.find(&question);
            Found {
                found: found::Found::read(&answer),
                near,
                unknown_zip: near.is_none() && matches!(wish.near, Near::Zip(_)),
            }
        })
    })
}

/// The service at a position.
pub fn entry(engine: &Engine, at: u32, near: Option<Spot>) -> Entry {
    Entry::read(
        engine.id(at),
        &engine.texts(at),
        &engine.facts_from(at, near),
    )
}

/// How many, and the first of them.
pub fn results(portal: Portal, found: Memo<Option<Found>>, now: Memo<Option<Now>>) -> AnyView {
    let search: Search = expect_context();
    let words = use_speech().words();
    let total = Memo::new(move |_| found.with(|f| f.as_ref().map_or(0, |f| f.found.total)));
    let count = move || {
        let total = i32::try_from(total.get()).unwrap_or(i32::MAX);
        words.with(|w| w.help_count(total))
    };
    let list = live(move || {
        let (words, now) = (words.get(), now.get());
        let told = found.with(|found| {
            let found = found.as_ref()?;
            let card = |engine: &Engine, at: &u32| {
                service_card(&words, &entry(engine, *at, found.near), now.as_ref())
            };
            let all = |engine: &Engine| {
                let positions = found.found.positions.iter();
                positions.map(|at| card(engine, at)).collect::<Vec<_>>()
            };
            portal.finder.with(all)
        });
        match told {
            Some(told) if !told.is_empty() => cards(told),
            _ => cards(vec![Card {
                title: words.help_nothing(),
                ..Card::default()
            }]),
        }
    });
    let more = move || {
        let any = total.get() as usize > search.shown.get();
        any.then(|| {
            let press = move |_| search.shown.update(|n| *n += PAGE);
            view! {
                <button type="button" class="button" on:click=press>
                    {move || words.with(|w| w.help_more())}
                </button>
            }
        })
    };
    view! {
        <div role="status"><h2>{count}</h2></div>
        <div class="directory">{list}</div>
        {more}
    }
}
