//! Sentences and words of a text, in any language.

use portal_types::marks::{Piece, pieces};

/// Invisible marks that keep names of the other direction in place.
const ISOLATES: [char; 6] = [
    '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200e}', '\u{200f}',
];

/// The sentences of a text. A line break ends one; so do `.`, `!`, `?`, `…` and the Arabic `؟`,
/// unless a small letter goes on behind: "at 3:30 p. m. in room 2" is one.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    text.lines()
        .flat_map(sentences_of_line)
        .filter(|sentence| sentence.chars().any(char::is_alphanumeric))
        .collect()
}

fn sentences_of_line(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, end) in line.match_indices(['.', '!', '?', '…', '؟']) {
        let behind = at + end.len();
        let rest = &line[behind..];
        let goes_on = rest
            .chars()
            .next()
            .is_some_and(|c| !c.is_whitespace() && !is_closing(c));
        let next = rest.trim_start().chars().next();
        if goes_on || next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit()) {
            continue;
        }
        let behind = behind + rest.find(|c| !is_closing(c)).unwrap_or(rest.len());
        found.push(line[start..behind].trim());
        start = behind;
    }
    found.push(line[start..].trim());
    found
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '"' | '»' | '’' | ')' | '\u{2069}' | '!' | '?' | '.'
    )
}

/// A text as it is read: marks replaced by their words, invisible characters gone.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Plain(words) => out.push_str(words),
            Piece::Term { key, words } => out.push_str(words.unwrap_or(key)),
        }
    }
    out.replace(ISOLATES, "").replace('_', " ")
}

/// Words: what stands between spaces and holds a letter or a digit.
pub fn word_count(sentence: &str) -> usize {
    textstat::lexicon_count(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_takes_a_breath() {
        let table: [(&str, &[&str]); 6] = [
            ("You wait. We call.", &["You wait.", "We call."]),
            ("Home\nCall 816-555-0100", &["Home", "Call 816-555-0100"]),
            (
                "Say: “I ask. Now.” Then wait.",
                &["Say: “I ask.", "Now.”", "Then wait."],
            ),
            (
                "El lunes a las 3:30 p. m. en la sala.",
                &["El lunes a las 3:30 p. m. en la sala."],
            ),
            ("هل أنت بخير؟ نعم.", &["هل أنت بخير؟", "نعم."]),
            ("It costs 3.50 today. · ", &["It costs 3.50 today."]),
        ];
        for (text, expected) in table {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_are_read_as_their_words() {
        assert_eq!(
            plain("A [[judge]] sets [[bond|money]]."),
            "A judge sets money."
        );
    }
}
