//! The parts every screen is made of: a heading, groups, cards, and texts that follow the language.

use leptos::prelude::*;
use portal_view::view;

use super::welcome::Welcome;
use crate::data::use_speech;
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::markup::Text;
use crate::navigation::use_navigator;
use crate::routes::Route;
use crate::ui::{AloudButton, Card, CardView};

/// A text of the catalogue that follows the language.
#[must_use]
pub fn text(say: fn(&Words) -> String) -> Text {
    let words = use_speech().words();
    Text::new(move || words.with(|w| say(w)))
}

pub use crate::markup::{live, shown};

/// A screen with its heading, which gets the focus when the screen appears. The first private one
/// of a session also says how to leave.
#[component]
pub fn Page(
    /// The heading.
    #[prop(into)]
    title: Text,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let private = use_navigator().route().with_untracked(Route::is_private);
    view! {
        <h1 tabindex="-1">{title}</h1>
        <AloudButton/>
        {private.then(|| view! { <Welcome/> })}
        {children()}
    }
}

/// A group of cards under a heading of its own.
#[component]
pub fn Section(
    /// The heading.
    title: String,
    /// The group.
    children: Children,
) -> impl IntoView {
    view! {
        <section>
            <h2>{title}</h2>
            {children()}
        </section>
    }
}

/// Cards one below the other.
#[must_use]
pub fn cards(cards: Vec<Card>) -> AnyView {
    cards
        .into_iter()
        .map(|card| view! { <CardView card/> })
        .beside()
}

/// Cards that are in no group of the page.
#[must_use]
pub fn cards_alone(cards: Vec<Card>) -> AnyView {
    cards
        .into_iter()
        .map(|card| view! { <CardView card alone=true/> })
        .beside()
}
