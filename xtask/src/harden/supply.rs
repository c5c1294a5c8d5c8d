//! What comes from elsewhere: what cargo-deny refuses, and what CycloneDX's own library finds wrong with the release's bill of
//! materials.

use anyhow::Result;

use crate::bench::measured::{Goal, Measured};
use crate::check::supply;

/// Counts what each judge finds.
pub fn measure() -> Result<Vec<Measured>> {
    let mut figures = Vec::new();
    if let Some(refused) = supply::refused_crates()? {
        figures.push(none("supply-refused", f64::from(u32::try_from(refused)?)));
    }
    if let Some(faults) = supply::faults_of_bill()? {
        figures.push(none("supply-bill", f64::from(u32::try_from(faults)?)));
    }
    Ok(figures)
}

fn none(name: &str, count: f64) -> Measured {
    Measured::new(name, count, "faults", Goal::AtMost(0.0))
}
