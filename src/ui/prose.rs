//! Running text in which a hard word can be touched to hear it said simply.

use leptos::prelude::*;
use portal_view::view;

use crate::markup::Beside as _;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Words as they are.
    Words(String),
    /// A hard word, and what it means.
    Term {
        /// The word in this sentence.
        word: String,
        /// What it means, in a sentence or two.
        means: String,
    },
    /// A page of another site, which learns nothing of ours.
    Outside {
        /// The address as people read it.
        text: String,
        /// Where it leads.
        href: String,
    },
}

/// A text in parts.
pub type Prose = Vec<Span>;

/// Shows a text; the meaning of a hard word opens right behind it.
#[component]
pub fn ProseView(
    /// The text.
    prose: Prose,
) -> impl IntoView {
    let span = |span: Span| match span {
        Span::Words(words) => words.into_any(),
        Span::Term { word, means } => view! { <Term word means/> },
        Span::Outside { text, href } => view! {
            <a href=href rel="noreferrer noopener nofollow"><bdi dir="ltr">{text}</bdi></a>
        },
    };
    prose.into_iter().map(span).beside()
}

/// A hard word as a button. What it opens is spoken at once, because the place for it is there
/// before (a live region that appears with its text is not read).
#[component]
fn Term(
    /// The word.
    word: String,
    /// What it means.
    means: String,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = move || open.get().then(|| means.clone());
    view! {
        <button type="button" class="term" aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)>{word}</button>
        <span class="term-means" role="status">{shown}</span>
    }
}
