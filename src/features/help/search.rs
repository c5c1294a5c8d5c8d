//! The search over the directory. Pure, and quick with thousands of services on a cheap phone:
//! texts are folded once, and a keystroke allocates a list of positions at most.

use portal_types::{Cost, Directory, DirectoryEntry, Need};

use super::hours::{Minute, is_open};

/// Ranks 0 to 4, each in four parts: open or not, free or not.
const RANKS: usize = 20;

/// What the person is looking for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// What they typed.
    pub text: String,
    /// The need they picked.
    pub need: Option<Need>,
    /// Only what is free.
    pub free: bool,
    /// Only where their language is spoken.
    pub speaks: bool,
    /// Only what is open now.
    pub open: bool,
}

/// The directory's words, folded and ready to be searched.
pub struct Index {
    entries: Vec<Folded>,
    /// Position of the screen's language in the directory.
    language: Option<u8>,
}

struct Folded {
    name: String,
    organization: String,
    rest: String,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Positions in the directory, the best first.
    pub positions: Vec<usize>,
    /// How many would be left if only free ones were asked for as well.
    pub free: usize,
    /// The same for the language.
    pub speaks: usize,
    /// The same for those open now.
    pub open: usize,
}

/// Lower case without accents; every word has a space before it, so that a prefix is findable.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut gap = true;
    // Some keyboards send a mark as a character of its own, behind its letter.
    let letters = text
        .chars()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    for c in letters {
        let c = plain(c);
        if c.is_ascii_alphanumeric() || !c.is_ascii() {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c.to_ascii_lowercase());
        } else if c != '\'' {
            gap = true;
        }
    }
    out
}

/// The letters of our languages without their marks. A full table would cost 12 KB.
fn plain(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'Á' | 'À' | 'Â' | 'Ä' | 'Ã' | 'ă' | 'Ă' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'Ó' | 'Ò' | 'Ô' | 'Ö' | 'Õ' | 'ơ' | 'Ơ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' | 'ư' | 'Ư' => 'u',
        'ñ' | 'Ñ' => 'n',
        'ç' | 'Ç' => 'c',
        'ý' | 'Ý' => 'y',
        'đ' | 'Đ' => 'd',
        'ĩ' | 'Ĩ' => 'i',
        'ũ' | 'Ũ' => 'u',
        // Vietnamese letters with two marks, as Unicode lines them up.
        '\u{1ea0}'..='\u{1eb7}' => 'a',
        '\u{1eb8}'..='\u{1ec7}' => 'e',
        '\u{1ec8}'..='\u{1ecb}' => 'i',
        '\u{1ecc}'..='\u{1ee3}' => 'o',
        '\u{1ee4}'..='\u{1ef1}' => 'u',
        '\u{1ef2}'..='\u{1ef9}' => 'y',
        '’' => '\'',
        other => other,
    }
}

impl Index {
    /// Folds the directory; `need_words` are the words of each need in the screen's language.
    #[must_use]
    pub fn new(directory: &Directory, need_words: &[String], language: &str) -> Self {
        let needs: Vec<String> = need_words.iter().map(|w| fold(w)).collect();
        let towns: Vec<String> = directory.towns.iter().map(|t| fold(t)).collect();
        let folded = |entry: &DirectoryEntry| {
            let mut rest = String::new();
            for (need, words) in Need::ALL.iter().zip(&needs) {
                if entry.needs & need.bit() != 0 {
                    rest.push_str(words);
                }
            }
            let town = entry.town.and_then(|t| towns.get(usize::from(t)));
            rest.push_str(town.map_or("", String::as_str));
            Folded {
                name: fold(&entry.name),
                organization: fold(&entry.organization),
                rest,
            }
        };
        let spoken = directory.languages.iter().position(|l| l == language);
        Self {
            entries: directory.services.iter().map(folded).collect(),
            language: spoken.and_then(|at| u8::try_from(at).ok()),
        }
    }

    /// Finds what fits the wish. When nothing has the words as typed, one letter may be wrong.
    #[must_use]
    pub fn find(&self, directory: &Directory, wish: &Wish, now: Option<Minute>) -> Found {
        let folded = fold(&wish.text);
        let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
        let exact = self.ranked(directory, wish, now, |entry| rank(entry, &folded, &words));
        if exact.positions.is_empty() && words.iter().any(|w| w.len() >= 5) {
            return self.ranked(directory, wish, now, |entry| near_rank(entry, &words));
        }
        exact
    }

    fn ranked(
        &self,
        directory: &Directory,
        wish: &Wish,
        now: Option<Minute>,
        rank: impl Fn(&Folded) -> Option<u8>,
    ) -> Found {
        let mut found = Found::default();
        let mut ranks: [Vec<usize>; RANKS] = std::array::from_fn(|_| Vec::new());
        for (at, (entry, folded)) in directory.services.iter().zip(&self.entries).enumerate() {
            let needed = wish.need.is_none_or(|need| entry.needs & need.bit() != 0);
            let Some(rank) = needed.then(|| rank(folded)).flatten() else {
                continue;
            };
            let free = entry.cost == Cost::Free;
            let speaks = self.language.is_some_and(|l| entry.languages.contains(&l));
            let open = now.is_some_and(|now| is_open(&entry.hours, now));
            let (f, s, o) = (
                free || !wish.free,
                speaks || !wish.speaks,
                open || !wish.open,
            );
            found.free += usize::from(free && s && o);
            found.speaks += usize::from(speaks && f && o);
            found.open += usize::from(open && f && s);
            if f && s && o {
                // Among equals, what is open now and free comes first.
                let rank = usize::from(rank) * 4 + usize::from(!open) * 2 + usize::from(!free);
                ranks[rank].push(at);
            }
        }
        found.positions = ranks.into_iter().flatten().collect();
        found
    }
}

/// Name begins with it, name has it, organisation has it, anything has it.
fn rank(entry: &Folded, folded: &str, words: &[&str]) -> Option<u8> {
    if entry.name.starts_with(folded) {
        return Some(0);
    }
    let mut worst = 1;
    for word in words {
        worst = worst.max(match word {
            w if has(&entry.name, w) => 1,
            w if has(&entry.organization, w) => 2,
            w if has(&entry.rest, w) => 3,
            _ => return None,
        });
    }
    Some(worst)
}

/// Whether a word of the text begins with `prefix`.
fn has(text: &str, prefix: &str) -> bool {
    text.match_indices(prefix)
        .any(|(at, _)| text.as_bytes().get(at.wrapping_sub(1)) == Some(&b' '))
}

fn near_rank(entry: &Folded, words: &[&str]) -> Option<u8> {
    let texts = [&entry.name, &entry.organization, &entry.rest];
    let fits = |word: &&str| {
        texts.iter().any(|text| {
            has(text, word)
                || (word.len() >= 5 && text.split(' ').any(|t| near(word.as_bytes(), t.as_bytes())))
        })
    };
    words.iter().all(fits).then_some(4)
}

/// Whether one letter wrong, missing, too many or swapped makes `typed` the beginning of `word`.
fn near(typed: &[u8], word: &[u8]) -> bool {
    let same = typed.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&typed[same..], &word[same..]);
    let Some((first, tail)) = rest.split_first() else {
        return true;
    };
    let missing = other.get(1..).is_some_and(|o| o.starts_with(rest));
    let extra = other.starts_with(tail);
    let wrong = other.get(1..).is_some_and(|o| o.starts_with(tail));
    let swapped = match (other, tail) {
        ([a, b, after @ ..], [second, tail @ ..]) => {
            a == second && b == first && after.starts_with(tail)
        }
        _ => false,
    };
    missing || extra || wrong || swapped
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
