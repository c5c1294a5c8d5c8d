//! Groups of measurements, each with what is built before it: what `bench` and `harden` have in common.

use std::path::Path;

use anyhow::{Result, bail};

use super::measured::Measured;
use super::table;
use crate::{dist, run};

/// What is built before a group is measured, each with what stands above it.
#[derive(Clone, Copy, PartialEq)]
pub enum Needs {
    /// Nothing, or it builds something of its own.
    Nothing,
    /// The server.
    Server,
    /// The server and the portal.
    Portal,
}

/// Measurements that share their preparation.
pub struct Group<A> {
    /// The part that the names it measures have in common.
    pub name: &'static str,
    /// What it needs.
    pub needs: Needs,
    /// Measures, by the options of the task.
    pub measure: fn(&A) -> Result<Vec<Measured>>,
}

/// Measures, prints each figure with its bound, and judges; `only` measurements whose name contains this.
///
/// # Errors
/// When something cannot be measured, or is short of its bound.
pub fn run<A>(
    task: &str,
    groups: &[Group<A>],
    args: &A,
    only: Option<&str>,
    json: Option<&Path>,
) -> Result<()> {
    let groups: Vec<&Group<A>> = groups
        .iter()
        .filter(|group| may_match(only, group.name))
        .collect();
    if groups.iter().any(|group| group.needs == Needs::Portal) {
        dist::build()?;
    } else if groups.iter().any(|group| group.needs == Needs::Server) {
        run::step("server (about 5 min when cold)", || dist::server(true))?;
    }
    let mut all = Vec::new();
    for group in groups {
        let figures = (group.measure)(args)?
            .into_iter()
            .filter(|figure| only.is_none_or(|only| figure.name.contains(only)));
        for figure in figures {
            println!("{figure}");
            all.push(figure);
        }
    }
    if let Some(file) = json {
        let all: Vec<_> = all.iter().map(Measured::to_json).collect();
        std::fs::write(file, serde_json::to_string_pretty(&all)? + "\n")?;
    }
    println!("\n{}", table::of(&all));
    let short = all.iter().filter(|figure| !figure.is_ok()).count();
    println!("{task}: {} ok, {short} short", all.len() - short);
    if short > 0 {
        bail!("{short} of {} bounds are not met", all.len());
    }
    Ok(())
}

/// Whether a group can hold a measurement that was asked for: `import` for `import-peak`, and the other way round.
fn may_match(only: Option<&str>, group: &str) -> bool {
    only.is_none_or(|only| only.contains(group) || group.contains(only))
}
