//! Marks in the playbook's texts: `[[subpoena]]` or `[[subpoena|a paper from the court]]` names a
//! word of the glossary, which the portal explains in place.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they are.
    Plain(&'a str),
    /// A word of the glossary.
    Term {
        /// Key of the glossary's entry.
        key: &'a str,
        /// The words in this sentence; absent means the entry's own word.
        words: Option<&'a str>,
    },
}

/// The parts of a text, in order. A mark that is not closed is plain text.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, mark, after)) = next_mark(rest) {
        if !before.is_empty() {
            found.push(Piece::Plain(before));
        }
        let (key, words) = match mark.split_once('|') {
            Some((key, words)) => (key, Some(words)),
            None => (mark, None),
        };
        found.push(Piece::Term { key, words });
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Plain(rest));
    }
    found
}

fn next_mark(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = split_at_two(text, b'[')?;
    let (mark, after) = split_at_two(rest, b']')?;
    Some((before, mark, after))
}

/// What is before and after a sign that stands twice. `split_once` with a text brings a search that is as quick in books; this
/// is read by phones.
fn split_at_two(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text
        .as_bytes()
        .windows(2)
        .position(|two| two == [sign; 2])?;
    Some((text.get(..at)?, text.get(at + 2..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_apart_from_the_words_around_them() {
        let term = |key, words| Piece::Term { key, words };
        let table: [(&str, &[Piece]); 5] = [
            ("", &[]),
            ("You wait.", &[Piece::Plain("You wait.")]),
            (
                "A [[judge]] listens.",
                &[
                    Piece::Plain("A "),
                    term("judge", None),
                    Piece::Plain(" listens."),
                ],
            ),
            (
                "[[bond|Bonds]][[plea]]",
                &[term("bond", Some("Bonds")), term("plea", None)],
            ),
            ("An [[open", &[Piece::Plain("An [[open")]),
        ];
        for (text, expected) in table {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }
}
