//! Every format of import under libFuzzer: none panics, hangs or swells, and none is ever taken in by half.
//!
//! `fuzz_targets` has a target of cargo-fuzz for each, `corpus` the files that one begins with: good ones (`seed-`), and those by
//! which libFuzzer came to code that no other had reached. The tests try them all.
//! They stand in the library: with a folder of tests, each run of them would link all targets as well.

mod centre;
mod corpus;
mod formats;
mod mutate;
#[cfg(test)]
mod tests;

use std::cell::{OnceCell, RefCell};

pub use centre::Centre;
pub use corpus::{files, is_seed};
pub use formats::{FORMATS, Format};

use mutate::Mutator;

thread_local! {
    /// libFuzzer tries one file after another, in one thread.
    static CENTRE: RefCell<Centre> = RefCell::new(Centre::open());
    static MUTATOR: OnceCell<Mutator> = const { OnceCell::new() };
}

/// The format of that name.
///
/// # Panics
/// When there is none.
pub fn format(name: &str) -> &'static Format {
    let found = FORMATS.iter().find(|format| format.name == name);
    found.unwrap_or_else(|| panic!("no format {name}"))
}

/// Imports a file into a centre that keeps what it accepts.
///
/// # Panics
/// When the file did any harm.
pub fn try_file(name: &str, file: &[u8]) {
    CENTRE.with_borrow_mut(|centre| centre.takes(format(name), file));
}

/// Changes the file of `size` bytes in the buffer and returns its new size: half the time as the format goes, else as libFuzzer
/// does with `any_bytes`.
pub fn change_file(
    name: &str,
    buffer: &mut [u8],
    size: usize,
    seed: u32,
    any_bytes: impl Fn(&mut [u8], usize, usize) -> usize,
) -> usize {
    let mut rng = fastrand::Rng::with_seed(seed.into());
    if rng.bool() {
        let room = buffer.len();
        return any_bytes(buffer, size, room);
    }
    let mut file = buffer[..size].to_vec();
    MUTATOR.with(|mutator| {
        let seeds = || files(name).into_iter().filter(|(name, _)| is_seed(name));
        let mutator = mutator.get_or_init(|| Mutator::of(seeds().map(|(_, file)| file)));
        mutator.change(&mut file, &mut rng);
    });
    let size = file.len().min(buffer.len());
    buffer[..size].copy_from_slice(&file[..size]);
    size
}

/// The whole of a target's file.
#[macro_export]
macro_rules! target {
    ($format:literal) => {
        libfuzzer_sys::fuzz_target!(|file: &[u8]| $crate::try_file($format, file));

        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, room: usize, seed: u32| {
            $crate::change_file(
                $format,
                &mut data[..room],
                size,
                seed,
                libfuzzer_sys::fuzzer_mutate,
            )
        });
    };
}
