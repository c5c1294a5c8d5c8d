//! The end of the showing: help to choose, questions to ask, and what was agreed.

use std::collections::BTreeSet;

use leptos::prelude::*;
use portal_view::view;

use crate::data::use_desk;
use crate::facts::Question;
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::navigation::use_navigator;
use crate::routes::{Desk, Route};
use crate::shell::text;

/// The way into the directory.
pub fn look_for_help() -> AnyView {
    let navigator = use_navigator();
    view! {
        <button type="button" class="button button-first" on:click=move |_| navigator.go(Route::Help)>
            {text(Words::walk_choose)}
        </button>
    }
}

/// Every question with a box to tick, in the family's words and the advocate's.
pub fn choose_questions(theirs: Vec<Question>, beside: Option<Vec<Question>>) -> AnyView {
    let desk = use_desk();
    let beside = beside.unwrap_or_default();
    let row = |(at, question): (usize, Question)| {
        let id = format!("question-{at}");
        let key = question.key.clone();
        let ticked = {
            let key = key.clone();
            move || desk.questions.with(|all| all.contains(&key))
        };
        let own = beside
            .get(at)
            .map(|q| view! { <p class="hint">{q.text.clone()}</p> });
        view! {
            <li class="choice">
                <input id=id.clone() type="checkbox" prop:checked=ticked
                    on:change=move |_| desk.questions.update(|all| toggle(all, &key))/>
                <label for=id>{question.text}</label>
                {own}
            </li>
        }
    };
    view! { <ul class="questions">{theirs.into_iter().enumerate().map(row).beside()}</ul> }
}

/// The questions that were chosen.
pub fn chosen_questions(words: &Words, theirs: Vec<Question>) -> AnyView {
    let desk = use_desk();
    let chosen = desk.questions.with(|all| {
        let chosen = theirs.into_iter().filter(|q| all.contains(&q.key));
        chosen
            .map(|q| view! { <li>{q.text}</li> })
            .collect::<Vec<_>>()
    });
    if chosen.is_empty() {
        return view! { <p>{words.agreed_none()}</p> };
    }
    view! { <ul>{chosen}</ul> }
}

/// The way to the page the family takes along.
pub fn make_the_page() -> AnyView {
    let navigator = use_navigator();
    view! {
        <button type="button" class="button button-first"
            on:click=move |_| navigator.go(Route::Staff(Desk::Paper))>
            {text(Words::walk_paper)}
        </button>
    }
}

fn toggle(all: &mut BTreeSet<String>, key: &str) {
    if !all.remove(key) {
        all.insert(key.to_owned());
    }
}
