//! The numbers a kiosk signs with: each is taken once, and requests in flight may overtake each other.

/// How far below the highest number one may still come: 64, one bit each.
const WIDTH: i64 = 64;

/// The numbers taken so far, as in the sliding window of the ESP protocol (RFC 4303, 3.4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The highest number that was taken.
    pub highest: i64,
    /// Bit `n`: whether `highest - n` was taken.
    pub taken: u64,
}

impl Window {
    /// The window after its first number. Nothing for a number below 1.
    #[must_use]
    pub fn first(counter: i64) -> Option<Self> {
        let window = Self {
            highest: counter,
            taken: 1,
        };
        (counter >= 1).then_some(window)
    }

    /// The window after one more number. Nothing when it was taken before, is too old to know, or is below 1.
    #[must_use]
    pub fn take(self, counter: i64) -> Option<Self> {
        if counter > self.highest {
            let ahead = u32::try_from(counter - self.highest).unwrap_or(u32::MAX);
            return Some(Self {
                highest: counter,
                taken: self.taken.checked_shl(ahead).unwrap_or(0) | 1,
            });
        }
        if counter < 1 || self.highest - counter >= WIDTH {
            return None;
        }
        let behind = self.highest - counter;
        let bit = 1 << behind;
        (self.taken & bit == 0).then_some(Self {
            taken: self.taken | bit,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes numbers in this order: which of them were taken.
    fn taken(counters: &[i64]) -> Vec<bool> {
        let mut window = Window::first(counters[0]).expect("a first number");
        let later = counters[1..].iter().map(|counter| {
            let after = window.take(*counter);
            window = after.unwrap_or(window);
            after.is_some()
        });
        later.collect()
    }

    #[test]
    fn each_number_is_taken_once_and_only_while_it_is_known() {
        for (why, counters, expected) in [
            ("in order", &[1, 2, 3][..], &[true, true][..]),
            ("twice", &[1, 1], &[false]),
            (
                "twice, with others between",
                &[1, 2, 3, 2],
                &[true, true, false],
            ),
            ("overtaken", &[1, 4, 2, 3], &[true, true, true]),
            ("overtaken, then twice", &[1, 4, 2, 2], &[true, true, false]),
            ("the last one known", &[1, 65, 2, 2], &[true, true, false]),
            ("too old to know", &[1, 66, 2], &[true, false]),
            (
                "the first is remembered at the edge",
                &[1, 64, 1],
                &[true, false],
            ),
            (
                "far ahead forgets all",
                &[1, 1000, 999, 936],
                &[true, true, false],
            ),
            ("exactly one width ahead", &[5, 69, 6], &[true, true]),
            (
                "far beyond 32 bits",
                &[1, i64::MAX, i64::MAX],
                &[true, false],
            ),
            (
                "none and less",
                &[3, 0, -1, i64::MIN],
                &[false, false, false],
            ),
        ] {
            assert_eq!(taken(counters), expected, "{why}");
        }
        assert!(Window::first(0).is_none());
    }
}
