//! What families call things, and what the directory calls them.

use crate::fold::words;

/// The words of one language for each need.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    pub(crate) all: Vec<Synonym>,
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
}

impl Synonyms {
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
            self.all.push(synonym);
        }
    }

    /// Reads a list: a line is the needs as a decimal number, a phrase, and the
    /// directory's names, with tabs between. What is missing is empty; a line without a number is skipped.
    #[must_use]
    pub fn parse(lines: &str) -> Self {
        let mut synonyms = Self::default();
        for line in lines.lines() {
            let mut parts = line.split('\t');
            let needs = parts.next().and_then(|needs| needs.trim().parse().ok());
            let Some(needs) = needs else { continue };
            let phrase = parts.next().unwrap_or_default();
            synonyms.add(needs, phrase, parts.next().unwrap_or_default());
        }
        synonyms
    }
}

fn list(text: &str) -> Vec<Vec<u8>> {
    let mut list = Vec::new();
    words(text, |word| list.push(word.to_vec()));
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_line_by_line() {
        let read = Synonyms::parse(
            "1\tA place to stay\tshelter, rental housing\nx\tnothing\n0\tthe\n2\t\n",
        );
        assert_eq!(read.all.len(), 2);
        assert_eq!(read.all[0].needs, 1);
        assert_eq!(read.all[0].phrase.len(), 4);
        assert_eq!(
            read.all[0].names[1],
            [b"rental".to_vec(), b"housing".to_vec()]
        );
        assert!(read.all[1].is_filler());
    }
}
