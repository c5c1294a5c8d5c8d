//! Labelled facts, such as where and who.

use leptos::prelude::*;
use portal_view::view;

use super::{Icon, IconView};
use crate::markup::Beside as _;

/// One labelled fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The picture.
    pub icon: Icon,
    /// "Where".
    pub label: String,
    /// One line each.
    pub lines: Vec<String>,
}

/// Labelled facts as a list of terms.
#[component]
pub fn FactList(
    /// The facts.
    facts: Vec<Fact>,
) -> impl IntoView {
    let row = |fact: Fact| {
        let lines = fact.lines.into_iter();
        view! {
            <div class="fact">
                <dt>
                    <IconView icon=fact.icon/>
                    {fact.label}
                </dt>
                {lines.map(|line| view! { <dd><bdi>{line}</bdi></dd> }).beside()}
            </div>
        }
    };
    let any = !facts.is_empty();
    any.then(|| view! { <dl class="facts">{facts.into_iter().map(row).beside()}</dl> })
}
