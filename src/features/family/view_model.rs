//! A caregiver and their card in words.

use portal_types::{CardState, CaregiverLine};

use crate::facts::Reader;
use crate::ui::{Icon, Line, Tone};

/// What is told of a caregiver.
#[must_use]
pub fn lines(reader: &Reader, caregiver: &CaregiverLine) -> Vec<Line> {
    let words = reader.words;
    let language = words.language_name(&caregiver.language);
    let mut lines = vec![Line::plain(Icon::Speech, language)];
    if caregiver.barred {
        lines.push(Line::toned(Icon::Lock, words.family_barred(), Tone::Late));
    } else if !caregiver.sees {
        lines.push(Line::toned(
            Icon::Lock,
            words.family_sees_nothing(),
            Tone::Quiet,
        ));
    }
    let Some(card) = &caregiver.card else {
        lines.push(Line::plain(Icon::Info, words.family_card_none()));
        return lines;
    };
    let day = reader.short(&card.ends_on);
    lines.push(match card.state {
        CardState::Good => Line::plain(Icon::Check, words.family_card_good(&card.selector, &day)),
        CardState::Ended => Line::toned(
            Icon::Alert,
            words.family_card_ended(&card.selector, &day),
            Tone::Late,
        ),
        CardState::Frozen => Line::toned(
            Icon::Pause,
            words.family_card_frozen(&card.selector),
            Tone::Late,
        ),
        CardState::Revoked => Line::toned(
            Icon::Lock,
            words.family_card_revoked(&card.selector),
            Tone::Late,
        ),
    });
    lines.push(Line::plain(
        Icon::Clock,
        match &card.last_opened {
            Some(at) => words.family_seen(&reader.short(at), &reader.time(at)),
            None => words.family_never_seen(),
        },
    ));
    let tries = i32::try_from(card.wrong_tries).unwrap_or(i32::MAX);
    if tries > 0 {
        lines.push(Line::toned(
            Icon::Alert,
            words.family_wrong_tries(tries),
            Tone::Late,
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use portal_types::CardLine;

    use super::*;
    use crate::facts::testing::World;
    use crate::i18n::testing::bare;

    fn told(change: impl FnOnce(&mut CaregiverLine, &mut CardLine)) -> Vec<String> {
        let mut card = CardLine {
            selector: "ABCD".to_owned(),
            state: CardState::Good,
            ends_on: "2026-06-01".to_owned(),
            ends_in_days: 80,
            last_opened: None,
            wrong_tries: 0,
        };
        let mut caregiver = CaregiverLine {
            id: "c".to_owned(),
            label: "Parent 1".to_owned(),
            language: "ar".to_owned(),
            sees: true,
            barred: false,
            card: None,
        };
        change(&mut caregiver, &mut card);
        caregiver.card = Some(card);
        let world = World::new();
        let lines = lines(&world.reader(), &caregiver);
        lines.iter().map(|line| bare(&line.text)).collect()
    }

    #[test]
    fn a_card_says_what_it_is_worth_and_how_it_was_used() {
        let good = [
            "ar",
            "Card ABCD is good until 2026-06-01.",
            "The portal was not opened with it.",
        ];
        assert_eq!(told(|_, _| ()), good);
        let used = told(|_, card| {
            card.state = CardState::Frozen;
            card.last_opened = Some("2026-03-06T09:05:00-06:00".to_owned());
            card.wrong_tries = 3;
        });
        assert_eq!(
            used[1..],
            [
                "Card ABCD is stopped.",
                "The portal was opened last on 2026-03-06, 09:05.",
                "3 wrong tries since then."
            ]
        );
    }

    #[test]
    fn whoever_may_see_nothing_is_told_apart() {
        assert_eq!(
            told(|c, _| c.sees = false)[1],
            "They may see nothing today."
        );
        let barred = told(|c, _| (c.sees, c.barred) = (false, true));
        assert_eq!(barred[1], "Barred. Show them nothing.");
    }
}
