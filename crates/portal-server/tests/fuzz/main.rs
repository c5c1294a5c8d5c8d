//! Every format of import, fed with files that were good once: none panics, and none is ever taken in by half.
//!
//! Each test tries [`TRIES`] files, the same in every run. `PORTAL_FUZZ_SECONDS` lets each go on for so long instead, with
//! other files in each run; a failure names the seed, and `PORTAL_FUZZ_SEED` tries that one file again.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "whoever lets it go on for longer reads what was tried"
)]

mod centre;
mod formats;
mod mutate;

use std::env;
use std::thread;
use std::time::{Duration, Instant};

use centre::Centre;
use formats::{FORMATS, Format};
use mutate::Mutator;

/// Files that each format is tried with where nothing else is said.
const TRIES: u64 = 150;

/// Which files are tried.
enum Which {
    /// The same in every run.
    First(u64),
    /// Others in every run, until then.
    Until(Instant),
    /// One that failed.
    One(u64),
}

fn which() -> Which {
    let number = |name: &str| env::var(name).ok()?.parse().ok();
    match (number("PORTAL_FUZZ_SEED"), number("PORTAL_FUZZ_SECONDS")) {
        (Some(seed), _) => Which::One(seed),
        (None, Some(seconds)) => Which::Until(Instant::now() + Duration::from_secs(seconds)),
        (None, None) => Which::First(TRIES),
    }
}

/// Says which file it was, should a test fail while it is tried.
struct Trying(&'static str, u64);

impl Drop for Trying {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!(
                "{}: PORTAL_FUZZ_SEED={} tries this file again",
                self.0, self.1
            );
        }
    }
}

/// Tries files of one format, and says how many there were.
fn fuzz(format: &Format) {
    let seeds = (format.seeds)();
    let mutator = Mutator::of(&seeds);
    let mut centre = Centre::new();
    let (mut tried, mut accepted) = (0, 0);
    let mut try_one = |seed: u64| {
        let _trying = Trying(format.name, seed);
        let file = mutator.file(&seeds, seed);
        tried += 1;
        accepted += u64::from(centre.takes(format, &file));
    };
    match which() {
        Which::One(seed) => try_one(seed),
        Which::First(count) => (0..count).for_each(try_one),
        Which::Until(end) => {
            while Instant::now() < end {
                try_one(fastrand::u64(..));
            }
        }
    }
    println!("fuzzed {}: {tried} files, {accepted} accepted", format.name);
    centre.publishes_what_it_took();
}

/// The format of a name.
fn format(name: &str) -> &'static Format {
    let found = FORMATS.iter().find(|format| format.name == name);
    found.unwrap_or_else(|| panic!("no format {name}"))
}

macro_rules! fuzzed {
    ($($test:ident: $name:literal,)*) => {
        $(
            #[test]
            fn $test() {
                fuzz(format($name));
            }
        )*

        #[test]
        fn every_format_is_fuzzed() {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            assert_eq!(names, [$($name),*]);
        }

        #[test]
        fn every_seed_is_good_before_it_is_changed() {
            for format in FORMATS {
                for seed in (format.seeds)() {
                    assert!(Centre::new().takes(format, &seed), "{}", format.name);
                }
            }
        }
    };
}

fuzzed! {
    a_case_feed_never_panics_and_is_never_taken_in_by_half: "cases",
    tables_of_cases_never_panic_and_are_never_taken_in_by_half: "tables",
    appointments_never_panic_and_are_never_taken_in_by_half: "appointments",
    a_calendar_never_panics_and_is_never_taken_in_by_half: "calendar",
    a_directory_in_json_never_panics_and_is_never_taken_in_by_half: "services",
    a_directory_in_tables_never_panics_and_is_never_taken_in_by_half: "services-tables",
    a_playbook_never_panics_and_is_never_taken_in_by_half: "playbook",
    settings_never_panic: "center",
}
