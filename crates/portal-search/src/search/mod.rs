//! A keystroke: words become scores, scores become an order.

mod matches;
mod meaning;
mod rank;
mod situation;

use crate::fold::words;
use crate::{Demand, Found, Index, Query};

use matches::Matches;
use situation::Situation;

/// Words that are looked at; what comes after is not.
const MOST_TOKENS: usize = 8;
/// Bytes of a word that are looked at.
const LONGEST: usize = 32;

/// Room for one search, used again by the next so that a keystroke allocates next to nothing.
///
/// It remembers the directory it was used with: every index needs one of its own.
#[derive(Debug, Default)]
pub struct Scratch {
    matches: Matches,
    situation: Situation,
}

/// Finds what fits a query.
pub(crate) fn find(
    index: &Index,
    query: &Query<'_>,
    demand: Demand,
    scratch: &mut Scratch,
) -> Found {
    let mut typed: Vec<Vec<u8>> = Vec::new();
    words(query.text, |word| {
        if typed.len() < MOST_TOKENS {
            typed.push(word[..word.len().min(LONGEST)].to_vec());
        }
    });
    // After a gap the last word is whole: "art " does not begin "arthritis".
    let open_end = !query.text.ends_with(|c: char| c.is_whitespace());
    let tokens = meaning::read(index, &typed, open_end);
    scratch.situation.look(index.pack(), query);
    let everything = tokens.is_empty();
    if !everything {
        scratch.matches.collect(index, &tokens, demand);
    }
    rank::rank(index, query, &tokens, scratch, everything)
}
