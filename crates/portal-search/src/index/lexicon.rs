//! Gives every word a number, in the order in which they come.
//!
//! A table of its own, because the standard library's hashes a word ten times slower and
//! weighs a kilobyte more.

/// Words and their numbers.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    bytes: Vec<u8>,
    ends: Vec<u32>,
    /// A word's number plus one at the place of its hash, or the next free one.
    slots: Vec<u32>,
}

impl Lexicon {
    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A word by its number.
    pub(super) fn get(&self, number: u32) -> &[u8] {
        let at = number as usize;
        let start = if at == 0 {
            0
        } else {
            self.ends[at - 1] as usize
        };
        &self.bytes[start..self.ends[at] as usize]
    }

    /// The number of a word, new or known.
    pub(super) fn number(&mut self, word: &[u8]) -> u32 {
        if self.slots.len() < 2 * (self.len() + 1) {
            self.grow();
        }
        let slot = self.slot(word);
        if self.slots[slot] != 0 {
            return self.slots[slot] - 1;
        }
        self.bytes.extend_from_slice(word);
        self.ends.push(self.bytes.len() as u32);
        self.slots[slot] = self.len() as u32;
        self.len() as u32 - 1
    }

    /// The slot of a word, or the free one where it belongs.
    fn slot(&self, word: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) & mask;
        while self.slots[slot] != 0 && self.get(self.slots[slot] - 1) != word {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        self.slots = vec![0; size];
        for number in 0..self.len() as u32 {
            let slot = self.slot(self.get(number));
            self.slots[slot] = number + 1;
        }
    }
}

/// FNV-1a, folded so that the low bits know of the high ones.
fn hash(word: &[u8]) -> usize {
    let hash = word.iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number() {
        let mut lexicon = Lexicon::default();
        let words: Vec<String> = (0..5_000).map(|n| format!("w{n}")).collect();
        for _ in 0..2 {
            for (at, word) in words.iter().enumerate() {
                assert_eq!(lexicon.number(word.as_bytes()), at as u32);
            }
        }
        assert_eq!(lexicon.get(4_999), b"w4999");
    }
}
