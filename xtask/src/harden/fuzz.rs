//! Every import format for five minutes, with libFuzzer.

use anyhow::Result;

use super::{figure, setting};
use crate::bench::measured::{Goal, Measured};
use crate::fuzz;

/// Seconds for each format; `PORTAL_FUZZ_SECONDS` changes it.
const SECONDS: u64 = 300;

/// With `PORTAL_FUZZ_KEEP=1`, what was found is added to the files that fuzzing begins with.
const KEEP: u64 = 0;

/// Files of each format that are tried at least, however slow the machine is.
const FILES: f64 = 1_000.0;

/// Fuzzes all formats.
pub fn measure() -> Result<Vec<Measured>> {
    let seconds = setting("PORTAL_FUZZ_SECONDS", SECONDS)?;
    let at_least = Goal::AtLeast(FILES.min(seconds as f64 * 3.0));
    let mut figures = Vec::new();
    let fuzzed = fuzz::run(seconds)?;
    if setting("PORTAL_FUZZ_KEEP", KEEP)? == 1 {
        fuzz::keep()?;
    }
    for of in fuzzed {
        figures.push(figure(
            "fuzz",
            &of.format,
            of.files as f64,
            "files",
            at_least,
        ));
        let peak = format!("{}-peak", of.format);
        let most = Goal::AtMost(fuzz::MEMORY as f64);
        figures.push(figure("fuzz", &peak, of.memory as f64, "MB", most));
    }
    Ok(figures)
}
