//! The directory's words, ready to be searched.

mod build;
mod lexicon;
mod terms;

use crate::search::{Scratch, find};
use crate::{Demand, Found, Pack, Query, Synonyms};

use build::Builder;
pub(crate) use terms::Terms;

/// A directory that can be searched once it is built.
#[derive(Debug)]
pub struct Index {
    pack: Pack,
    synonyms: Synonyms,
    terms: Terms,
    /// How many words the name of each entry has.
    name_words: Vec<u8>,
    builder: Option<Builder>,
}

impl Index {
    /// Begins an index. The words of the needs are those of the family's language.
    #[must_use]
    pub fn new(pack: Pack, synonyms: Synonyms) -> Self {
        Self {
            pack,
            synonyms,
            terms: Terms::default(),
            name_words: Vec::new(),
            builder: Some(Builder::default()),
        }
    }

    /// Builds some more, about `entries` of them, so that a slow phone stays answering in
    /// between. Whether it is whole; a search before that finds nothing by words.
    pub fn build_some(&mut self, entries: usize) -> bool {
        let Some(builder) = &mut self.builder else {
            return true;
        };
        let Some((terms, name_words)) = builder.go_on(&self.pack, entries) else {
            return false;
        };
        (self.terms, self.name_words) = (terms, name_words);
        self.builder = None;
        true
    }

    /// Builds all of it at once, for a machine that has the time.
    #[must_use]
    pub fn built(mut self) -> Self {
        while !self.build_some(usize::MAX) {}
        self
    }

    /// Takes other words, as when the family changes the language. Nothing is built again:
    /// they are looked at when somebody searches.
    pub fn set_synonyms(&mut self, synonyms: Synonyms) {
        self.synonyms = synonyms;
    }

    /// Finds what fits. The scratch is room that is used again from one keystroke to the next.
    pub fn search(&self, query: &Query<'_>, scratch: &mut Scratch) -> Found {
        find(self, query, Demand::Best, scratch)
    }

    /// Finds what fits when the words are taken more strictly, for programs that read all of it.
    pub fn search_strictly(
        &self,
        query: &Query<'_>,
        demand: Demand,
        scratch: &mut Scratch,
    ) -> Found {
        find(self, query, demand, scratch)
    }

    /// The directory.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    pub(crate) fn terms(&self) -> &Terms {
        &self.terms
    }

    pub(crate) fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    pub(crate) fn name_words(&self, at: usize) -> u32 {
        self.name_words
            .get(at)
            .map_or(1, |words| u32::from(*words).max(1))
    }
}
