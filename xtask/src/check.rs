//! `cargo xtask test`: everything CI runs, cheapest first.
//!
//! The tests in browsers come last, so that the runner's own summary closes the output.

mod calendar;
mod exceptions;
mod hsds;
mod kiosk;
mod oidc;
pub mod supply;

use std::process::Command;

use anyhow::{Result, bail};

use crate::data::Data;
use crate::{baseline, dist, fuzz, project, run, setup};

/// Bytes in brotli that a new visitor's first load may cost, everything counted.
pub const FIRST_LOAD_BUDGET: usize = 90_000;

/// Seconds that all formats of import are fuzzed for.
const FUZZED_SECONDS: u64 = 300;

const WASM: &str = "wasm32-unknown-unknown";

/// The options of `test`.
#[derive(clap::Args)]
pub struct Args {
    /// Leave out the release build and the browsers.
    #[arg(long)]
    fast: bool,
    /// Only build the server and judge `/hsds/v3` by the official document.
    #[arg(long, conflicts_with = "fast")]
    hsds: bool,
    /// Only build the server and have other programs read its calendar files.
    #[arg(long, conflicts_with_all = ["fast", "hsds"])]
    calendar: bool,
    /// Only build the server and have staff sign in at a certified identity provider.
    #[arg(long, conflicts_with_all = ["fast", "hsds", "calendar"])]
    oidc: bool,
    /// Only let a random monkey play at the touch screen, for so many visits: 1,000 take half an hour.
    #[arg(long, value_name = "VISITS", conflicts_with_all = ["fast", "hsds", "calendar", "oidc"])]
    monkey: Option<u32>,
    /// Only start the kiosk's machine and try to get out of its browser.
    #[arg(long, conflicts_with_all = ["fast", "hsds", "calendar", "oidc"])]
    kiosk: bool,
    #[command(flatten)]
    data: Data,
}

/// Runs all checks; the first that fails ends it.
pub fn check(args: &Args) -> Result<()> {
    if args.kiosk {
        setup::kiosk()?;
        return start_kiosk();
    }
    if let Some(visits) = args.monkey {
        return play(visits);
    }
    if args.hsds || args.calendar || args.oidc {
        run::step("server (about 5 min when cold)", || dist::server(true))?;
        return match args {
            Args { hsds: true, .. } => judge_hsds(&args.data),
            Args { calendar: true, .. } => read_calendars(),
            _ => sign_staff_in(),
        };
    }
    run::step("setup", || {
        if args.fast {
            setup::test_runner()
        } else {
            setup::for_build()?;
            setup::for_tests()?;
            setup::fuzzer()?;
            setup::kiosk()
        }
    })?;
    run::step("format", || {
        run::done(run::cargo().args(["fmt", "--all", "--check"]))
    })?;
    run::step("rules of the project", || nextest(&["--package", "xtask"]))?;
    run::step("crates by deny.toml (about 2 s)", supply::check_crates)?;
    run::step("clippy", || clippy(&["--workspace", "--all-targets"]))?;
    run::step("clippy for wasm", || {
        clippy(&["--package", "family-portal", "--target", WASM])
    })?;
    run::step("documentation", document)?;
    let native = [
        "--workspace",
        "--exclude",
        "journeys",
        "--exclude",
        "kiosk",
        "--exclude",
        "xtask",
    ];
    if args.fast {
        println!("── tests");
        return nextest(&native);
    }
    run::step("tests", || nextest(&native))?;
    fuzz::run(FUZZED_SECONDS / fuzz::formats()?.len() as u64 * fuzz::AT_ONCE)?;
    run::step("release build", release)?;
    run::step("what it is made of, by CycloneDX", supply::check_bill)?;
    run::step("sizes beside the baseline", baseline::check_sizes)?;
    run::step(
        "instructions beside the baseline (about 3 min when cold)",
        baseline::check_instructions,
    )?;
    judge_hsds(&args.data)?;
    read_calendars()?;
    sign_staff_in()?;
    start_kiosk()?;
    println!("── journeys in a browser");
    journeys(&[], None)
}

fn judge_hsds(data: &Data) -> Result<()> {
    run::step("/hsds/v3 by the official document (about 1 min)", || {
        hsds::check(data)
    })
}

fn read_calendars() -> Result<()> {
    run::step("calendar files read by others (about 5 s)", calendar::check)
}

fn sign_staff_in() -> Result<()> {
    run::step("staff at an identity provider (about 10 s)", oidc::check)
}

/// Lets the monkey visit both walls.
fn play(visits: u32) -> Result<()> {
    setup::for_build()?;
    setup::for_tests()?;
    run::step("release build", release)?;
    let walls = 2;
    journeys(&["-E", "test(monkey)"], Some(visits.div_ceil(walls)))
}

fn start_kiosk() -> Result<()> {
    run::step("the kiosk's machine (about 3 min)", kiosk::check)
}

fn nextest(packages: &[&str]) -> Result<()> {
    run::done(
        run::cargo()
            .args(["nextest", "run", "--locked"])
            .args(packages),
    )
}

/// The tests in a browser that are chosen, against what was built for release.
fn journeys(which: &[&str], monkey_visits: Option<u32>) -> Result<()> {
    let mut command = suite_of_journeys(which);
    if let Some(visits) = monkey_visits {
        command.env("PORTAL_MONKEY_VISITS", visits.to_string());
    }
    run::done(&mut command)
}

/// What runs them.
pub fn suite_of_journeys(which: &[&str]) -> Command {
    let mut command = run::cargo();
    command
        .args(["nextest", "run", "--locked", "--package", "journeys"])
        .args(which)
        .env("PORTAL_BIN", project::portal_binary(true))
        .env("PORTAL_STATIC", project::dist())
        .env("PORTAL_NODE_MODULES", project::node_modules())
        .env("PORTAL_GECKODRIVER", project::geckodriver());
    command
}

fn clippy(what: &[&str]) -> Result<()> {
    run::done(
        run::cargo()
            .args(["clippy", "--quiet", "--locked"])
            .args(what)
            .args(["--", "-D", "warnings"]),
    )
}

/// Links in doc comments must lead somewhere.
fn document() -> Result<()> {
    let mut command = run::cargo();
    command.args([
        "doc",
        "--quiet",
        "--locked",
        "--workspace",
        "--no-deps",
        "--document-private-items",
    ]);
    // Two crates have a binary and a library of one name, which rustdoc warns about by default.
    run::done(command.env(
        "RUSTDOCFLAGS",
        "-D rustdoc::broken_intra_doc_links -D rustdoc::bare_urls",
    ))
}

fn release() -> Result<()> {
    let bytes = dist::build()?;
    println!("first load: {bytes} bytes brotli, of {FIRST_LOAD_BUDGET}");
    if bytes > FIRST_LOAD_BUDGET {
        bail!(
            "the first load is {} bytes over its budget",
            bytes - FIRST_LOAD_BUDGET
        );
    }
    Ok(())
}
