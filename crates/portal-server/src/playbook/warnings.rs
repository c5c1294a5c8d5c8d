//! What does not stop a playbook but should be looked at: hard sentences, and files nobody signed.

use portal_reading::{Kind, judge};
use portal_types::PlaybookWords;

use super::entries::{Entry, entries};
use super::lines::Lines;
use super::{Book, FIRST_LANGUAGE, Files, file_of};

/// Every warning, as `file:line: path: what to do`.
#[must_use]
pub fn warnings(files: &Files, book: &Book) -> Vec<String> {
    let mut told = Vec::new();
    for (language, words) in &book.words {
        let file = file_of(language);
        let lines = Lines::of(files.get(&file).map_or("", String::as_str));
        let at = |path: &str| format!("{file}:{}: {path}", lines.line(path));
        if language != FIRST_LANGUAGE && words.reviewed_by.is_none() {
            told.push(format!(
                "{}: no professional translator has signed this file yet",
                at("reviewed_by")
            ));
        }
        told.extend(hard(language, words, at));
    }
    told
}

fn hard(language: &str, words: &PlaybookWords, at: impl Fn(&str) -> String) -> Vec<String> {
    let judged = entries(words).into_iter().flat_map(|entry| {
        let place = at(&entry.path());
        judge(language, Kind::Entry, &place, &read_aloud(&entry))
    });
    judged.map(|finding| finding.to_string()).collect()
}

/// The texts of an entry. A word of the glossary is hard by its nature; what it means must not be.
fn read_aloud(entry: &Entry) -> Vec<&str> {
    let shown = entry
        .texts
        .iter()
        .filter(|(path, _)| entry.section != "glossary" || !path.ends_with(".word"));
    shown.filter_map(|(_, text)| text.as_deref()).collect()
}
