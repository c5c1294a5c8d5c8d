//! `cargo xtask setup`: what building and testing need beyond rustup's Rust, Node and npm.
//!
//! Everything is asked for once and skipped when it is there, so that each task
//! can call the part it needs without costing time.

mod debian;
mod nginx;
mod node;
mod python;
mod rust;

use std::path::PathBuf;

use anyhow::Result;

use crate::project;

/// Everything, for building and for tests in a browser.
pub fn all() -> Result<()> {
    for_build()?;
    for_tests()?;
    hsds_judge()?;
    calendar_library()?;
    calendar_reader()?;
    identity_provider()?;
    supply_judges()?;
    kiosk()?;
    age()?;
    fuzzer()?;
    println!("setup: ready");
    Ok(())
}

/// What `dist` and `serve` need.
pub fn for_build() -> Result<()> {
    rust::wasm_target()?;
    rust::standard_library()?;
    rust::wasm_bindgen()?;
    rust::trunk()?;
    node::packages()
}

/// What `test` needs on top of [`for_build`].
pub fn for_tests() -> Result<()> {
    test_runner()?;
    debian::chromium()?;
    other_engines()
}

/// Firefox and `WebKit` with their drivers: leaving and the way back differ between engines.
pub fn other_engines() -> Result<()> {
    debian::other_engines()?;
    rust::geckodriver()
}

/// What the journeys in a browser need.
pub fn browser() -> Result<()> {
    debian::chromium()
}

/// What the kiosk's machine is made of, and a screen with hands to try it.
pub fn kiosk() -> Result<()> {
    rust::nextest()?;
    debian::chromium()?;
    debian::kiosk()
}

/// What tests without a browser need: the runner, and PostgreSQL's programs.
pub fn test_runner() -> Result<()> {
    rust::nextest()?;
    debian::postgresql()
}

/// A load generator for the benchmarks.
pub fn load_generator() -> Result<()> {
    debian::debian_package("wrk", &["wrk"], "about 10 s")
}

/// PostgreSQL's programs, for a cluster that a benchmark makes.
pub fn postgresql() -> Result<()> {
    debian::postgresql()
}

/// The program that makes keys for backups, and opens those without us.
pub fn age() -> Result<()> {
    debian::debian_package("age-keygen", &["age"], "about 5 s")
}

/// The server of constant bytes that ours is compared with; returns its program.
pub fn constant_server() -> Result<PathBuf> {
    nginx::program()
}

/// What feeds the importers with files that nobody thought of.
pub fn fuzzer() -> Result<()> {
    rust::cargo_fuzz()
}

/// What tells a program a wrong time.
pub fn wrong_clock() -> Result<()> {
    debian::debian_package("faketime", &["faketime"], "about 10 s")
}

/// The program that counts instructions.
pub fn instruction_counter() -> Result<()> {
    debian::debian_package("valgrind", &["valgrind"], "about 20 s")
}

/// The program that judges `/hsds/v3` by its official document; nothing without Python.
pub fn hsds_judge() -> Result<Option<PathBuf>> {
    let list = project::root().join("tests/hsds/requirements.txt");
    python::environment("schemathesis", &list)
}

/// A program that looks for SQL that can be put into requests; nothing without Python.
pub fn sql_attacker() -> Result<Option<PathBuf>> {
    let list = project::root().join("tests/hostile/sqlmap-requirements.txt");
    python::environment("sqlmap", &list)
}

/// A program that looks for other holes of a web server.
pub fn web_attacker() -> Result<()> {
    debian::debian_package("wapiti", &["wapiti"], "about 1 min")
}

/// A reader of calendar files, for Node.
pub fn calendar_library() -> Result<PathBuf> {
    node::calendar_library()
}

/// Another one, for Python; nothing without it.
pub fn calendar_reader() -> Result<Option<PathBuf>> {
    let list = project::root().join("tests/calendar/requirements.txt");
    python::environment("calendar-reader", &list)
}

/// An identity provider for staff to sign in at, for Node.
pub fn identity_provider() -> Result<PathBuf> {
    node::identity_provider()
}

/// The judges of what comes from elsewhere; nothing without Python.
pub fn supply_judges() -> Result<Option<PathBuf>> {
    let list = project::root().join("tests/supply/requirements.txt");
    python::environment("supply-judges", &list)
}

/// The server that `/hsds/v3` is compared with; nothing without Python.
pub fn rival_server() -> Result<Option<PathBuf>> {
    let list = project::root().join("bench/hsds/requirements.txt");
    python::environment("datasette", &list)
}

/// The search that ours is compared with; returns the folder of its package.
pub fn rival_search() -> Result<PathBuf> {
    node::rival_search()
}

/// What the peer in the race is made of; returns the folder of its packages.
pub fn rival_portal() -> Result<PathBuf> {
    node::rival_portal()
}

/// The judge of whole pages; returns its program.
pub fn lighthouse() -> Result<PathBuf> {
    node::lighthouse()
}
