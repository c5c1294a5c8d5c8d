//! The order of what was found, and the counts beside the filters.

use std::collections::BinaryHeap;

use super::Scratch;
use super::matches::Match;
use super::meaning::Token;
use crate::{Found, Index, Query};

/// Counts and orders what was found; `everything` when nothing was typed.
pub(super) fn rank(
    index: &Index,
    query: &Query<'_>,
    tokens: &[Token],
    scratch: &Scratch,
    everything: bool,
) -> Found {
    let mut ranking = Ranking {
        index,
        query,
        needs: tokens.iter().fold(0, |needs, token| needs | token.needs),
        tokens: tokens.len() as u32,
        found: Found::default(),
        by_filters: [0; 256],
        best: BinaryHeap::new(),
    };
    if everything {
        for at in 0..index.pack().len() {
            ranking.count(scratch, at, Match::default());
        }
    } else {
        for at in &scratch.matches.touched {
            let at = *at as usize;
            let matched = scratch.matches.of(at);
            if matched.tokens & scratch.matches.wanted == scratch.matches.wanted {
                ranking.count(scratch, at, matched);
            }
        }
    }
    ranking.finish()
}

struct Ranking<'a> {
    index: &'a Index,
    query: &'a Query<'a>,
    /// The needs that were typed in full.
    needs: u16,
    tokens: u32,
    found: Found,
    /// How many entries let through exactly these filters.
    by_filters: [u32; 256],
    /// Order in the upper half, upside down, and position in the lower. The worst of the
    /// best is on top, so that only as many are ordered as are shown.
    best: BinaryHeap<u64>,
}

impl Ranking<'_> {
    fn count(&mut self, scratch: &Scratch, at: usize, matched: Match) {
        let has = scratch.situation.filters[at];
        if !has.has(self.query.only) {
            return;
        }
        let needs = self.index.pack().needs(at);
        let mut rest = needs;
        while rest != 0 {
            self.found.needs[rest.trailing_zeros() as usize] += 1;
            rest &= rest - 1;
        }
        if self.query.need != 0 && needs & self.query.need == 0 {
            return;
        }
        self.by_filters[usize::from(has.0)] += 1;
        let words = self.words(at, matched);
        let said = matched.said == matched.tokens && matched.said != 0;
        // It answers the need, or it is called what was typed.
        let first = u32::from(needs & self.needs != 0 || said);
        let most = matched.tokens.count_ones() << 1 | first;
        let order = u32::from(scratch.situation.order[at]);
        let key = (most << 2 | words >> 3) << 15 | order << 3 | words & 7;
        self.keep(u64::from(!key) << 32 | at as u64);
    }

    fn keep(&mut self, key: u64) {
        self.found.total += 1;
        if self.best.len() < self.query.limit {
            self.best.push(key);
        } else if let Some(mut worst) = self.best.peek_mut()
            && key < *worst
        {
            *worst = key;
        }
    }

    /// How well the words fit, 0 to 31: the mean of their places, and how much of the name was typed.
    fn words(&self, at: usize, matched: Match) -> u32 {
        if self.tokens == 0 {
            return 0;
        }
        let mean = u32::from(matched.sum) / self.tokens;
        let name = 8 * u32::from(matched.in_name) / self.index.name_words(at);
        (mean + name.min(7)).min(31)
    }

    fn finish(mut self) -> Found {
        for (set, count) in self.by_filters.iter().enumerate() {
            for (filter, sum) in self.found.filters.iter_mut().enumerate() {
                *sum += if set >> filter & 1 == 1 { *count } else { 0 };
            }
        }
        let best = self.best.into_sorted_vec();
        self.found.positions = best.iter().map(|key| *key as u32).collect();
        self.found
    }
}
