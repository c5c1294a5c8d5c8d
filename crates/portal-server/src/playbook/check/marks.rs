//! Marks that name no word of the glossary, or are not closed.

use std::collections::BTreeSet;

use portal_types::PlaybookWords;
use portal_types::marks::{Piece, pieces};

use super::Found;
use crate::playbook::entries::Entry;

/// The marks nobody could explain to a family.
pub fn unknown(own: &[Entry], words: &PlaybookWords, unread: &BTreeSet<String>) -> Vec<Found> {
    let mut found = Vec::new();
    for entry in own {
        for (path, text) in &entry.texts {
            for piece in pieces(text.as_deref().unwrap_or_default()) {
                let reason = match piece {
                    Piece::Plain(plain) if plain.contains("[[") => {
                        "expected ]] behind [[".to_owned()
                    }
                    Piece::Term {
                        words: Some(shown), ..
                    } if shown.trim().is_empty() => "expected words between | and ]]".to_owned(),
                    Piece::Term { key, .. } if !is_known(key, words, unread) => {
                        format!("expected a key of the glossary between [[ and ]], found {key}")
                    }
                    _ => continue,
                };
                found.push((path.clone(), reason));
            }
        }
    }
    found
}

fn is_known(key: &str, words: &PlaybookWords, unread: &BTreeSet<String>) -> bool {
    words.glossary.contains_key(key) || unread.contains(&format!("glossary.{key}"))
}
