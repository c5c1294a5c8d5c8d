//! How hard a text is to read, by language, and which word makes it so.
//!
//! English is measured by the Flesch-Kincaid grade, Spanish by INFLESZ; for the other languages no
//! formula is reliable, so the length of sentences counts. Words that no family should have to know
//! are listed per language in `words/`.
//!
//! A formula is blind to sense and kindness: passing it is a floor, not the goal.

mod finding;
mod sentences;
mod spanish;
mod words;

pub use finding::{Finding, Why};
pub use sentences::sentences;
pub use spanish::inflesz;

use sentences::{plain, word_count};

/// How hard an entry of the playbook may be; a whole screen must be easier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All texts of one entry of the playbook.
    Entry,
    /// All texts of one screen.
    Screen,
}

/// English: highest Flesch-Kincaid grade of an entry, in US school years.
const ENTRY_GRADE: f64 = 6.0;
/// English: the same of a screen.
const SCREEN_GRADE: f64 = 5.0;
/// Spanish: lowest INFLESZ score, where 65 to 80 is "fairly easy" (Barrio-Cantalejo 2008).
const INFLESZ: f64 = 65.0;

/// Most words of a sentence. Vietnamese writes each syllable as a word; Arabic joins several.
fn longest_sentence(language: &str) -> usize {
    match language {
        "vi" => 30,
        "ar" => 18,
        "es" => 25,
        "so" => 22,
        _ => 20,
    }
}

/// Judges texts that stand together at `place`, such as `steps.trial` or "the home screen". Texts
/// may hold glossary marks: a marked word is explained, so it may be hard.
#[must_use]
pub fn judge(language: &str, kind: Kind, place: &str, texts: &[&str]) -> Vec<Finding> {
    let mut found = Vec::new();
    let marked: Vec<&str> = texts.iter().flat_map(|text| sentences(text)).collect();
    let read: Vec<String> = marked.iter().map(|sentence| plain(sentence)).collect();
    for (marked, sentence) in marked.iter().zip(&read) {
        let hard = words::hard_words(language, marked);
        found.extend(hard.map(|(word, instead)| Finding {
            place: place.to_owned(),
            sentence: sentence.clone(),
            why: Why::Word { instead },
            word,
        }));
        let (words, most) = (word_count(sentence), longest_sentence(language));
        if words > most {
            found.push(Finding {
                place: place.to_owned(),
                sentence: sentence.clone(),
                why: Why::Long { words, most },
                word: longest_word(language, sentence),
            });
        }
    }
    found.extend(too_hard(language, kind, &read).map(|why| {
        let sentence = hardest(language, &read);
        Finding {
            place: place.to_owned(),
            word: longest_word(language, &sentence),
            sentence,
            why,
        }
    }));
    found
}

/// The formula of the language over all sentences together.
fn too_hard(language: &str, kind: Kind, sentences: &[String]) -> Option<Why> {
    let text = joined(sentences);
    if text.is_empty() {
        return None;
    }
    match language {
        "en" => {
            let (grade, most) = match kind {
                Kind::Entry => (textstat::flesch_kincaid_grade(&text), ENTRY_GRADE),
                Kind::Screen => (textstat::flesch_kincaid_grade(&text), SCREEN_GRADE),
            };
            (grade > most).then_some(Why::Grade { grade, most })
        }
        "es" => {
            let score = inflesz(&text);
            (score < INFLESZ).then_some(Why::Inflesz {
                score,
                least: INFLESZ,
            })
        }
        _ => None,
    }
}

/// Each sentence ends as a sentence, labels and headings too: a formula must not run them together.
fn joined(sentences: &[String]) -> String {
    let ended = sentences.iter().map(|sentence| {
        let bare = sentence.trim_end_matches(['.', '!', '?', ':', '…']);
        format!("{bare}.")
    });
    ended.collect::<Vec<_>>().join(" ")
}

fn hardest(language: &str, sentences: &[String]) -> String {
    let hardness = |sentence: &&String| {
        let one = joined(std::slice::from_ref(*sentence));
        match language {
            "es" => -inflesz(&one),
            _ => textstat::flesch_kincaid_grade(&one),
        }
    };
    let hardest = sentences
        .iter()
        .max_by(|a, b| hardness(a).total_cmp(&hardness(b)));
    hardest.cloned().unwrap_or_default()
}

/// The word most worth replacing: the one with the most syllables.
fn longest_word(language: &str, sentence: &str) -> String {
    let syllables = |word: &&str| match language {
        "es" => spanish::syllables(word),
        "en" => textstat::syllables(word),
        _ => word.chars().count(),
    };
    let longest = sentence.split_whitespace().max_by_key(syllables);
    let bare = longest.unwrap_or_default();
    bare.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests;
