//! One group: what one agency promised for days of one month, and what of that may be shown.

use portal_types::board::{EDGE_PERCENT, FEWEST_FAMILIES};
use portal_types::{BoardDelay, BoardFigures};

use super::Delay;

/// Kinds of delays: no day, one day, and so on to the longest.
const DELAYS: usize = Delay::LONGEST as usize + 1;

/// A group while it is counted. It holds counts and no more of a family than the name of the last one.
#[derive(Clone, Debug)]
pub struct Group {
    families: u32,
    last: String,
    /// Promises by days of delay.
    promises: [u32; DELAYS],
    /// The shortest delay of a promise that was not kept yet when the month was closed.
    open_from: Option<u8>,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            families: 0,
            last: String::new(),
            promises: [0; DELAYS],
            open_from: None,
        }
    }
}

impl Group {
    /// Counts one promise. All of a family come one after the other.
    pub fn add(&mut self, family: &str, delay: Delay) {
        if self.families == 0 || self.last != family {
            self.families += 1;
            self.last.clear();
            self.last.push_str(family);
        }
        let days = delay.days.min(Delay::LONGEST);
        self.promises[usize::from(days)] += 1;
        if delay.open {
            self.open_from = Some(self.open_from.map_or(days, |least| least.min(days)));
        }
    }

    /// What is shown of the group; nothing at all when it is too small.
    #[must_use]
    pub fn figures(&self) -> Option<BoardFigures> {
        (self.families >= FEWEST_FAMILIES).then(|| BoardFigures {
            families: self.families,
            kept_percent: self.kept_percent(),
            median: self.delay_of(50),
            ninety: self.delay_of(90),
        })
    }

    fn total(&self) -> u64 {
        self.promises.iter().copied().map(u64::from).sum()
    }

    /// In whole percent, halves upwards, and never nearer to none or all than the edge. In a group of ten or
    /// more at least two shares lie beyond each edge, so that it says of no single promise what became of it.
    fn kept_percent(&self) -> u8 {
        let (kept, total) = (u64::from(self.promises[0]), self.total());
        let percent = (200 * kept + total) / (2 * total);
        let percent = u8::try_from(percent).unwrap_or(100);
        percent.clamp(EDGE_PERCENT, 100 - EDGE_PERCENT)
    }

    /// The percentile by nearest rank: the shortest delay within which so many percent of the promises lie.
    fn delay_of(&self, percent: u64) -> BoardDelay {
        let rank = (self.total() * percent).div_ceil(100);
        let mut within = 0;
        let reached = |count: &u32| {
            within += u64::from(*count);
            within >= rank
        };
        let days = self.promises.iter().position(reached).unwrap_or(0);
        // What was open when the month was closed took longer than it counts for. Where one of those stands
        // at this delay or before it, the true delay can only be this one or more.
        let or_more = self
            .open_from
            .is_some_and(|least| usize::from(least) <= days);
        BoardDelay {
            days_late: i32::try_from(days).unwrap_or(i32::MAX),
            or_more,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A group of families with one promise each.
    fn group(delays: &[(u8, bool)]) -> Group {
        let mut group = Group::default();
        for (n, (days, open)) in delays.iter().enumerate() {
            let delay = Delay {
                days: *days,
                open: *open,
            };
            group.add(&n.to_string(), delay);
        }
        group
    }

    /// Days late, and whether it may be more.
    type Days = (i32, bool);

    fn shown(delays: &[(u8, bool)]) -> Option<(u32, u8, Days, Days)> {
        let pair = |d: BoardDelay| (d.days_late, d.or_more);
        let f = group(delays).figures()?;
        Some((f.families, f.kept_percent, pair(f.median), pair(f.ninety)))
    }

    #[test]
    fn shares_and_percentiles_by_hand() {
        let (kept, late) = ((0, false), |days| (days, false));
        let half = [[kept; 5], [late(3), late(5), late(9), late(20), late(41)]].concat();
        assert_eq!(shown(&half), Some((10, 50, (0, false), (20, false))));
        let eleven = [&half[..], &[late(2)]].concat();
        // 5 of 11 are 45.45 percent; rank 6 of 11 and rank 10 of 11.
        assert_eq!(shown(&eleven), Some((11, 45, (2, false), (20, false))));
        let two_thirds = [vec![kept; 8], vec![late(60); 4]].concat();
        assert_eq!(shown(&two_thirds), Some((12, 67, (0, false), (60, false))));
        let eighth = [vec![kept; 2], vec![late(1); 14]].concat();
        assert_eq!(
            shown(&eighth),
            Some((16, 13, (1, false), (1, false))),
            "a half goes up"
        );
    }

    #[test]
    fn a_delay_that_went_on_after_the_month_was_closed_is_told_as_at_least() {
        let (kept, open) = ((0, false), |days| (days, true));
        let table = [
            // The open one lies beyond both ranks.
            (
                [vec![kept; 9], vec![open(31)]].concat(),
                (0, false),
                (0, false),
            ),
            (
                [vec![kept; 8], vec![open(31); 2]].concat(),
                (0, false),
                (31, true),
            ),
            // One that counts for fewer days than the rank may in truth be the longest.
            (
                [vec![kept; 5], vec![open(30)], vec![(50, false); 4]].concat(),
                (0, false),
                (50, true),
            ),
            (vec![open(45); 10], (45, true), (45, true)),
        ];
        for (delays, median, ninety) in table {
            let (_, _, m, n) = shown(&delays).expect("figures");
            assert_eq!((m, n), (median, ninety), "{delays:?}");
        }
    }

    #[test]
    fn families_are_what_makes_a_group_large_enough_and_not_promises() {
        let mut group = Group::default();
        for n in 0..9 {
            for _ in 0..5 {
                group.add(
                    &n.to_string(),
                    Delay {
                        days: 0,
                        open: false,
                    },
                );
            }
        }
        assert_eq!(group.figures(), None, "45 promises to 9 families");
        group.add(
            "9",
            Delay {
                days: 7,
                open: false,
            },
        );
        let figures = group.figures().expect("ten families");
        assert_eq!((figures.families, figures.kept_percent), (10, 90));
    }

    #[test]
    fn none_and_all_look_like_nearly_none_and_nearly_all() {
        for families in 10..40 {
            let (all, none) = (vec![(0, false); families], vec![(33, false); families]);
            let nearly = |one: (u8, bool), rest: &[(u8, bool)]| [&[one], &rest[1..]].concat();
            assert_eq!(shown(&all), shown(&nearly((60, true), &all)), "{families}");
            assert_eq!(
                shown(&none),
                shown(&nearly((0, false), &none)),
                "{families}"
            );
        }
    }
}
