//! What the board may not tell: properties of whatever is counted.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use jiff::{Span, ToSpan};
use portal_types::board::FEWEST_FAMILIES;
use portal_types::{Board, BoardFigures};
use proptest::prelude::*;

use super::{Delay, Group, Month, Tally, assemble};
use crate::facts::{AgencyFact, StepStage};
use crate::promise::tests::{agency, body};
use crate::store::bodies::StepBody;

const AGENCIES: u8 = 3;
const MONTHS: u8 = 2;

/// Which agency promised for which month.
type Of = (u8, u8);

/// A promise: its group, the days it was late, and whether it was not kept at all.
type Promised = (Of, u8, bool);

/// The promises to each family.
type Families = Vec<Vec<Promised>>;

fn month(number: u8) -> Month {
    Month::of(date(2025, 7, 1).saturating_add(Span::new().months(number)))
}

fn agencies() -> Vec<AgencyFact> {
    let named = |n: u8| AgencyFact {
        id: n.to_string(),
        ..agency(true)
    };
    (0..AGENCIES).map(named).collect()
}

fn step((of, days, open): Promised) -> StepBody {
    let by = month(of.1).first_day();
    let done_on = by.saturating_add(i32::from(days).days());
    StepBody {
        agency: of.0.to_string(),
        done_on: Some(done_on).filter(|_| !open),
        ..body(
            if open {
                StepStage::InProgress
            } else {
                StepStage::Done
            },
            Some(by),
        )
    }
}

fn board(families: &[Vec<Promised>]) -> Board {
    let mut tally = Tally::of((0..MONTHS).map(month));
    for (n, promises) in families.iter().enumerate() {
        for promised in promises {
            tally.take(&n.to_string(), &step(*promised));
        }
    }
    assemble(&tally.close(&agencies()))
}

fn figures(board: &Board, (agency, number): Of) -> Option<BoardFigures> {
    let mut agencies = board.agencies.iter();
    let agency = agencies.find(|a| a.agency == agency.to_string())?;
    let number = month(number).to_string();
    agency.months.iter().find(|m| m.month == number)?.figures
}

/// Groups by how many families they have.
fn sizes(families: &Families) -> BTreeMap<Of, u32> {
    let mut sizes = BTreeMap::new();
    for promises in families {
        let groups: BTreeSet<Of> = promises.iter().map(|(of, ..)| *of).collect();
        for of in groups {
            *sizes.entry(of).or_default() += 1;
        }
    }
    sizes
}

fn groups() -> impl Iterator<Item = Of> {
    (0..AGENCIES).flat_map(|a| (0..MONTHS).map(move |m| (a, m)))
}

fn too_small(families: &Families) -> BTreeSet<Of> {
    let sizes = sizes(families);
    let small = |of: &Of| sizes.get(of).is_none_or(|n| *n < FEWEST_FAMILIES);
    groups().filter(small).collect()
}

fn promised() -> impl Strategy<Value = Promised> {
    let delay = prop_oneof![Just(0), 0..=Delay::LONGEST];
    (
        (0..AGENCIES, 0..MONTHS),
        delay,
        proptest::bool::weighted(0.2),
    )
}

/// Around as many families as make groups of nine to eleven.
fn families() -> impl Strategy<Value = Families> {
    let promises = proptest::collection::vec(promised(), 0..=4);
    proptest::collection::vec(promises, 0..=45)
}

proptest! {
    /// Everything in the groups that are too small is put away and other things in its place, and the
    /// board is the same to the last letter: no figure, no name and no row of it is a function of them, alone
    /// or together with what is published.
    #[test]
    fn nothing_published_depends_on_what_is_in_groups_that_are_too_small(
        before in families(), others in families(),
    ) {
        let small = too_small(&before);
        let mut after = before.clone();
        for promises in &mut after {
            promises.retain(|(of, ..)| !small.contains(of));
        }
        let few = others.into_iter().take(FEWEST_FAMILIES as usize - 1);
        after.extend(few.map(|promises| {
            promises.into_iter().filter(|(of, ..)| small.contains(of)).collect()
        }));
        prop_assert_eq!(&too_small(&after), &small);
        prop_assert_eq!(board(&before), board(&after));
    }

    #[test]
    fn one_family_more_or_less_in_a_small_group_publishes_the_same(all in families()) {
        let small = too_small(&all);
        for at in 0..all.len() {
            let mut without = all.clone();
            without[at].retain(|(of, ..)| !small.contains(of));
            prop_assert_eq!(board(&all), board(&without), "family {}", at);
        }
    }

    /// Each promise is in one group, and the figures of a group are those it would have alone: there is no
    /// total from which others could be taken away.
    #[test]
    fn every_figure_is_of_one_group_alone(all in families()) {
        let whole = board(&all);
        for of in groups() {
            let own = all.iter().map(|promises| {
                promises.iter().copied().filter(|(group, ..)| *group == of).collect()
            });
            let alone = board(&own.collect::<Families>());
            prop_assert_eq!(figures(&whole, of), figures(&alone, of));
        }
    }

    #[test]
    fn a_group_has_figures_from_ten_families_on_and_an_agency_without_any_is_not_named(
        all in families(),
    ) {
        let (whole, sizes) = (board(&all), sizes(&all));
        for of in groups() {
            let size = sizes.get(&of).copied().filter(|n| *n >= FEWEST_FAMILIES);
            prop_assert_eq!(figures(&whole, of).map(|f| f.families), size);
        }
        for agency in &whole.agencies {
            prop_assert!(agency.months.iter().any(|month| month.figures.is_some()));
        }
    }

    /// Compared with sorting by hand, as the definition of the nearest rank says.
    #[test]
    fn a_percentile_is_the_value_at_its_rank(delays in proptest::collection::vec(promised(), 10..60)) {
        let group: Families = delays.iter().map(|(_, days, open)| vec![((0, 0), *days, *open)]).collect();
        let shown = figures(&board(&group), (0, 0)).expect("ten families");
        // Promised for 1 July, closed on 30 August: sixty days.
        let as_counted = |(_, days, open): &Promised| if *open { Delay::LONGEST } else { *days };
        let mut sorted: Vec<u8> = delays.iter().map(as_counted).collect();
        sorted.sort_unstable();
        let at = |percent: usize| i32::from(sorted[(sorted.len() * percent).div_ceil(100) - 1]);
        prop_assert_eq!((shown.median.days_late, shown.ninety.days_late), (at(50), at(90)));
        let any_open = delays.iter().any(|(.., open)| *open);
        prop_assert_eq!(shown.ninety.or_more, any_open && at(90) == i32::from(Delay::LONGEST));
    }

    /// Whoever reads that none or all were kept cannot tell whether it is true of any one family: there is
    /// another group in which one family fared otherwise, and it looks the same.
    #[test]
    fn no_share_speaks_of_every_family(
        delays in proptest::collection::vec((1..=Delay::LONGEST, any::<bool>()), 10..40),
        kept in any::<bool>(),
    ) {
        let late = |(days, open): &(u8, bool)| Delay { days: *days, open: *open };
        let on_time = Delay { days: 0, open: false };
        let all: Vec<Delay> = delays.iter().map(|d| if kept { on_time } else { late(d) }).collect();
        let other = if kept { late(&(30, false)) } else { on_time };
        let shown = |delays: &[Delay]| {
            let mut group = Group::default();
            for (family, delay) in delays.iter().enumerate() {
                group.add(&family.to_string(), *delay);
            }
            group.figures().expect("ten families")
        };
        let same = |at: usize| {
            let mut one_other = all.clone();
            one_other[at] = other;
            shown(&one_other) == shown(&all)
        };
        prop_assert!((0..all.len()).any(same));
    }
}
