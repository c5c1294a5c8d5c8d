//! All rights, each with how to use it; and the glossary.

use leptos::prelude::*;
use portal_view::view;

use crate::data::{use_portal, use_speech};
use crate::facts::{Reader, right_card, rights};
use crate::i18n::Words;
use crate::markup::Beside as _;
use crate::routes::Route;
use crate::shell::{Page, Section, book_view, cards_alone, text};

/// All rights and the glossary.
#[must_use]
pub fn page() -> AnyView {
    let content = book_view(use_portal(), use_speech().words(), 4, |reader| {
        let all = rights(reader).into_iter();
        let all = all.map(|key| right_card(reader, &key)).collect();
        let glossary = glossary(reader);
        view! {
            {cards_alone(all)}
            <p class="small">{reader.words.rights_no_advice()}</p>
            <Section title=reader.words.glossary_title()>{glossary}</Section>
        }
    });
    // The touch screen in the lobby stays what it is.
    let more = (!use_portal().kiosk).then(|| {
        view! {
            <p class="more"><a href=Route::Limits.href()>{text(Words::limits_title)}</a></p>
            <p class="more"><a href=Route::Board.href()>{text(Words::rights_board)}</a></p>
        }
    });
    view! {
        <Page title=text(Words::rights_title)>
            <p class="intro">{text(Words::rights_intro)}</p>
            {content}
            {more}
        </Page>
    }
}

fn glossary(reader: &Reader) -> AnyView {
    let entry = |key: String| {
        let text = |field| reader.book("glossary", &key, field).unwrap_or_default();
        view! { <dt class="word">{text("word")}</dt><dd>{text("means")}</dd> }
    };
    let keys = reader.book.items(&["glossary"]).into_iter();
    view! {
        <p>{reader.words.glossary_intro()}</p>
        <article class="card"><dl class="texts">{keys.map(entry).beside()}</dl></article>
    }
}
