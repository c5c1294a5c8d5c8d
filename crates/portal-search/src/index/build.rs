//! Builds the words of a directory slice by slice.

use std::mem::take;

use super::lexicon::Lexicon;
use super::terms::{Field, Posting, Terms};
use crate::Pack;
use crate::fold::words;
use crate::typo::letters;

/// What is built so far.
#[derive(Debug, Default)]
pub(super) struct Builder {
    next: usize,
    lexicon: Lexicon,
    /// Number of a word, and where it stands.
    found: Vec<(u32, Posting)>,
    /// Numbers of the words in their order; empty until they are sorted.
    order: Vec<u32>,
    name_words: Vec<u8>,
}

impl Builder {
    /// One slice more: some entries, then the sorting as a slice of its own, then the
    /// postings as the last. What was built once it is whole.
    pub(super) fn go_on(&mut self, pack: &Pack, entries: usize) -> Option<(Terms, Vec<u8>)> {
        if self.next < pack.len() {
            let last = self.next.saturating_add(entries.max(1)).min(pack.len());
            (self.next..last).for_each(|at| self.add(pack, at));
            self.next = last;
            return None;
        }
        if self.order.len() < self.lexicon.len() {
            let words = (0..self.lexicon.len() as u32).collect();
            self.order = sorted(words, |a, b| self.lexicon.get(a) < self.lexicon.get(b));
            return None;
        }
        Some((self.lay_out(), take(&mut self.name_words)))
    }

    fn add(&mut self, pack: &Pack, at: usize) {
        let before = self.found.len();
        self.add_words(pack.name(at), at, Field::Name);
        let in_name = u8::try_from(self.found.len() - before);
        self.name_words.push(in_name.unwrap_or(u8::MAX));
        self.add_words(pack.organization(at), at, Field::Organization);
        self.add_words(pack.town(at), at, Field::Place);
        self.add_words(pack.zip(at), at, Field::Place);
    }

    fn add_words(&mut self, text: &str, at: usize, field: Field) {
        let (lexicon, found) = (&mut self.lexicon, &mut self.found);
        words(text, |word| {
            found.push((lexicon.number(word), Posting::new(at, field)));
        });
    }

    /// Lays words and postings out in the order of the words (a counting sort).
    fn lay_out(&self) -> Terms {
        let mut counts = vec![0_u32; self.lexicon.len()];
        for (word, _) in &self.found {
            counts[*word as usize] += 1;
        }
        let mut terms = Terms::default();
        // Where the next posting of a word goes.
        let mut next = vec![0_u32; self.lexicon.len()];
        let mut first = 0;
        for word in &self.order {
            let bytes = self.lexicon.get(*word);
            terms.starts.push(terms.bytes.len() as u32);
            terms.bytes.extend_from_slice(bytes);
            terms.letters.push(letters(bytes));
            terms.firsts.push(first);
            next[*word as usize] = first;
            first += counts[*word as usize];
        }
        terms.starts.push(terms.bytes.len() as u32);
        terms.firsts.push(first);
        terms.postings = vec![Posting::default(); self.found.len()];
        for (word, posting) in &self.found {
            let place = &mut next[*word as usize];
            terms.postings[*place as usize] = *posting;
            *place += 1;
        }
        terms
    }
}

/// Sorts by merging runs that double in length: the sort of the standard library is no
/// quicker here and weighs 3 KB on the wire.
fn sorted(mut list: Vec<u32>, before: impl Fn(u32, u32) -> bool) -> Vec<u32> {
    let mut next = Vec::with_capacity(list.len());
    let mut run = 1;
    while run < list.len() {
        for pair in list.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let ([l, left_rest @ ..], [r, right_rest @ ..]) = (left, right) {
                if before(*r, *l) {
                    next.push(*r);
                    right = right_rest;
                } else {
                    next.push(*l);
                    left = left_rest;
                }
            }
            next.extend_from_slice(left);
            next.extend_from_slice(right);
        }
        std::mem::swap(&mut list, &mut next);
        next.clear();
        run *= 2;
    }
    list
}

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn any_list_is_sorted() {
        for length in [0, 1, 2, 3, 7, 64, 1000] {
            let list: Vec<u32> = (0..length).map(|n| n * 7919 % 1009).collect();
            let mut expected = list.clone();
            expected.sort_unstable();
            assert_eq!(sorted(list, |a, b| a < b), expected, "{length}");
        }
    }
}
