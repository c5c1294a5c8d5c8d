//! `cargo xtask mutants`: faults that somebody could make, put into a copy of the sources one at a time, and the tests that
//! must notice each. A fault that no test notices is a hole in the tests.
//!
//! It takes long, so it is on demand. That every fault can still be made is a test of each run (`tests.rs`).

mod copy;
mod fault;
mod faults;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::{run, setup};
use copy::Copy;
use fault::{Fault, Suite};

/// The options of `mutants`.
#[derive(clap::Args)]
pub struct Args {
    /// Only faults whose name contains this.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

/// Makes each fault in turn, and prints `name  killed/SURVIVED  seconds  by test`.
pub fn mutants(args: &Args) -> Result<()> {
    let only = args.only.as_deref().unwrap_or_default();
    let chosen: Vec<_> = faults::all()
        .filter(|fault| fault.name.contains(only))
        .collect();
    if chosen.is_empty() {
        bail!("--only {only}: no fault has that in its name");
    }
    run::step("setup", setup::test_runner)?;
    let copy = Copy::make()?;
    run::step("the tests without a fault (10 min when cold)", || {
        without_fault(&copy, &chosen)
    })?;
    let mut survived = Vec::new();
    for fault in &chosen {
        let began = Instant::now();
        let green = green(&copy, fault)?;
        let (verdict, tests) = match green.is_empty() {
            true => ("killed", fault.red.join(", ")),
            false => ("SURVIVED", format!("{} stayed green", green.join(", "))),
        };
        let seconds = began.elapsed().as_secs();
        println!("{:<40} {verdict:<8} {seconds:>4} s  by {tests}", fault.name);
        if !green.is_empty() {
            survived.push(fault.name);
        }
    }
    println!("{} faults, {} survived", chosen.len(), survived.len());
    if survived.is_empty() {
        Ok(())
    } else {
        bail!("no test notices: {}", survived.join(", "))
    }
}

/// A test that is red by itself notices nothing.
fn without_fault(copy: &Copy, chosen: &[&Fault]) -> Result<()> {
    let mut tests: BTreeMap<Suite, BTreeSet<&str>> = BTreeMap::new();
    for fault in chosen {
        tests.entry(fault.suite).or_default().extend(fault.red);
    }
    for (suite, tests) in tests {
        let tests: Vec<_> = tests.into_iter().collect();
        if !copy.are_green(suite, &tests)? {
            bail!(
                "a test is red without a fault; mend that first: cargo nextest run --package portal-server {}",
                suite.target().join(" ")
            );
        }
    }
    Ok(())
}

/// The tests that do not notice a fault.
fn green<'a>(copy: &Copy, fault: &'a Fault) -> Result<Vec<&'a str>> {
    let _made = copy.put(fault)?;
    let mut green = Vec::new();
    for test in fault.red {
        if copy.are_green(fault.suite, &[*test])? {
            green.push(*test);
        }
    }
    Ok(green)
}
