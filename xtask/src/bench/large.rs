//! The server of a whole region: how soon it answers, and what it holds in memory.

mod requests;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;

use super::measured::{Goal, Measured};
use super::memory::{self, Held};
use crate::centre::{Home, Server};
use crate::{dist, http, project, run};

const FAMILIES: &str = "100000";
const SERVICES: &str = "10000";

const MILLISECONDS: f64 = 150.0;
const MEGABYTES: f64 = 60.0;

/// Starts are repeated, because the first one reads the program from the disk.
const STARTS: usize = 5;

/// Makes the region, starts its server, and asks it ten thousand times.
pub fn measure() -> Result<Vec<Measured>> {
    let home = run::step("large: a region (about 8 min)", || region("large"))?;
    let mut starts = (0..STARTS)
        .map(|_| first_answer(&home))
        .collect::<Result<Vec<f64>>>()?;
    starts.sort_by(f64::total_cmp);
    println!("large: first answers after {starts:.0?} ms");
    let server = Server::start(&home)?;
    http::get(&server.address, "/readyz", "identity")?;
    let started = memory::held(server.id())?;
    requests::ask(&server, &home)?;
    let asked = memory::held(server.id())?;
    println!(
        "large: with pages of files {:.0} MB when started, {:.0} MB when asked",
        started.with_files, asked.with_files
    );
    let memory = |name, held: Held| Measured::new(name, held.own, "MB", Goal::AtMost(MEGABYTES));
    Ok(vec![
        Measured::new(
            "large-first-answer",
            starts[STARTS / 2],
            "ms",
            Goal::AtMost(MILLISECONDS),
        ),
        memory("large-memory-started", started),
        memory("large-memory-asked", asked),
    ])
}

/// Milliseconds from the start of the process to the end of its first answer.
fn first_answer(home: &Home) -> Result<f64> {
    let started = Instant::now();
    let server = Server::start(home)?;
    http::get(&server.address, "/api/v1/center", "identity")?;
    Ok(started.elapsed().as_secs_f64() * 1e3)
}

/// Fictional families and services, as many as a region has, taken in by the real importers, as a centre of that name.
pub fn region(name: &str) -> Result<Home> {
    let folder = project::target().join("bench").join(name);
    std::fs::create_dir_all(&folder)?;
    let feed = folder.join("feed.ndjson");
    example("portal-server", "large_feed", &[Path::new(FAMILIES), &feed])?;
    example("portal-hsds", "large", &[&folder, Path::new(SERVICES)])?;
    let home = Home::empty(name)?;
    home.import_cases(&feed, "region")?;
    home.replace_directory(&services(&folder))?;
    Ok(home)
}

fn services(folder: &Path) -> PathBuf {
    folder.join("large.ndjson")
}

fn example(package: &str, name: &str, arguments: &[&Path]) -> Result<()> {
    let mut cargo = run::cargo();
    cargo.args(["run", "--quiet", "--locked", "--release"]);
    dist::without_paths(&mut cargo, "build")?;
    cargo.args(["--package", package, "--example", name, "--"]);
    run::done(cargo.args(arguments))
}
