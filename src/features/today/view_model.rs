//! Where to go now, with whom, when; what comes next; what is late. A lobby has eyes: a child's name is said only where there
//! are several visits to tell apart.

use portal_types::{Appointment, AppointmentStatus, Overview};

use crate::facts::{Reader, late_cards, next_card, visit_card, visit_page};
use crate::ui::{Card, Icon, Line, Tone};

/// A heading and its cards.
pub type Part = (String, Vec<Card>);

/// The parts of the screen, in the order of the questions somebody at the door has.
#[must_use]
pub fn today(reader: &Reader, visits: &[Appointment], overview: &Overview) -> [Part; 3] {
    let words = reader.words;
    [
        (words.today_where(), places(reader, visits, overview)),
        (words.home_next(), vec![next_card(reader, overview, None)]),
        (words.home_late(), late_cards(reader, overview, None)),
    ]
}

/// Today's visits, the soonest first; else that there is none, and the next one.
fn places(reader: &Reader, visits: &[Appointment], overview: &Overview) -> Vec<Card> {
    let mut today: Vec<&Appointment> = visits.iter().filter(|v| is_today(v)).collect();
    today.sort_by(|a, b| a.starts_at.cmp(&b.starts_at));
    let several = today.len() > 1;
    if !today.is_empty() {
        let told = today.into_iter();
        return told.map(|visit| place(reader, visit, several)).collect();
    }
    let none = Card {
        badge: Some(Line::toned(
            Icon::Info,
            reader.words.today_none(),
            Tone::Plain,
        )),
        ..Card::default()
    };
    let next = overview.next_appointment.as_ref().map(|visit| {
        let mut card = visit_card(reader, visit, None);
        card.eyebrow = reader.words.home_visit();
        without_names(&mut card);
        card
    });
    [none].into_iter().chain(next).collect()
}

/// Whether it is today and not over. One that was called off is told, too: somebody came for it.
fn is_today(visit: &Appointment) -> bool {
    let over = matches!(
        visit.status,
        AppointmentStatus::Fulfilled | AppointmentStatus::Noshow
    );
    visit.in_days == Some(0) && !over
}

/// When, where and with whom; what to bring and what will happen is for the phone at home.
fn place(reader: &Reader, visit: &Appointment, several: bool) -> Card {
    let mut card = visit_page(reader, visit);
    card.title = reader.visit_title(&visit.kind);
    card.texts.clear();
    card.folded.clear();
    card.facts
        .retain(|fact| matches!(fact.icon, Icon::Place | Icon::Person));
    if visit.status == AppointmentStatus::Cancelled {
        card.facts.clear();
    }
    if !several {
        without_names(&mut card);
    }
    card
}

fn without_names(card: &mut Card) {
    card.lines.retain(|line| line.icon != Icon::Person);
}

#[cfg(test)]
mod tests {
    use portal_types::ChildRef;

    use super::*;
    use crate::facts::testing::{World, overview, visit};

    fn today_at(id: &str, start: &str) -> Appointment {
        Appointment {
            in_days: Some(0),
            starts_at: Some(start.to_owned()),
            children: vec![ChildRef {
                number: 1,
                first_name: Some("Maya".to_owned()),
            }],
            ..visit(id)
        }
    }

    fn told(visits: &[Appointment]) -> Vec<Card> {
        let world = World::new();
        let [(_, places), ..] = today(&world.reader(), visits, &overview());
        places
    }

    fn says_name(card: &Card) -> bool {
        card.lines.iter().any(|line| line.text.contains("Maya"))
    }

    #[test]
    fn one_visit_is_told_without_the_childs_name_and_several_with_it() {
        let first = today_at("a", "2026-03-04T14:00:00-06:00");
        let second = today_at("b", "2026-03-04T09:00:00-06:00");
        let one = told(std::slice::from_ref(&first));
        assert!(one.len() == 1 && !says_name(&one[0]));
        let two = told(&[first, second]);
        assert_eq!(two.len(), 2);
        assert!(two.iter().all(says_name));
        assert!(
            two[0].lead.iter().any(|lead| lead.contains("09:00")),
            "the soonest first"
        );
    }

    #[test]
    fn what_is_over_or_on_another_day_is_not_where_to_go_now() {
        let over = Appointment {
            status: AppointmentStatus::Fulfilled,
            ..today_at("a", "2026-03-04T09:00:00-06:00")
        };
        let later = Appointment {
            in_days: Some(3),
            ..today_at("b", "2026-03-07T09:00:00-06:00")
        };
        let cards = told(&[over, later]);
        let said = cards[0].badge.as_ref().map(|line| line.text.clone());
        assert_eq!(said, Some(World::new().words.today_none()));
    }

    #[test]
    fn a_visit_that_was_called_off_is_told_and_leads_nowhere() {
        let off = Appointment {
            status: AppointmentStatus::Cancelled,
            ..today_at("a", "2026-03-04T09:00:00-06:00")
        };
        let cards = told(&[off]);
        assert!(cards.len() == 1 && cards[0].facts.is_empty());
        assert_eq!(
            cards[0].badge.as_ref().map(|line| line.tone),
            Some(Tone::Late)
        );
    }

    #[test]
    fn only_where_and_with_whom_is_told() {
        let cards = told(&[today_at("a", "2026-03-04T09:00:00-06:00")]);
        assert!(cards[0].texts.is_empty());
        let known = |icon| matches!(icon, Icon::Place | Icon::Person);
        assert!(cards[0].facts.iter().all(|fact| known(fact.icon)));
    }
}
