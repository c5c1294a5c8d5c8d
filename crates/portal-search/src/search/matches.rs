//! Which entries have which of the typed words, and how well.

use super::MOST_TOKENS;
use super::meaning::Token;
use crate::typo::allowed;
use crate::{Demand, Index};

/// How good it is to have a word: as it was typed, by another name, as the beginning of
/// another word, with one error, with two, or by the need alone.
const WHOLE: u32 = 8;
const OTHER_NAME: u32 = 6;
const BEGINNING: u32 = 5;
const ONE_ERROR: u32 = 4;
const TWO_ERRORS: u32 = 3;
const BY_NEED: u16 = 2;

/// Weights of a name, and of the organisation's.
const NAME: u32 = 3;
const ORGANIZATION: u32 = 2;

/// Fewer entries than this are not enough to choose from.
const ENOUGH: u32 = 5;

/// One entry in this search.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Match {
    /// The search in which the rest was written; another means there is nothing.
    search: u32,
    /// The typed words it has, as bits.
    pub tokens: u8,
    /// How many words of its name were typed.
    pub in_name: u8,
    /// The typed words that its name, or all of its organisation's, has as they were typed.
    pub said: u8,
    /// Sum over the typed words of the best place of each.
    pub sum: u16,
    /// The best place of the current word.
    best: u16,
}

/// The entries of one search.
#[derive(Debug, Default)]
pub(super) struct Matches {
    search: u32,
    all: Vec<Match>,
    /// Entries that have a word, as they came.
    pub touched: Vec<u32>,
    /// How many entries have each of the typed words.
    counts: [u32; MOST_TOKENS],
    /// The typed words that an entry must have.
    pub wanted: u8,
}

impl Matches {
    /// What is known of an entry that was touched.
    pub(super) fn of(&self, at: usize) -> Match {
        self.all[at]
    }

    /// Looks every word up. Errors are forgiven where the words as typed lead nowhere.
    pub(super) fn collect(&mut self, index: &Index, tokens: &[Token], demand: Demand) {
        self.begin(index.pack().len());
        let mut strict = 0_u8;
        for (at, token) in tokens.iter().enumerate() {
            self.as_typed(index, at, token);
            if !index.terms().beginning(&token.word).is_empty() {
                strict |= 1 << at;
            } else if demand != Demand::AsTyped {
                self.with_errors(index, at, token);
            }
        }
        self.want(tokens.len(), demand);
        if demand != Demand::AsTyped && self.count(self.wanted) == 0 {
            for (at, token) in tokens.iter().enumerate() {
                if strict & 1 << at != 0 {
                    self.with_errors(index, at, token);
                }
            }
        }
        if demand == Demand::Best {
            self.relax();
        }
    }

    fn begin(&mut self, entries: usize) {
        self.all.resize(entries, Match::default());
        self.touched.clear();
        self.counts = [0; MOST_TOKENS];
        self.search = self.search.wrapping_add(1);
        if self.search == 0 {
            self.all.fill(Match::default());
            self.search = 1;
        }
    }

    /// Wants every word, or else every word that anything has.
    fn want(&mut self, tokens: usize, demand: Demand) {
        if demand != Demand::Best {
            self.wanted = (0..tokens).fold(0, |set, at| set | 1 << at);
            return;
        }
        let known = self
            .counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0);
        self.wanted = known.fold(0, |set, (at, _)| set | 1 << at);
    }

    /// Where few entries have every word, those that lack only the most common follow them.
    fn relax(&mut self) {
        let mut counts = self.counts;
        while self.wanted.count_ones() > 1 && self.count(self.wanted) < ENOUGH {
            let common = (0..counts.len()).max_by_key(|at| counts[*at]);
            let Some(common) = common else { return };
            counts[common] = 0;
            self.wanted &= !(1 << common);
        }
    }

    fn count(&self, tokens: u8) -> u32 {
        let has = |at: &&u32| self.all[**at as usize].tokens & tokens == tokens;
        self.touched.iter().filter(has).count() as u32
    }

    fn as_typed(&mut self, index: &Index, token: usize, typed: &Token) {
        for term in index.terms().beginning(&typed.word) {
            let whole = index.terms().word(term).len() == typed.word.len();
            let quality = if whole { WHOLE } else { BEGINNING };
            self.add_term(index, token, term, quality);
        }
        for synonym in &typed.synonyms {
            for name in &index.synonyms().get(*synonym).names {
                self.by_other_name(index, token, name);
            }
        }
        let needs = typed.needs | typed.maybe;
        if needs != 0 {
            for (at, has) in index.pack().all_needs().iter().enumerate() {
                if has & needs != 0 {
                    self.add(token, at, BY_NEED, false);
                }
            }
        }
    }

    fn with_errors(&mut self, index: &Index, token: usize, typed: &Token) {
        let most = allowed(typed.word.len());
        if most == 0 {
            return;
        }
        index.terms().near(&typed.word, most, |term, errors| {
            let quality = if errors == 1 { ONE_ERROR } else { TWO_ERRORS };
            self.add_term(index, token, term, quality);
        });
    }

    fn add_term(&mut self, index: &Index, token: usize, term: usize, quality: u32) {
        for posting in index.terms().postings(term) {
            let score = (quality * posting.weight()) as u16;
            self.add(token, posting.at(), score, posting.weight() == NAME);
            if quality == WHOLE && posting.weight() >= ORGANIZATION {
                self.all[posting.at()].said |= 1 << token;
            }
        }
    }

    /// An entry has another name if it has all words of it, whole.
    fn by_other_name(&mut self, index: &Index, token: usize, name: &[Vec<u8>]) {
        let Some((first, rest)) = name.split_first() else {
            return;
        };
        for term in index.terms().same(first) {
            for posting in index.terms().postings(term) {
                let at = posting.at();
                if rest.iter().all(|word| index.terms().has(word, at)) {
                    let score = OTHER_NAME * posting.weight();
                    self.add(token, at, score as u16, posting.weight() == NAME);
                }
            }
        }
    }

    fn add(&mut self, token: usize, at: usize, score: u16, in_name: bool) {
        let found = &mut self.all[at];
        if found.search != self.search {
            *found = Match {
                search: self.search,
                ..Match::default()
            };
            self.touched.push(at as u32);
        }
        if found.tokens & 1 << token == 0 {
            found.tokens |= 1 << token;
            self.counts[token] += 1;
            found.best = 0;
            found.in_name += u8::from(in_name);
        }
        found.sum += score.saturating_sub(found.best);
        found.best = found.best.max(score);
    }
}
