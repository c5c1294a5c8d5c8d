//! The centre's touch screens: whether they work, and what to do when one does not. A centre without any sees nothing.

use leptos::prelude::*;
use portal_types::{KioskLine, KioskState};
use portal_view::view;

use crate::api::endpoints;
use crate::data::{Remote, use_desk, use_portal, use_query, use_speech};
use crate::i18n::{DateStyle, Words};
use crate::shell::{Section, cards, live, shown};
use crate::ui::{Card, Icon, Line, LineView, Tone};

/// The touch screens.
#[component]
pub fn Screens() -> impl IntoView {
    let (desk, portal) = (use_desk(), use_portal());
    let words = use_speech().words();
    use_query(desk.kiosks, endpoints::KIOSKS);
    let zone = move || {
        let zone = |c: Remote<&portal_types::Center>| Some(c.value()?.time_zone.clone());
        portal.center.with(zone).unwrap_or_default()
    };
    live(move || {
        let (words, zone) = (words.get(), zone());
        let told = desk.kiosks.with(|kiosks| match kiosks {
            Remote::Loading => None,
            Remote::Failed(_) => {
                let line = Line::toned(Icon::Info, words.kiosks_failed(), Tone::Late);
                Some(view! { <LineView line/> })
            }
            Remote::Fresh(known) | Remote::Stale { value: known, .. } => {
                let told = known.kiosks.iter().map(|k| card(&words, &zone, k));
                let told: Vec<Card> = told.collect();
                (!told.is_empty()).then(|| cards(told))
            }
        });
        let title = words.kiosks_title();
        let section = told.map(|told| view! { <Section title=title>{told}</Section> });
        shown(section)
    })
}

/// One touch screen as a card.
fn card(words: &Words, zone: &str, kiosk: &KioskLine) -> Card {
    let day = |at: &str| words.date(at, zone, DateStyle::Short);
    let time = |at: &str| words.time(at, zone);
    let heard = kiosk.heard_at.as_deref();
    let badge = match kiosk.state {
        KioskState::Working => Line::toned(Icon::Check, words.kiosks_working(), Tone::Good),
        KioskState::Silent => {
            let since = heard.map(|at| words.kiosks_silent(&day(at), &time(at)));
            Line::toned(Icon::Alert, since.unwrap_or_default(), Tone::Late)
        }
        KioskState::Waiting => {
            let until = kiosk.code_until.as_deref().map(time).unwrap_or_default();
            Line::toned(Icon::Clock, words.kiosks_waiting(&until), Tone::Action)
        }
        KioskState::Lapsed => Line::toned(Icon::Info, words.kiosks_lapsed(), Tone::Action),
        KioskState::Revoked => Line::toned(Icon::Lock, words.kiosks_revoked(), Tone::Quiet),
    };
    let is_silent = kiosk.state == KioskState::Silent;
    let help = is_silent.then(|| Line::plain(Icon::Info, words.kiosks_silent_help()));
    // The badge of a silent one says it already.
    let last = heard.filter(|_| !is_silent);
    Card {
        title: kiosk.name.clone(),
        badge: Some(badge),
        lines: help.into_iter().collect(),
        small: last
            .map(|at| words.kiosks_heard(&day(at), &time(at)))
            .into_iter()
            .collect(),
        ..Card::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::testing::{bare, words};

    #[test]
    fn each_state_says_what_it_is_and_a_silent_one_what_to_do() {
        let words = words("en");
        let heard = "2026-03-10T08:15:00-05:00";
        let until = "2026-03-10T09:10:00-05:00";
        let last = "Last heard from: 2026-03-10, 08:15";
        let table = [
            (
                KioskState::Waiting,
                None,
                "Waiting for its code, until 09:10",
                "",
            ),
            (KioskState::Working, Some(heard), "Working", last),
            (
                KioskState::Silent,
                Some(heard),
                "Silent since 2026-03-10, 08:15",
                "",
            ),
            (
                KioskState::Revoked,
                Some(heard),
                "Not in use any more",
                last,
            ),
            (
                KioskState::Lapsed,
                None,
                "Not set up. Its code is too old. Ask whoever runs the portal for a new one.",
                "",
            ),
        ];
        for (state, heard_at, badge, small) in table {
            let line = KioskLine {
                name: "Lobby".to_owned(),
                state,
                code_until: Some(until.to_owned()),
                heard_at: heard_at.map(str::to_owned),
            };
            let card = card(&words, "America/Chicago", &line);
            assert_eq!(card.title, "Lobby");
            let said = card.badge.map(|line| bare(&line.text));
            assert_eq!(said.as_deref(), Some(badge));
            assert_eq!(bare(&card.small.concat()), small, "{state:?}");
            let helps = card
                .lines
                .iter()
                .any(|l| l.text == words.kiosks_silent_help());
            assert_eq!(helps, state == KioskState::Silent, "{state:?}");
        }
    }
}
