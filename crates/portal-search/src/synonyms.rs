//! What families call things, and what the directory calls them.

use std::ops::Range;

use crate::fold::words;

/// The lists that are shipped: `words/LANGUAGE.tsv`, as [`Synonyms::parse`] reads them.
const SHIPPED: [(&str, &str); 5] = [
    ("en", include_str!("../words/en.tsv")),
    ("es", include_str!("../words/es.tsv")),
    ("vi", include_str!("../words/vi.tsv")),
    ("ar", include_str!("../words/ar.tsv")),
    ("so", include_str!("../words/so.tsv")),
];

/// Languages whose words are known in every other.
const ALWAYS: [&str; 2] = ["en", "es"];

/// The words of a family for each need.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    /// In the order of their first letters, so that a typed word is held against those only
    /// that begin as it does.
    all: Vec<Synonym>,
}

/// One phrase.
#[derive(Clone, Debug, Default)]
pub(crate) struct Synonym {
    /// The needs it means.
    pub needs: u16,
    /// Its words, folded.
    pub phrase: Vec<Vec<u8>>,
    /// What the directory calls it, folded: an entry has one if it has all its words.
    pub names: Vec<Vec<Vec<u8>>>,
}

impl Synonym {
    /// Whether it is a word that means nothing to a search, such as "the".
    pub(crate) fn is_filler(&self) -> bool {
        self.needs == 0 && self.names.is_empty()
    }

    fn first_letter(&self) -> u8 {
        self.phrase.first().map_or(0, |word| word[0])
    }
}

impl Synonyms {
    /// The words that come with the portal for a family of this language (a BCP 47 tag).
    ///
    /// English and Spanish are always among them: the directory is in English, whoever
    /// gave the family a name of something there said it in English, and in many families
    /// one types English or Spanish where another does not. Of the other languages only the
    /// family's own is: without their marks many short words of one are words of another.
    #[must_use]
    pub fn shipped(tag: &str) -> Self {
        let own = tag.split('-').next().unwrap_or_default();
        let mut synonyms = Self::default();
        for (language, lines) in SHIPPED {
            if language == own || ALWAYS.contains(&language) {
                synonyms.read(lines);
            }
        }
        synonyms
    }

    /// Adds a phrase that means these needs, and what the directory calls it: names with
    /// commas between, and an entry has a name if it has all words of it.
    ///
    /// Without a need and without a name it is a word that means nothing to a search, and
    /// is ignored wherever another word stands beside it.
    pub fn add(&mut self, needs: u16, phrase: &str, directory: &str) {
        let synonym = Synonym {
            needs,
            phrase: list(phrase),
            names: directory
                .split(',')
                .map(list)
                .filter(|name| !name.is_empty())
                .collect(),
        };
        if !synonym.phrase.is_empty() {
            let at = self.after(synonym.first_letter());
            self.all.insert(at, synonym);
        }
    }

    /// Reads a list: a line is the needs as a decimal number, a phrase, and the
    /// directory's names, with tabs between. What is missing is empty; a line without a number is skipped.
    #[must_use]
    pub fn parse(lines: &str) -> Self {
        let mut synonyms = Self::default();
        synonyms.read(lines);
        synonyms
    }

    fn read(&mut self, lines: &str) {
        for line in lines.lines() {
            let mut parts = line.split('\t');
            let needs = parts.next().and_then(|needs| needs.trim().parse().ok());
            let Some(needs) = needs else { continue };
            let phrase = parts.next().unwrap_or_default();
            self.add(needs, phrase, parts.next().unwrap_or_default());
        }
    }

    /// A phrase by its position.
    pub(crate) fn get(&self, at: usize) -> &Synonym {
        &self.all[at]
    }

    /// Positions of the phrases that begin with the first letter of a typed word.
    pub(crate) fn beginning_as(&self, word: &[u8]) -> Range<usize> {
        let letter = word.first().copied().unwrap_or_default();
        let from = letter.checked_sub(1).map_or(0, |before| self.after(before));
        from..self.after(letter)
    }

    /// Where the phrases end that begin with this letter or one before it.
    fn after(&self, letter: u8) -> usize {
        self.all.partition_point(|one| one.first_letter() <= letter)
    }
}

fn list(text: &str) -> Vec<Vec<u8>> {
    let mut list = Vec::new();
    words(text, |word| list.push(word.to_vec()));
    list
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_list_is_read_line_by_line() {
        let read = Synonyms::parse(
            "1\tPlace to stay\tshelter, rental housing\nx\tnothing\n0\tthe\n2\t\n16\tMeals\n",
        );
        assert_eq!(read.all.len(), 3);
        let (meals, place) = (read.get(0), read.get(1));
        assert_eq!(meals.phrase, [b"meals"]);
        assert_eq!(place.needs, 1);
        assert_eq!(place.phrase.len(), 3);
        assert_eq!(place.names[1], [b"rental".to_vec(), b"housing".to_vec()]);
        assert!(read.get(2).is_filler());
        assert_eq!(read.beginning_as(b"park"), 1..2);
        assert_eq!(read.beginning_as(b"zoo"), 3..3);
        assert_eq!(read.beginning_as(b""), 0..0);
    }

    #[test]
    fn a_family_has_english_spanish_and_its_own_language() {
        let count = |tag: &str| Synonyms::shipped(tag).all.len();
        let lines = |at: usize| SHIPPED[at].1.lines().count();
        let both = lines(0) + lines(1);
        for tag in ["en", "es", "es-US", "ht", ""] {
            assert_eq!(count(tag), both, "{tag}");
        }
        for (at, (tag, _)) in SHIPPED.iter().enumerate().skip(2) {
            assert_eq!(count(tag), both + lines(at), "{tag}");
            assert_eq!(count(&format!("{tag}-US")), both + lines(at), "{tag}");
        }
    }

    #[test]
    fn every_line_that_is_shipped_is_whole_and_there_once() {
        for (language, lines) in SHIPPED {
            let mut seen = HashSet::new();
            for line in lines.lines() {
                let parts: Vec<&str> = line.split('\t').collect();
                assert!((2..=3).contains(&parts.len()), "{language}: {line}");
                let clean = |part: &&str| !part.is_empty() && part.trim() == *part;
                assert!(parts.iter().all(clean), "{language}: {line}");
                let needs: u16 = parts[0].parse().expect(line);
                assert!(needs < 1 << 9, "{language}: {line}");
                assert_eq!(parts[0], needs.to_string(), "{language}: {line}");
                assert!(!list(parts[1]).is_empty(), "{language}: {line}");
                let names = parts.get(2).unwrap_or(&"");
                assert!(names.is_ascii(), "{language}: {line}");
                let whole = |name| !list(name).is_empty();
                assert!(names.is_empty() || names.split(',').all(whole), "{line}");
                assert!(
                    seen.insert((needs, list(parts[1]))),
                    "{language}: {line} is there twice"
                );
            }
        }
    }

    #[test]
    fn no_word_that_means_nothing_is_one_that_means_a_need() {
        for (tag, _) in SHIPPED {
            let all = Synonyms::shipped(tag).all;
            for filler in all.iter().filter(|one| one.is_filler()) {
                let need = |one: &&Synonym| !one.is_filler() && one.phrase == filler.phrase;
                assert!(!all.iter().any(|one| need(&one)), "{tag}: {filler:?}");
            }
        }
    }

    #[test]
    fn every_language_has_words_for_every_need() {
        for (language, lines) in SHIPPED {
            let read = Synonyms::parse(lines);
            for need in 0..9 {
                let phrases = read.all.iter().filter(|one| one.needs >> need & 1 == 1);
                assert!(phrases.count() >= 5, "{language}: need {need}");
            }
            assert!(read.all.iter().filter(|one| one.is_filler()).count() >= 15);
        }
    }
}
