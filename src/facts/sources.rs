//! How old the facts of a screen are, and which agency did not answer.

use super::Reader;

/// The age of a screen's facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// When the server put the facts together.
    pub as_of: String,
    /// Agencies that did not answer, a sentence each.
    pub missing: Vec<String>,
    /// Every agency with its latest news, a sentence each.
    pub agencies: Vec<String>,
}

/// Tells the age of the facts that came with `as_of`.
#[must_use]
pub fn freshness(reader: &Reader, as_of: &str) -> Freshness {
    let words = reader.words;
    let mut told = Freshness {
        as_of: words.facts_as_of(&reader.short(as_of), &reader.time(as_of)),
        ..Freshness::default()
    };
    for source in reader.sources {
        let last = source.last_confirmed.as_ref().map(|on| reader.short(on));
        let sentence = match (&last, source.ok) {
            (Some(day), false) => words.source_down(&source.name, day),
            (None, false) => words.source_never(&source.name),
            (Some(day), true) => words.source_news(&source.name, day),
            (None, true) => words.source_no_news(&source.name),
        };
        if !source.ok {
            told.missing.push(sentence.clone());
        }
        told.agencies.push(sentence);
    }
    told
}
