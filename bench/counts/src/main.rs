//! `counts WHAT TIMES`: does one piece of work so often. `cargo xtask bench --only count` runs it under callgrind.
//!
//! What a run costs beside the work is the same for any number of times, so the difference of two runs is the work
//! alone. Everything is made here, the same on every machine; nothing is read and no clock is asked.

mod case;
mod directory;

use std::env;
use std::error::Error;
use std::hint::black_box;

use jiff::tz::TimeZone;
use portal_search::Scratch;
use portal_server::promise;
use portal_types::Answer;

/// Steps of one pass; a family has a dozen.
const STEPS: usize = 10_000;

/// Steps of the case whose home screen is written.
const STEPS_OF_A_FAMILY: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [what, times] = arguments.as_slice() else {
        return Err("expected: counts WHAT TIMES".into());
    };
    let times = times.parse()?;
    match what.as_str() {
        "search" => search(times),
        "promises" => judge(times),
        "overview" => encode(times),
        _ => Err("expected search, promises or overview".into()),
    }
}

/// Every key of every word, over a large directory.
fn search(times: usize) -> Result<(), Box<dyn Error>> {
    let index = directory::index().map_err(|_| "the pack cannot be read")?;
    let keys = directory::keys();
    let mut scratch = Scratch::default();
    for _ in 0..times {
        for key in &keys {
            black_box(index.search(&directory::query(key), &mut scratch));
        }
    }
    Ok(())
}

/// The state of every step on one day.
fn judge(times: usize) -> Result<(), Box<dyn Error>> {
    let case = case::with_steps(STEPS);
    let today = case::now()?.date();
    for _ in 0..times {
        black_box(promise::steps(black_box(&case), today));
    }
    Ok(())
}

/// The home screen's facts as JSON.
fn encode(times: usize) -> Result<(), Box<dyn Error>> {
    let case = case::with_steps(STEPS_OF_A_FAMILY);
    let now = case::now()?;
    let answer = Answer {
        as_of: "2026-03-03T10:00:00-06:00".to_owned(),
        sources: promise::sources(&case.agencies, &case),
        facts: promise::overview(&case, &TimeZone::UTC, &now),
    };
    for _ in 0..times {
        black_box(serde_json::to_vec(black_box(&answer))?);
    }
    Ok(())
}
