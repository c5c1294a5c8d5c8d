//! The board from its closed months, and from nothing else.

use std::collections::BTreeMap;
use std::iter;

use portal_types::{Board, BoardAgency, BoardMonth};

use super::{Closed, ClosedAgency, Month};

/// Months on the board. Older ones stay closed and are not shown.
const SHOWN: usize = 24;

/// Puts the board together from all closed months, the oldest first. It begins with the first month that has
/// figures of any agency. An agency stands there as it was called in the newest month that has figures of it.
#[must_use]
pub fn assemble(closed: &[Closed]) -> Board {
    let newest = &closed[closed.len().saturating_sub(SHOWN)..];
    let begins = newest.iter().position(|month| !month.agencies.is_empty());
    let shown = &newest[begins.unwrap_or(newest.len())..];
    let mut named: BTreeMap<&str, &ClosedAgency> = BTreeMap::new();
    for agency in shown.iter().flat_map(|month| &month.agencies) {
        named.insert(&agency.agency, agency);
    }
    let mut agencies: Vec<BoardAgency> = named
        .into_values()
        .map(|agency| BoardAgency {
            agency: agency.agency.clone(),
            kind: agency.kind.clone(),
            name: agency.name.clone(),
            months: shown.iter().map(|month| of_agency(month, agency)).collect(),
        })
        .collect();
    agencies.sort_by(|a, b| (&a.name, &a.agency).cmp(&(&b.name, &b.agency)));
    Board {
        closed_until: closed.last().map(|c| c.month.last_day().to_string()),
        months: shown.iter().map(|c| c.month.to_string()).collect(),
        agencies,
    }
}

/// The closed months that a board shows, the oldest first. Those it leaves out because there are no figures are
/// closed as well.
#[must_use]
pub fn take_apart(board: &Board) -> Vec<Closed> {
    let until = board.closed_until.as_ref().and_then(|day| day.parse().ok());
    let back = iter::successors(until.map(Month::of), |month| Some(month.before()));
    let mut closed: Vec<Closed> = back
        .take(SHOWN)
        .map(|month| Closed {
            agencies: shown_in(board, &month.to_string()),
            month,
        })
        .collect();
    closed.reverse();
    closed
}

fn shown_in(board: &Board, month: &str) -> Vec<ClosedAgency> {
    let group = |agency: &BoardAgency| {
        let found = agency.months.iter().find(|of| of.month == month)?;
        Some(ClosedAgency {
            agency: agency.agency.clone(),
            kind: agency.kind.clone(),
            name: agency.name.clone(),
            figures: found.figures?,
        })
    };
    board.agencies.iter().filter_map(group).collect()
}

fn of_agency(closed: &Closed, agency: &ClosedAgency) -> BoardMonth {
    let mut groups = closed.agencies.iter();
    let group = groups.find(|group| group.agency == agency.agency);
    BoardMonth {
        month: closed.month.to_string(),
        figures: group.map(|group| group.figures),
    }
}

#[cfg(test)]
mod tests {
    use portal_types::{BoardDelay, BoardFigures};

    use super::super::closed_by;
    use super::*;

    fn figures(families: u32) -> BoardFigures {
        let delay = BoardDelay {
            days_late: 0,
            or_more: false,
        };
        BoardFigures {
            families,
            kept_percent: 80,
            median: delay,
            ninety: delay,
        }
    }

    /// So many months, the oldest first, without figures.
    fn months(count: usize) -> Vec<Closed> {
        let newest = closed_by(jiff::civil::date(2026, 3, 10)).next();
        let back = std::iter::successors(newest, |month| Some(month.before()));
        let mut months: Vec<Closed> = back
            .take(count)
            .map(|month| Closed {
                month,
                agencies: vec![],
            })
            .collect();
        months.reverse();
        months
    }

    fn named(name: &str, families: u32) -> ClosedAgency {
        ClosedAgency {
            agency: "police".to_owned(),
            kind: "police".to_owned(),
            name: name.to_owned(),
            figures: figures(families),
        }
    }

    #[test]
    fn a_month_that_is_closed_later_leaves_the_others_as_they_were() {
        let mut closed = months(4);
        closed[1].agencies.push(named("Police", 10));
        let before = assemble(&closed[..3]);
        assert_eq!(before.months, ["2025-11", "2025-12"]);
        closed[3].agencies.push(named("City Police", 12));
        let after = assemble(&closed);
        assert_eq!(after.closed_until.as_deref(), Some("2026-01-31"));
        assert_eq!(
            after.agencies[0].months[..2],
            before.agencies[0].months[..],
            "figures stay"
        );
        assert_eq!(after.agencies[0].name, "City Police", "a name is of now");
        assert_eq!(assemble(&take_apart(&after)), after);
        assert_eq!(take_apart(&Board::default()), []);
    }

    #[test]
    fn the_newest_two_years_are_shown_and_an_agency_goes_with_its_last_figures() {
        let mut closed = months(26);
        closed[1].agencies.push(named("Police", 10));
        let mut other = named("Clinic", 11);
        other.agency = "clinic".to_owned();
        closed[2].agencies.push(other);
        let board = assemble(&closed);
        assert_eq!((board.months.len(), board.agencies.len()), (24, 1));
        assert_eq!(board.agencies[0].name, "Clinic");
        let found: Vec<bool> = board.agencies[0]
            .months
            .iter()
            .map(|m| m.figures.is_some())
            .collect();
        assert_eq!(found.iter().position(|f| *f), Some(0));
        assert_eq!(found.iter().filter(|f| **f).count(), 1);
    }
}
