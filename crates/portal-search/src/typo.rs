//! How many typing errors lie between what was typed and the beginning of a word.
//!
//! Hyyrö's bit-parallel optimal string alignment distance (2003): one letter wrong,
//! missing, too many, or two neighbours swapped count one each. The whole column of the
//! table is one machine word, so a word of the directory costs some ten operations a letter.

/// The longest word that is compared; the rest of a longer one is not looked at.
pub(crate) const LONGEST: usize = 32;

/// A typed word, ready to be compared with many.
pub(crate) struct Typed {
    /// For each letter, the places of the typed word where it stands.
    places: [u32; 256],
    length: u32,
}

/// Errors that a word of this many letters may have: short words are all near each other.
pub(crate) const fn allowed(letters: usize) -> u32 {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The letters of a word as a set of bits; different letters may share a bit.
pub(crate) fn letters(word: &[u8]) -> u32 {
    word.iter().fold(0, |set, byte| set | 1 << (byte & 31))
}

impl Typed {
    /// Gets a word ready.
    pub(crate) fn new(word: &[u8]) -> Self {
        let word = &word[..word.len().min(LONGEST)];
        let mut places = [0; 256];
        for (at, byte) in word.iter().enumerate() {
            places[usize::from(*byte)] |= 1 << at;
        }
        Self {
            places,
            length: word.len() as u32,
        }
    }

    /// Errors to the nearest beginning of `word`, or more than `most` when there are more.
    pub(crate) fn errors(&self, word: &[u8], most: u32) -> u32 {
        let last = 1_u32 << self.length.saturating_sub(1);
        let (mut more, mut less, mut diagonal, mut before) = (u32::MAX, 0_u32, 0_u32, 0_u32);
        let (mut distance, mut best) = (self.length, self.length);
        for byte in word.iter().take((self.length + most) as usize) {
            let here = self.places[usize::from(*byte)];
            let swapped = ((!diagonal & here) << 1) & before;
            diagonal = ((here & more).wrapping_add(more) ^ more) | here | less | swapped;
            let right_more = less | !(diagonal | more);
            let right_less = diagonal & more;
            distance += u32::from(right_more & last != 0);
            distance -= u32::from(right_less & last != 0);
            best = best.min(distance);
            let right_more = (right_more << 1) | 1;
            more = (right_less << 1) | !(diagonal | right_more);
            less = right_more & diagonal;
            before = here;
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_to_the_nearest_beginning() {
        for (typed, word, errors) in [
            ("shelter", "shelter", 0),
            ("shel", "shelter", 0),
            ("shleter", "shelter", 1),
            ("sheltr", "shelter", 1),
            ("sheltter", "shelter", 1),
            ("shalter", "shelters", 1),
            ("counciling", "counseling", 2),
            ("couseling", "counselings", 1),
            ("ohusing", "housing", 1),
            ("", "housing", 0),
            ("food", "", 4),
        ] {
            let found = Typed::new(typed.as_bytes()).errors(word.as_bytes(), 2);
            assert_eq!(found, errors, "{typed} for {word}");
        }
    }

    #[test]
    fn a_word_of_any_length_is_compared() {
        let long = "a".repeat(100);
        assert_eq!(Typed::new(long.as_bytes()).errors(long.as_bytes(), 2), 0);
    }

    proptest::proptest! {
        #[test]
        fn the_quick_way_counts_as_the_table_does(typed in "[a-c]{1,8}", word in "[a-c]{0,10}") {
            let found = Typed::new(typed.as_bytes()).errors(word.as_bytes(), 10);
            proptest::prop_assert_eq!(found, by_table(typed.as_bytes(), word.as_bytes()));
        }
    }

    /// The textbook's table, whole.
    fn by_table(typed: &[u8], word: &[u8]) -> u32 {
        let mut rows: Vec<Vec<u32>> = vec![(0..=word.len() as u32).collect()];
        for i in 1..=typed.len() {
            let mut row = vec![i as u32];
            for j in 1..=word.len() {
                let wrong = u32::from(typed[i - 1] != word[j - 1]);
                let mut best = (rows[i - 1][j] + 1)
                    .min(row[j - 1] + 1)
                    .min(rows[i - 1][j - 1] + wrong);
                if i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1] {
                    best = best.min(rows[i - 2][j - 2] + 1);
                }
                row.push(best);
            }
            rows.push(row);
        }
        rows.last()
            .and_then(|row| row.iter().min().copied())
            .unwrap_or_default()
    }
}
