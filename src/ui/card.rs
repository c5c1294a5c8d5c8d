//! The one card of the portal: a step, a visit, a person and a service all look like this.

use leptos::prelude::*;
use portal_view::view;

use super::{
    AloudButton, Call, CallList, Fact, FactList, Icon, IconView, Line, LineView, Prose, ProseView,
    Tone,
};
use crate::markup::Beside as _;

/// What a card says, from top to bottom. Empty parts leave no trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The question it answers, small above the title.
    pub eyebrow: String,
    /// The one thing to read from afar, such as the time of a visit.
    pub lead: Vec<String>,
    /// The title.
    pub title: String,
    /// Where the title leads, if anywhere.
    pub href: Option<String>,
    /// The state, in a word with its icon.
    pub badge: Option<Line>,
    /// Short lines.
    pub lines: Vec<Line>,
    /// Labelled facts.
    pub facts: Vec<Fact>,
    /// Longer texts, each under its small heading.
    pub texts: Vec<(String, Prose)>,
    /// Longer texts that are folded under their headings.
    pub folded: Vec<(String, Prose)>,
    /// Whom to call, in order.
    pub calls: Vec<Call>,
    /// Small print: where a fact comes from and how old it is.
    pub small: Vec<String>,
    /// The look of the whole card.
    pub tone: Tone,
}

/// Shows a card. Its title is a heading of the third level, below a heading of its group.
#[component]
pub fn CardView(
    /// What it says.
    card: Card,
    /// Whether it is in no group: then its title comes right after that of the page (WCAG 2.2, G141).
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let class = if card.href.is_some() {
        "card card-link"
    } else {
        "card"
    };
    view! {
        <article class=class data-tone=card.tone.as_str()>
            {paragraph("eyebrow", card.eyebrow)}
            {card.lead.into_iter().map(|text| paragraph("lead", text)).beside()}
            {title(card.title, card.href, alone)}
            {card.badge.map(|line| view! { <div class="badge"><LineView line/></div> })}
            {card.lines.into_iter().map(|line| view! { <LineView line/> }).beside()}
            <FactList facts=card.facts/>
            {texts(card.texts)}
            {card.folded.into_iter().map(fold).beside()}
            <CallList calls=card.calls/>
            {card.small.into_iter().map(|text| paragraph("small", text)).beside()}
            <AloudButton/>
        </article>
    }
}

fn paragraph(class: &'static str, text: String) -> Option<AnyView> {
    (!text.is_empty()).then(|| view! { <p class=class>{text}</p> })
}

fn title(text: String, href: Option<String>, alone: bool) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    let inside = match href {
        None => text.into_any(),
        Some(href) => view! { <a href=href>{text} <IconView icon=Icon::Arrow/></a> },
    };
    if alone {
        view! { <h2>{inside}</h2> }
    } else {
        view! { <h3>{inside}</h3> }
    }
}

fn texts(texts: Vec<(String, Prose)>) -> Option<AnyView> {
    let row = |(heading, prose)| view! { <dt>{heading}</dt><dd><ProseView prose/></dd> };
    let any = !texts.is_empty();
    any.then(|| {
        view! { <dl class="texts">{texts.into_iter().map(row).beside()}</dl> }
    })
}

fn fold((heading, prose): (String, Prose)) -> AnyView {
    view! {
        <details>
            <summary>{heading}</summary>
            <p><ProseView prose/></p>
        </details>
    }
}
