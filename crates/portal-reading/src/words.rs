//! Words that no family should have to know, per language, with what to say instead.

use portal_types::marks::{Piece, pieces};

/// `word = what to say instead`, one a line; a word that ends with `*` stands for all that begin so.
const LISTS: [(&str, &str); 5] = [
    ("en", include_str!("../words/en.txt")),
    ("es", include_str!("../words/es.txt")),
    ("vi", include_str!("../words/vi.txt")),
    ("ar", include_str!("../words/ar.txt")),
    ("so", include_str!("../words/so.txt")),
];

/// Short forms everybody knows, or that stand on the card itself.
const KNOWN_SHORT_FORMS: [&str; 10] = [
    "PIN", "ID", "QR", "AM", "PM", "OK", "TV", "SMS", "CST", "ZIP",
];

/// The hard words of a sentence that are not explained by a mark, with what to say instead.
pub fn hard_words(language: &str, sentence: &str) -> impl Iterator<Item = (String, String)> {
    let unexplained: String = pieces(sentence)
        .into_iter()
        .map(|piece| match piece {
            Piece::Plain(text) => text,
            // Whatever stands on both sides of an explained word does not belong together.
            Piece::Term { .. } => " | ",
        })
        .collect();
    let lower = unexplained.to_lowercase();
    let listed = list(language)
        .filter(move |(word, _)| holds(&lower, word))
        .map(|(word, instead)| (word.trim_end_matches('*').to_owned(), instead.to_owned()));
    let words: Vec<&str> = unexplained
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let following = words.iter().skip(1).copied().chain([""]);
    let short: Vec<(String, String)> = words
        .iter()
        .zip(following)
        .filter(|(word, next)| is_short_form(word) && !is_postal_code(next))
        .map(|(word, _)| ((*word).to_owned(), "all the words".to_owned()))
        .collect();
    listed.chain(short)
}

fn list(language: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let text = LISTS.iter().find(|(tag, _)| *tag == language);
    let lines = text.map_or("", |(_, text)| text).lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
}

/// Whether a lower-case text holds a word, whole or as a beginning.
fn holds(lower: &str, word: &str) -> bool {
    let (word, begins) = match word.strip_suffix('*') {
        Some(stem) => (stem, true),
        None => (word, false),
    };
    lower.match_indices(word).any(|(at, _)| {
        let before = lower[..at].chars().next_back();
        let after = lower[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric)
            && (begins || !after.is_some_and(char::is_alphanumeric))
    })
}

/// Two capital letters or more and nothing else: an acronym that nobody explained.
fn is_short_form(word: &str) -> bool {
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    capitals >= 2 && capitals == letters && !KNOWN_SHORT_FORMS.contains(&word)
}

/// Five digits: before them, capital letters are a state in an address.
fn is_postal_code(word: &str) -> bool {
    word.len() == 5 && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_lists_words_with_what_to_say_instead() {
        for (tag, text) in LISTS {
            let entries = list(tag).count();
            let lines = text
                .lines()
                .filter(|l| !l.starts_with('#') && !l.is_empty());
            assert_eq!(entries, lines.count(), "{tag}: word = what to say instead");
            assert!(entries >= 15, "{tag} lists {entries} words");
        }
    }

    #[test]
    fn a_word_is_found_whole_or_by_its_beginning() {
        let found = |text: &str| {
            hard_words("en", text)
                .map(|(word, _)| word)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("The final disposition is out."), ["disposition"]);
        assert_eq!(found("It was adjudicated."), ["adjudicat"]);
        assert_eq!(found("A forensic talk."), ["forensic"]);
        assert_eq!(
            found("A [[forensic_interview|forensic interview]]."),
            [""; 0]
        );
        assert_eq!(found("Ask CPS or the MDT. Type your PIN."), ["CPS", "MDT"]);
        assert_eq!(found("Riverbend MO 64000"), [""; 0]);
        assert_eq!(found("Room A1 in the U.S. at 9:00 AM"), ["U.S"]);
    }
}
