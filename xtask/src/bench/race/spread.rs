//! Samples that scatter: their middle, their spread, and how sure a ratio of two is.

use std::fmt;

/// How often the samples are drawn anew.
const DRAWS: usize = 2_000;
/// The same draws in every run.
const SEED: u64 = 18;

/// Values that were measured under the same conditions.
pub struct Samples(Vec<f64>);

impl Samples {
    /// Sorts them.
    pub fn new(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        Self(values)
    }

    /// The value in the middle; no number where there is none.
    pub fn median(&self) -> f64 {
        self.at(0.5)
    }

    /// The value below which a part of all lies, between two samples in proportion.
    pub fn at(&self, part: f64) -> f64 {
        let Some(last) = self.0.len().checked_sub(1) else {
            return f64::NAN;
        };
        #[expect(clippy::cast_precision_loss, reason = "there are few samples")]
        let place = part * last as f64;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in the list"
        )]
        let below = (place.floor() as usize).min(last);
        let above = (below + 1).min(last);
        self.0[below] + (self.0[above] - self.0[below]) * place.fract()
    }

    /// The ratio of two medians, and between which it lies in 95 of 100 draws (a bootstrap by percentiles).
    pub fn ratio(&self, other: &Self) -> Ratio {
        let mut chance = fastrand::Rng::with_seed(SEED);
        let mut draw = |samples: &Self| {
            let picked = samples
                .0
                .iter()
                .map(|_| samples.0[chance.usize(..samples.0.len())]);
            Self::new(picked.collect()).median()
        };
        let draws = Self::new((0..DRAWS).map(|_| draw(self) / draw(other)).collect());
        Ratio {
            value: self.median() / other.median(),
            low: draws.at(0.025),
            high: draws.at(0.975),
        }
    }
}

impl fmt::Display for Samples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = (self.at(0.25), self.at(0.75));
        write!(
            f,
            "{:.0} ({low:.0} to {high:.0}, n = {})",
            self.median(),
            self.0.len()
        )
    }
}

/// How two medians compare.
pub struct Ratio {
    /// The first by the second.
    pub value: f64,
    low: f64,
    high: f64,
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ({:.3} to {:.3})", self.value, self.low, self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_spread_are_those_of_the_sorted_values() {
        let samples = Samples::new(vec![5.0, 1.0, 4.0, 2.0, 3.0]);
        assert_eq!(
            [0.0, 0.25, 0.5, 0.75, 1.0].map(|part| samples.at(part)),
            [1.0, 2.0, 3.0, 4.0, 5.0]
        );
        assert!((Samples::new(vec![1.0, 2.0]).median() - 1.5).abs() < 1e-9);
        assert!(Samples::new(Vec::new()).median().is_nan());
    }

    #[test]
    fn the_interval_of_a_ratio_holds_it_and_is_narrow_where_nothing_scatters() {
        let (calm, wild) = (
            Samples::new(vec![2.0; 9]),
            Samples::new((1..10).map(f64::from).collect()),
        );
        let sure = calm.ratio(&calm);
        assert!((sure.low - 1.0).abs() < 1e-9 && (sure.high - 1.0).abs() < 1e-9);
        let unsure = wild.ratio(&calm);
        assert!(unsure.low < unsure.value && unsure.value < unsure.high);
        assert!((unsure.value - 2.5).abs() < 1e-9);
    }
}
