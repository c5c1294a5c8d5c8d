//! Which visits lie ahead, and where each has its page.

use portal_types::{Appointment, AppointmentStatus};

use crate::facts::{Reader, is_ahead, visit_card};
use crate::routes::Route;
use crate::ui::{Card, Icon, Line};

/// The list of visits.
pub struct List {
    /// Still ahead, or called off before the day came; the soonest first.
    pub ahead: Vec<Card>,
    /// Past or missed.
    pub earlier: Vec<Card>,
}

/// Tells all visits; a visit's page is its position among them, from 1.
#[must_use]
pub fn list(reader: &Reader, visits: &[Appointment]) -> List {
    let part = |ahead: bool| -> Vec<Card> {
        let numbered = visits.iter().zip(1..);
        numbered
            .filter(|(visit, _)| is_in_sight(visit) == ahead)
            .map(|(visit, n)| visit_card(reader, visit, Some(Route::Visit(n).href())))
            .collect()
    };
    let mut ahead = part(true);
    if ahead.is_empty() {
        ahead.push(Card {
            title: reader.words.home_no_visit(),
            lines: vec![Line::plain(Icon::Info, reader.words.home_no_visit_how())],
            ..Card::default()
        });
    }
    List {
        ahead,
        earlier: part(false),
    }
}

/// Whether the family may still be counting on this visit: it lies ahead, or was to.
fn is_in_sight(visit: &Appointment) -> bool {
    let cancelled = visit.status == AppointmentStatus::Cancelled;
    is_ahead(visit) || (cancelled && visit.in_days.is_some_and(|days| days >= 0))
}

/// Whether a calendar file makes sense: there is a time, and it is still to come.
#[must_use]
pub fn fits_calendar(visit: &Appointment) -> bool {
    visit.starts_at.is_some()
        && is_ahead(visit)
        && matches!(
            visit.status,
            AppointmentStatus::Booked | AppointmentStatus::Pending
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::testing::{World, visit};

    #[test]
    fn a_visit_keeps_its_position_wherever_it_is_shown() {
        let world = World::new();
        let mut past = visit("a");
        past.status = AppointmentStatus::Fulfilled;
        let mut cancelled = visit("c");
        cancelled.status = AppointmentStatus::Cancelled;
        let list = list(&world.reader(), &[past, visit("b"), cancelled.clone()]);
        assert_eq!(list.earlier[0].href.as_deref(), Some("/visits/1"));
        assert_eq!(list.ahead[0].href.as_deref(), Some("/visits/2"));
        assert_eq!(list.ahead[1].href.as_deref(), Some("/visits/3"));
        assert!(!fits_calendar(&cancelled));
        assert!(fits_calendar(&visit("b")));
    }

    #[test]
    fn no_visit_is_said_in_words() {
        let world = World::new();
        assert_eq!(list(&world.reader(), &[]).ahead.len(), 1);
    }
}
