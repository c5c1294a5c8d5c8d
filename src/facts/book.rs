//! The centre's playbook, as far as facts need it.

use portal_types::marks::{Piece, pieces};

use crate::ui::{Prose, Span};

/// Texts by their path in the playbook: `["steps", kind, "title"]`.
pub trait Book {
    /// The text at a path, with its glossary marks; nothing when the playbook has none there.
    fn text(&self, path: &[&str]) -> Option<String>;

    /// What lies at a path: the texts of a list, or the keys of entries; nothing where neither is.
    fn items(&self, path: &[&str]) -> Vec<String>;
}

/// No playbook: every kind is told in the portal's neutral words.
pub struct NoBook;

impl Book for NoBook {
    fn text(&self, _path: &[&str]) -> Option<String> {
        None
    }

    fn items(&self, _path: &[&str]) -> Vec<String> {
        Vec::new()
    }
}

/// A text without its marks, for titles and short lines.
#[must_use]
pub fn plain(book: &dyn Book, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Plain(words) => out.push_str(words),
            Piece::Term { key, words } => out.push_str(&term(book, key, words)),
        }
    }
    out
}

/// A text whose marked words open what they mean.
#[must_use]
pub fn prose(book: &dyn Book, text: &str) -> Prose {
    let span = |piece| match piece {
        Piece::Plain(words) => Span::Words(words.to_owned()),
        Piece::Term { key, words } => {
            let word = term(book, key, words);
            match book.text(&["glossary", key, "means"]) {
                Some(means) => Span::Term { word, means },
                None => Span::Words(word),
            }
        }
    };
    pieces(text).into_iter().map(span).collect()
}

/// The words of a mark: its own, or else the glossary's.
fn term(book: &dyn Book, key: &str, words: Option<&str>) -> String {
    match words {
        Some(words) => words.to_owned(),
        None => book.text(&["glossary", key, "word"]).unwrap_or_default(),
    }
}
