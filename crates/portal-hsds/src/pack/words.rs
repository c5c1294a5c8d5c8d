//! Words of a text as rules look for them: whole ones, in whatever spelling.

/// Words that turn around what follows them.
const DENIALS: [&str; 10] = [
    "no", "not", "non", "without", "never", "cannot", "isn", "aren", "don", "doesn",
];

/// How many words after a denial it still turns around.
const REACH: usize = 3;

/// A text in lower case, with one space before, between and after its words.
pub(super) struct Words(String);

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut words = String::with_capacity(text.len() + 2);
        for word in text.split(|letter: char| !letter.is_alphanumeric()) {
            if !word.is_empty() {
                words.push(' ');
                words.extend(word.chars().flat_map(char::to_lowercase));
            }
        }
        words.push(' ');
        Self(words)
    }

    /// Whether the text has this phrase, by whole words.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.0
            .match_indices(phrase)
            .any(|(at, _)| self.is_whole(at, phrase.len()))
    }

    /// Whether it has any of these phrases.
    pub(super) fn has_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has(phrase))
    }

    /// Whether it is this phrase and nothing else.
    pub(super) fn is(&self, phrase: &str) -> bool {
        self.0.trim() == phrase
    }

    /// Whether it denies any of these phrases: one stands shortly after a "no" or "not".
    pub(super) fn denies(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| {
            let found = self.0.match_indices(phrase);
            found
                .filter(|(at, _)| self.is_whole(*at, phrase.len()))
                .any(|(at, _)| {
                    let before = self.0[..at].split_whitespace().rev().take(REACH);
                    before.into_iter().any(|word| DENIALS.contains(&word))
                })
        })
    }

    fn is_whole(&self, at: usize, length: usize) -> bool {
        let bytes = self.0.as_bytes();
        at > 0 && bytes[at - 1] == b' ' && bytes.get(at + length) == Some(&b' ')
    }
}

/// The parts of a text between full stops, commas and line feeds: a denial holds within one.
pub(super) fn clauses(text: &str) -> impl Iterator<Item = Words> + '_ {
    text.split(['.', ',', ';', ':', '!', '?', '\n'])
        .map(Words::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_found() {
        let words = Words::of("A Business; children's  BUS-stop");
        assert!(words.has("bus") && words.has("bus stop") && words.has("a"));
        assert!(!words.has("busi") && !words.has("child") && !words.has("stops"));
        assert!(words.has_any(&["train", "children"]));
        assert!(Words::of("").is("") && Words::of("None.").is("none"));
    }

    #[test]
    fn a_denial_reaches_a_few_words() {
        for (text, denied) in [
            ("no elevator", true),
            ("not fully accessible", true),
            ("It isn't very accessible", true),
            ("accessible", false),
            ("accessible, no elevator", true),
            ("no worries here at all, accessible", false),
        ] {
            let words = Words::of(text);
            assert_eq!(words.denies(&["accessible", "elevator"]), denied, "{text}");
        }
    }
}
