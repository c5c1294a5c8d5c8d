//! What a family looks for, and what is found.

use crate::Place;
use crate::fold::words;

/// Needs that are counted: the bits of the set.
pub const NEEDS: usize = 16;

/// One of the filters, in the order of their bits and counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Free of charge.
    Free,
    /// The family's language is spoken.
    Speaks,
    /// Open at the minute of the query.
    Open,
    /// Near the place of the query.
    Near,
    /// Children are welcome.
    ChildFriendly,
    /// Nobody asks for papers.
    NoPapers,
    /// A bus or a train stops there.
    ByBus,
    /// A wheelchair gets in.
    Wheelchair,
}

/// A set of filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filters(pub u8);

impl Filters {
    /// The set with one more.
    #[must_use]
    pub const fn with(self, filter: Filter) -> Self {
        Self(self.0 | 1 << filter as u8)
    }

    /// Whether all of these are in the set.
    #[must_use]
    pub const fn has(self, all: Self) -> bool {
        all.0 & !self.0 == 0
    }
}

/// What a family looks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// What they typed.
    pub text: &'a str,
    /// The needs they picked, any of them; 0 is all.
    pub need: u16,
    /// Show only what has all of these.
    pub only: Filters,
    /// BCP 47 tag of their language.
    pub language: &'a str,
    /// Minute of the week in the centre's zone, 0 being midnight before Monday.
    pub minute: Option<u16>,
    /// Where they want it to be near. Never asked of the device by this crate.
    pub near: Option<Place>,
    /// How many positions are wanted.
    pub limit: usize,
}

/// How strictly typed words are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Demand {
    /// For somebody who types and reads the first results: errors are forgiven, and where little has
    /// every word, what lacks the most common follows.
    #[default]
    Best,
    /// Every word must be there; errors are forgiven.
    Every,
    /// Every word must be there, as it was typed or by another name.
    AsTyped,
}

impl Query<'_> {
    /// Whether a word was typed. Without one everything is found.
    #[must_use]
    pub fn has_words(&self) -> bool {
        let mut any = false;
        words(self.text, |_| any = true);
        any
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Positions in the pack, the best first; at most the limit.
    pub positions: Vec<u32>,
    /// How many there are in all.
    pub total: u32,
    /// How many there would be if this need were picked instead.
    pub needs: [u32; NEEDS],
    /// How many there would be if this filter were switched on as well, by [`Filter`].
    pub filters: [u32; 8],
}
