//! Sorted words, and for each the entries that have it.

use std::ops::Range;

use crate::typo::{Typed, letters};

/// Where a word stands in an entry; what weighs more is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Town and postal code.
    Place,
    /// Name of the organisation.
    Organization,
    /// Name of the service.
    Name,
}

/// One entry that has a word: its position, and the field in the low two bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Posting(u32);

impl Posting {
    pub(super) fn new(at: usize, field: Field) -> Self {
        Self((at as u32) << 2 | field as u32)
    }

    /// Position of the entry.
    pub(crate) fn at(self) -> usize {
        (self.0 >> 2) as usize
    }

    /// How much the field weighs: 1 to 3.
    pub(crate) fn weight(self) -> u32 {
        (self.0 & 3) + 1
    }
}

/// Sorted words, and for each the entries that have it.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    /// All words in one string.
    pub(super) bytes: Vec<u8>,
    /// Where each word begins, and where the last one ends.
    pub(super) starts: Vec<u32>,
    /// Where the postings of each word begin, and where the last ones end.
    pub(super) firsts: Vec<u32>,
    pub(super) postings: Vec<Posting>,
    /// The letters of each word, as a set.
    pub(super) letters: Vec<u32>,
}

impl Terms {
    fn len(&self) -> usize {
        self.letters.len()
    }

    /// A word.
    pub(crate) fn word(&self, term: usize) -> &[u8] {
        &self.bytes[self.starts[term] as usize..self.starts[term + 1] as usize]
    }

    /// The entries that have a word.
    pub(crate) fn postings(&self, term: usize) -> &[Posting] {
        &self.postings[self.firsts[term] as usize..self.firsts[term + 1] as usize]
    }

    /// The words that begin with these letters.
    pub(crate) fn beginning(&self, prefix: &[u8]) -> Range<usize> {
        let first = self.first_where(0, |word| word >= prefix);
        let last = self.first_where(first, |word| !word.starts_with(prefix));
        first..last
    }

    /// A word and its plural: "transit" is no "transition".
    pub(crate) fn same(&self, word: &[u8]) -> impl Iterator<Item = usize> {
        let longest = word.len() + 1;
        self.beginning(word)
            .filter(move |term| self.word(*term).len() <= longest)
    }

    /// Whether an entry has a word or its plural.
    pub(crate) fn has(&self, word: &[u8], at: usize) -> bool {
        // Postings stand in the order of the entries.
        let found = |term: usize| self.postings(term).binary_search_by_key(&at, |p| p.at());
        self.same(word).any(|term| found(term).is_ok())
    }

    /// The first word from `from` on for which `is` holds, of an order in which it then holds for all.
    fn first_where(&self, from: usize, is: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (from, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if is(self.word(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// Hands over the words that begin like a typed one with one error or more, but not more than `most`.
    pub(crate) fn near(&self, typed: &[u8], most: u32, mut each: impl FnMut(usize, u32)) {
        let wanted = letters(typed);
        let pattern = Typed::new(typed);
        for (term, has) in self.letters.iter().enumerate() {
            // An error takes away one letter at most, so most words are out at one glance.
            if (wanted & !has).count_ones() > most {
                continue;
            }
            let errors = pattern.errors(self.word(term), most);
            if errors > 0 && errors <= most {
                each(term, errors);
            }
        }
    }
}
