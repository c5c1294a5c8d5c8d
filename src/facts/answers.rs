//! What is next and what is late, as cards: on the home screen, and on the touch screen in the lobby.

use portal_types::{Overview, Step};

use super::{Reader, call, quiet_card, step_card};
use crate::ui::{Card, Icon, Line, Tone};

/// What to do next; `href` leads to the path.
#[must_use]
pub fn next_card(reader: &Reader, overview: &Overview, href: Option<String>) -> Card {
    match &overview.next_step {
        Some(step) => {
            let mut card = step_card(reader, step);
            card.small.clear();
            card.calls.truncate(1);
            card.folded.truncate(1);
            card.href = href;
            card
        }
        None => Card {
            title: reader.words.home_nothing_to_do(),
            lines: vec![Line::plain(Icon::Info, reader.words.home_we_will_say())],
            calls: overview
                .advocate
                .iter()
                .filter_map(|c| call(reader, c, true))
                .collect(),
            ..Card::default()
        },
    }
}

/// What is late and who is silent, or that nothing is; `href` leads to the path.
#[must_use]
pub fn late_cards(reader: &Reader, overview: &Overview, href: Option<&String>) -> Vec<Card> {
    let mut cards = Vec::new();
    for step in &overview.late {
        cards.push(short(reader, late_card(reader, step), href));
    }
    for quiet in &overview.quiet {
        // A late step that is also quiet is told once: lateness is the stronger word.
        if !overview.late.iter().any(|late| late.id == quiet.step_id) {
            cards.push(short(reader, quiet_card(reader, quiet), href));
        }
    }
    if cards.is_empty() {
        let nothing = reader.words.home_nothing_late();
        cards.push(Card {
            badge: Some(Line::toned(Icon::Check, nothing, Tone::Good)),
            ..Card::default()
        });
    }
    cards
}

fn late_card(reader: &Reader, step: &Step) -> Card {
    let mut card = step_card(reader, step);
    card.small.clear();
    card
}

/// Whom to call, whom next and what to say stay beside what is late; the rest is one tap away.
fn short(reader: &Reader, mut card: Card, href: Option<&String>) -> Card {
    let say = reader.words.say_title();
    card.texts.retain(|(heading, _)| *heading == say);
    card.folded = std::mem::take(&mut card.texts);
    card.calls.truncate(2);
    card.href = href.cloned();
    card
}
