//! What is wrong with a playbook that has the right shape. Pure.

mod marks;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use portal_types::{PlaybookRules, PlaybookWords};

use super::entries::{Entry, entries};
use super::{FIRST_LANGUAGE, file_of};
use crate::import::cases::names::is_key;

/// A playbook as far as its files could be read.
#[derive(Debug, Default)]
pub struct Draft {
    /// Words by the name of their file.
    pub words: BTreeMap<String, PlaybookWords>,
    /// The rules; `None` when they could not be read.
    pub rules: Option<PlaybookRules>,
    /// Entries that could not be read in one file at least, as `section.key`: nobody is blamed for
    /// naming or having them.
    pub unread: BTreeSet<String>,
}

/// One mistake; its line is for those who have the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Name of the file.
    pub file: String,
    /// Path such as `steps.trial.title`.
    pub field: String,
    /// What was expected.
    pub reason: String,
}

/// Every mistake of a playbook, over all its files.
pub fn check(draft: &Draft) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let first = draft.words.get(FIRST_LANGUAGE).map(entries);
    for (language, words) in &draft.words {
        let own = entries(words);
        let mut language_mistakes = of_itself(language, words, &own);
        language_mistakes.extend(marks::unknown(&own, words, &draft.unread));
        if let Some(first) = first.as_ref().filter(|_| language != FIRST_LANGUAGE) {
            language_mistakes.extend(unlike(first, &own, &draft.unread));
        }
        mistakes.extend(
            language_mistakes
                .into_iter()
                .map(|(field, reason)| Mistake {
                    file: file_of(language),
                    field,
                    reason,
                }),
        );
    }
    if let (Some(rules), Some(first)) = (&draft.rules, &first) {
        mistakes.extend(rules::check(rules, first, &draft.unread));
    }
    mistakes
}

/// Field and reason.
type Found = (String, String);

/// What a file of words must keep, whatever the others say.
fn of_itself(language: &str, words: &PlaybookWords, own: &[Entry]) -> Vec<Found> {
    let mut found = Vec::new();
    if words.language != language {
        let reason = format!(
            "expected {language}, as the file is called, found {}",
            words.language
        );
        found.push(("language".to_owned(), reason));
    }
    if words
        .reviewed_by
        .as_ref()
        .is_some_and(|name| name.trim().is_empty())
    {
        let reason = "expected the name of who has read it, or null";
        found.push(("reviewed_by".to_owned(), reason.to_owned()));
    }
    for entry in own {
        if !is_key(&entry.key) {
            let reason = "expected a key of 1 to 64 of the characters A-Z a-z 0-9 . _ -";
            found.push((entry.path(), reason.to_owned()));
        }
        let empty = |(_, text): &&(String, Option<String>)| {
            text.as_ref().is_some_and(|text| text.trim().is_empty())
        };
        found.extend(entry.texts.iter().filter(empty).map(|(path, _)| {
            (
                path.clone(),
                "expected words, found an empty text".to_owned(),
            )
        }));
    }
    found
}

/// Entries and texts that only one of English and this language has.
fn unlike(first: &[Entry], own: &[Entry], unread: &BTreeSet<String>) -> Vec<Found> {
    let by_path = |entries: &[Entry]| -> BTreeMap<String, Vec<(String, bool)>> {
        let has = |(path, text): &(String, Option<String>)| (path.clone(), text.is_some());
        let read = entries
            .iter()
            .filter(|entry| !unread.contains(&entry.path()));
        read.map(|entry| (entry.path(), entry.texts.iter().map(has).collect()))
            .collect()
    };
    let (first, own) = (by_path(first), by_path(own));
    let mut found = Vec::new();
    for path in first.keys().filter(|path| !own.contains_key(*path)) {
        found.push((
            path.clone(),
            "expected an entry, as in English, found none".to_owned(),
        ));
    }
    for (path, texts) in own {
        let Some(wanted) = first.get(&path) else {
            let reason = "expected no entry that English does not have";
            found.push((path, reason.to_owned()));
            continue;
        };
        for ((field, has), (_, should)) in texts.into_iter().zip(wanted) {
            match (has, should) {
                (false, true) => found.push((
                    field,
                    "expected words, as in English, found null".to_owned(),
                )),
                (true, false) => found.push((field, "expected null, as in English".to_owned())),
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
