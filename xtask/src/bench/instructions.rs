//! Instructions of some work, held against the committed baseline.

use anyhow::Result;

use super::measured::{Goal, Measured};
use crate::baseline::{Baseline, MOST_INSTRUCTIONS, count_instructions};

/// Counts each work of `bench/counts`.
pub fn measure() -> Result<Vec<Measured>> {
    let known = Baseline::read()?.instructions;
    let figure = |(work, count): (String, u64)| {
        // What the baseline does not know yet has no right to any.
        let known = known.get(&work).copied().unwrap_or_default();
        let goal = Goal::AtMost(known as f64 * MOST_INSTRUCTIONS);
        Measured::new(format!("instructions-{work}"), count as f64, "each", goal)
    };
    Ok(count_instructions()?.into_iter().map(figure).collect())
}
