//! The three answers of the home screen.

use portal_types::Overview;

use crate::facts::{Reader, call, late_cards, next_card, visit_card};
use crate::routes::Route;
use crate::ui::{Card, Icon, Line};

/// The three answers.
pub struct Home {
    /// What to do next.
    pub next: Card,
    /// The next visit.
    pub visit: Card,
    /// What is late, and who is silent.
    pub late: Vec<Card>,
}

/// Answers the three questions; `position` is the place of the next visit in the list, from 0.
#[must_use]
pub fn home(reader: &Reader, overview: &Overview, position: Option<usize>) -> Home {
    let steps = Route::Steps.href();
    Home {
        next: next_card(reader, overview, Some(steps.clone())),
        visit: visit(reader, overview, position),
        late: late_cards(reader, overview, Some(&steps)),
    }
}

fn visit(reader: &Reader, overview: &Overview, position: Option<usize>) -> Card {
    let Some(visit) = &overview.next_appointment else {
        return Card {
            title: reader.words.home_no_visit(),
            lines: vec![Line::plain(Icon::Info, reader.words.home_no_visit_how())],
            ..Card::default()
        };
    };
    let route = position.map_or(Route::Visits, |at| Route::Visit(at + 1));
    let mut card = visit_card(reader, visit, Some(route.href()));
    if visit.differs.is_some() && card.calls.is_empty() {
        let advocate = overview.advocate.iter();
        card.calls
            .extend(advocate.filter_map(|c| call(reader, c, true)));
    }
    card
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::testing::{World, contact, overview, step, visit as some_visit};
    use crate::ui::Tone;
    use portal_types::{Contact, QuietAgency, StepState};

    #[test]
    fn a_quiet_family_reads_that_nothing_is_late() {
        let world = World::new();
        let home = home(&world.reader(), &overview(), None);
        assert_eq!(home.late.len(), 1);
        assert_eq!(
            home.late[0].badge.as_ref().map(|b| b.tone),
            Some(Tone::Good)
        );
        assert!(!home.next.title.is_empty() && !home.visit.title.is_empty());
    }

    #[test]
    fn the_next_visit_leads_to_its_place_in_the_list() {
        let world = World::new();
        let mut facts = overview();
        facts.next_appointment = Some(some_visit("v2"));
        let told = home(&world.reader(), &facts, Some(1));
        assert_eq!(told.visit.href.as_deref(), Some("/visits/2"));
    }

    #[test]
    fn what_is_late_and_quiet_is_told_once_with_whom_to_call_and_what_to_say() {
        let world = World::new();
        let mut facts = overview();
        let mut late = step(StepState::Late);
        late.escalation = ["0112", "0113"].map(numbered).into();
        facts.late = vec![late];
        facts.quiet = vec![QuietAgency {
            agency: "police".to_owned(),
            step_id: "s1".to_owned(),
            step_kind: "police_look".to_owned(),
            days: 400,
            last_confirmed_on: "2025-02-01".to_owned(),
            contact: Some(contact("Dana Reed")),
            escalation: ["0112", "0113"].map(numbered).into(),
        }];
        let is_short = |told: &Home| {
            let [card] = told.late.as_slice() else {
                panic!("{} cards", told.late.len());
            };
            assert_eq!(card.calls.len(), 2, "the first and the next");
            assert!(card.texts.is_empty());
            assert_eq!(card.folded.len(), 1);
            assert_eq!(card.folded[0].0, world.words.say_title());
        };
        is_short(&home(&world.reader(), &facts, None));
        facts.late.clear();
        is_short(&home(&world.reader(), &facts, None));
    }

    fn numbered(number: &str) -> Contact {
        Contact {
            phone: Some(format!("816-555-{number}")),
            ..contact("Paula Breck")
        }
    }
}
