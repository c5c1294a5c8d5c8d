//! What each typed word means: itself, and needs by the family's own words for them.

use crate::Index;
use crate::synonyms::{Synonym, Synonyms};
use crate::typo::{Typed, allowed};

/// Letters from which a beginning of a word stands for the needs of the word. Fewer are
/// the beginning of too many.
const BEGINNING: usize = 3;

/// One typed word.
#[derive(Debug, Default)]
pub(super) struct Token {
    pub word: Vec<u8>,
    /// The needs it means, said in full.
    pub needs: u16,
    /// The needs it may mean: the beginning of a word, or one with an error.
    pub maybe: u16,
    /// The synonyms that tell what the directory calls it, by their positions.
    pub synonyms: Vec<usize>,
}

/// How well typed words fit a phrase.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Near,
    Beginning,
    Whole,
}

/// Reads what was typed. Words that mean nothing are left out unless there is nothing else.
pub(super) fn read(index: &Index, typed: &[Vec<u8>], open_end: bool) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut fillers = Vec::new();
    let mut at = 0;
    while at < typed.len() {
        let rest = &typed[at..];
        let best = best_phrase(index.synonyms(), rest, open_end);
        let length = best.map_or(1, |(length, _)| length);
        let mut meaning = Token::default();
        let mut filler = false;
        if let Some((length, fit)) = best {
            for at in index.synonyms().beginning_as(&rest[0]) {
                let synonym = index.synonyms().get(at);
                if synonym.phrase.len() != length || fits(synonym, rest, open_end) != Some(fit) {
                    continue;
                }
                meaning.synonyms.push(at);
                filler |= synonym.is_filler() && fit == Fit::Whole;
                let known = rest[..length]
                    .iter()
                    .all(|word| !index.terms().beginning(word).is_empty());
                let sure = match fit {
                    Fit::Whole => true,
                    Fit::Beginning => length > 1,
                    Fit::Near => !known,
                };
                meaning.learn(synonym, sure);
            }
        }
        let list = if filler && meaning.needs == 0 {
            &mut fillers
        } else {
            &mut tokens
        };
        for word in &rest[..length] {
            list.push(Token {
                word: word.clone(),
                synonyms: meaning.synonyms.clone(),
                ..meaning
            });
        }
        at += length;
    }
    if tokens.is_empty() { fillers } else { tokens }
}

impl Token {
    fn learn(&mut self, synonym: &Synonym, sure: bool) {
        if sure {
            self.needs |= synonym.needs;
        } else {
            self.maybe |= synonym.needs;
        }
    }
}

/// The phrase that the words begin with: the longest, and of these the one that fits best.
fn best_phrase(synonyms: &Synonyms, typed: &[Vec<u8>], open_end: bool) -> Option<(usize, Fit)> {
    let fitting = |at| {
        let synonym = synonyms.get(at);
        fits(synonym, typed, open_end).map(|fit| (synonym.phrase.len(), fit))
    };
    let near = synonyms.beginning_as(typed.first()?);
    near.filter_map(fitting).max()
}

/// Whether the words begin with a phrase; the last word typed may be a beginning only. The
/// first letter is always right, so that only phrases of that letter need be asked.
fn fits(synonym: &Synonym, typed: &[Vec<u8>], open_end: bool) -> Option<Fit> {
    let mut worst = Fit::Whole;
    if typed.len() < synonym.phrase.len() {
        return None;
    }
    for (at, (wanted, word)) in synonym.phrase.iter().zip(typed).enumerate() {
        let typing = open_end && at + 1 == typed.len();
        // The words before say enough that one letter of the last will do.
        let shortest = if at > 0 { 1 } else { BEGINNING };
        let begins = typing && word.len() >= shortest && wanted.starts_with(word);
        worst = worst.min(fit(wanted, word, begins)?);
    }
    Some(worst)
}

fn fit(wanted: &[u8], word: &[u8], begins: bool) -> Option<Fit> {
    if wanted == word {
        return Some(Fit::Whole);
    }
    if begins {
        return Some(Fit::Beginning);
    }
    let most = allowed(word.len());
    // Only whole words here: a beginning with an error means too much.
    let near = most > 0
        && wanted.len().abs_diff(word.len()) <= most as usize
        && wanted.first() == word.first()
        && Typed::new(word).errors(wanted, most) <= most
        && Typed::new(wanted).errors(word, most) <= most;
    near.then_some(Fit::Near)
}
