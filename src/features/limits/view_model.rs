//! The cards of the screen, and which sentence stands on which.

use crate::i18n::Words;
use crate::ui::{Card, Icon, Line, Tone};

/// All cards: what leaving does comes first, because that is what most people come for.
#[must_use]
pub fn cards(w: &Words) -> Vec<Card> {
    let safer = [
        w.limits_safer_phone(),
        w.limits_safer_history(),
        w.limits_safer_call(),
    ];
    vec![
        card(w.limits_leave_title(), Tone::Plain, Icon::Check, leaving(w)),
        card(w.limits_stays_title(), Tone::Late, Icon::Alert, staying(w)),
        card(w.limits_safer_title(), Tone::Action, Icon::Heart, safer),
        card(w.limits_others_title(), Tone::Plain, Icon::Info, others(w)),
        card(w.limits_staff_title(), Tone::Plain, Icon::People, staff(w)),
        card(
            w.limits_told_title(),
            Tone::Plain,
            Icon::Lock,
            [w.limits_told_nobody(), w.limits_told_others()],
        ),
    ]
}

fn card(
    title: String,
    tone: Tone,
    icon: Icon,
    sentences: impl IntoIterator<Item = String>,
) -> Card {
    let lines = sentences.into_iter().map(|text| Line::plain(icon, text));
    Card {
        title,
        tone,
        lines: lines.collect(),
        ..Card::default()
    }
}

fn leaving(w: &Words) -> [String; 3] {
    [
        w.limits_leave_hides(),
        w.limits_leave_out(),
        w.limits_leave_always(),
    ]
}

fn staying(w: &Words) -> [String; 4] {
    [
        w.limits_stays_history(),
        w.limits_stays_screen(),
        w.limits_stays_spying(),
        w.limits_stays_taken(),
    ]
}

fn others(w: &Words) -> [String; 3] {
    [
        w.limits_others_network(),
        w.limits_others_files(),
        w.limits_others_mark(),
    ]
}

fn staff(w: &Words) -> [String; 5] {
    [
        w.limits_staff_case(),
        w.limits_staff_card(),
        w.limits_staff_search(),
        w.limits_staff_log(),
        w.limits_staff_machine(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::LANGUAGES;
    use crate::i18n::testing::words;

    #[test]
    fn every_limit_is_said_once_in_every_language() {
        for language in &LANGUAGES {
            let cards = cards(&words(language.tag));
            let lines = cards.iter().flat_map(|card| &card.lines);
            let mut said: Vec<String> = lines.map(|line| line.text.clone()).collect();
            assert_eq!(said.len(), 20, "{}", language.tag);
            assert!(said.iter().all(|text| !text.is_empty()), "{}", language.tag);
            said.sort();
            said.dedup();
            assert_eq!(said.len(), 20, "{}: a sentence stands twice", language.tag);
        }
    }
}
