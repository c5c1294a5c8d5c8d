//! What is too hard, where, and which word to replace.

use std::fmt;

/// One thing that is too hard to read.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where it stands: a screen, or a path in the playbook.
    pub place: String,
    /// The sentence, without marks.
    pub sentence: String,
    /// What is wrong with it.
    pub why: Why,
    /// The word to replace.
    pub word: String,
}

/// What is wrong with a sentence, or with the text whose hardest sentence it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// A word no family should have to know.
    Word {
        /// What to say instead.
        instead: String,
    },
    /// A sentence is too long.
    Long {
        /// Its words.
        words: usize,
        /// The most it may have.
        most: usize,
    },
    /// The text is above its Flesch-Kincaid grade.
    Grade {
        /// Its grade in US school years.
        grade: f64,
        /// The highest it may have.
        most: f64,
    },
    /// The text is below its INFLESZ score.
    Inflesz {
        /// Its score, 0 to 100; higher is easier.
        score: f64,
        /// The lowest it may have.
        least: f64,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            sentence,
            why,
            word,
        } = self;
        match why {
            Why::Word { instead } => {
                write!(f, "{place}: say {instead} for “{word}” in “{sentence}”")
            }
            Why::Long { words, most } => write!(
                f,
                "{place}: {words} words in one sentence, of at most {most}: “{sentence}”; split it, or begin with “{word}”"
            ),
            Why::Grade { grade, most } => write!(
                f,
                "{place}: Flesch-Kincaid grade {grade:.1}, of at most {most:.0}; hardest is “{sentence}”; replace “{word}”"
            ),
            Why::Inflesz { score, least } => write!(
                f,
                "{place}: INFLESZ {score:.0}, of at least {least:.0}; hardest is “{sentence}”; replace “{word}”"
            ),
        }
    }
}
