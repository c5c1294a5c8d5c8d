//! The portal in a browser, beside the same screens in Preact and beside a page without any program.
//!
//! What is timed is told as a ratio within one run. Our own screen runs twice in each round: where it differs from itself by
//! more than a tenth, the machine did something else, and there is no figure.

mod directory;
mod lighthouse;
mod peer;
mod spread;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::measured::{self, Goal, Measured, Peer};
use crate::data::Data;
use crate::{project, run, setup};
pub use lighthouse::measure as lighthouse;
use spread::Samples;

/// How far our own screen may be from itself.
const NOISE: f64 = 0.1;
/// Above this, other programs ran as well.
const CALM: f64 = 1.5;

/// The line itself: what it does beside what it was asked to do.
pub fn line() -> Result<Vec<Measured>> {
    let report = report(&["line"], &[])?;
    let mut figures = Vec::new();
    for (name, line) in report.as_object().context("lines")? {
        for quantity in ["round_trip", "bits_per_second"] {
            let value = |at: usize| line[quantity][at].as_f64().context("a number");
            let (asked, did) = (value(0)?, value(1)?);
            println!("race: {name} {quantity}: {did:.0} of {asked:.0}");
            let off = (did / asked - 1.0).abs() * 100.0;
            let quantity = quantity.replace('_', "-");
            figures.push(Measured::new(
                format!("race-line-{name}-{quantity}"),
                off,
                "% off",
                Goal::AtMost(5.0),
            ));
        }
    }
    Ok(figures)
}

/// First paint against a static page, and the next step on the screen against the peer's.
pub fn openings() -> Result<Vec<Measured>> {
    let (peer, bare) = run::step("race: the peer", || {
        Ok((peer::build()?, peer::build_bare()?))
    })?;
    let files = [("PORTAL_PEER", &*peer), ("PORTAL_BARE", &*bare)];
    let mut figures = Vec::new();
    for (track, goal) in [("slow-4g", 1.25), ("slow-3g", 1.4)] {
        println!("race: {track}, load {:.2}", load()?);
        let report = report(&["openings", track], &files)?;
        let times = |runner: &str, what: &str| -> Samples {
            let openings = report[runner].as_array().map_or(&[][..], Vec::as_slice);
            Samples::new(
                openings
                    .iter()
                    .filter_map(|opening| opening[what].as_f64())
                    .collect(),
            )
        };
        if track == "slow-4g" {
            let painted = |runner| times(runner, "painted");
            let pair = Pair {
                what: "painted",
                ours: painted("ours"),
                again: painted("again"),
                rival: ("static page", painted("bare")),
            };
            figures.extend(pair.judge("race-opening-paint", 1.1));
        }
        let visible = |runner| times(runner, "visible");
        let pair = Pair {
            what: "next step",
            ours: visible("ours"),
            again: visible("again"),
            rival: ("Preact", visible("peer")),
        };
        figures.extend(pair.judge(&format!("race-opening-{track}"), goal));
    }
    Ok(figures)
}

/// Requests until the facts are there, and bytes of a second visit.
pub fn counts() -> Result<Vec<Measured>> {
    let report = report(&["counts"], &[])?;
    let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
    let is_fact = |exchange: &&Value| {
        exchange[0]
            .as_str()
            .is_some_and(|asked| asked.contains(" /api/"))
    };
    for name in ["first", "again", "worker"] {
        for exchange in list(name) {
            println!(
                "race: {name}: {} {} bytes",
                exchange[0].as_str().unwrap_or_default(),
                exchange[1]
            );
        }
    }
    let first = list("first");
    let files = first.iter().filter(|exchange| !is_fact(exchange)).count();
    let bytes: f64 = list("again")
        .iter()
        .filter(|exchange| !is_fact(exchange))
        .filter_map(|exchange| exchange[1].as_f64())
        // The sum of no numbers is minus zero.
        .fold(0.0, |sum, bytes| sum + bytes);
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let (files, facts) = (files as f64, (first.len() - files) as f64);
    Ok(vec![
        // Page, script, wasm and the words of one language.
        Measured::new("race-count-files", files, "requests", Goal::AtMost(4.0)),
        // Session, centre, playbook and what is next.
        Measured::new("race-count-answers", facts, "requests", Goal::AtMost(4.0)),
        Measured::new("race-count-repeat", bytes, "bytes", Goal::AtMost(0.0)),
    ])
}

/// The real directory that is made larger.
const DIRECTORY: &str = "open211-miami";

/// From a key to what it changes on the screen, and the longest task while the search is made ready: on a phone's CPU, in a
/// directory of more than 10,000 services.
pub fn typing(data: &Data) -> Result<Vec<Measured>> {
    let package = match data.set(DIRECTORY) {
        Ok(package) => package,
        Err(missing) => return measured::nothing("race-typing", &missing),
    };
    let large = directory::build(&package)?;
    let report = report(&["typing"], &[("PORTAL_DIRECTORY", &large)])?;
    let keys = report["keys"].as_array().context("keys")?;
    let keys = Samples::new(keys.iter().filter_map(Value::as_f64).collect());
    println!(
        "race: keys to paint: {keys} ms, over {} services",
        report["services"]
    );
    println!(
        "race: longest tasks while the search is made ready: {}",
        report["tasks"]
    );
    let task = report["tasks"][0].as_f64().unwrap_or(0.0);
    Ok(vec![
        Measured::new("race-typing-p98", keys.at(0.98), "ms", Goal::AtMost(100.0)),
        Measured::new("race-typing-task", task, "ms", Goal::AtMost(50.0)),
    ])
}

/// What 5,000 visits leave in the memory of the touch screen's one page.
pub fn kiosk() -> Result<Vec<Measured>> {
    let report = report(&["kiosk"], &[])?;
    println!("race: the touch screen's memory: {report}");
    let grown = |what: &str| Some(report["last"][what].as_f64()? - report["first"][what].as_f64()?);
    let (pages, heap) = (
        grown("pages").context("pages")?,
        grown("heap").context("heap")?,
    );
    Ok(vec![
        Measured::new("race-kiosk-wasm", pages, "pages", Goal::AtMost(0.0)),
        Measured::new("race-kiosk-heap", heap / 1e6, "MB", Goal::AtMost(1.0)),
    ])
}

/// Our times twice, and somebody else's.
struct Pair {
    what: &'static str,
    ours: Samples,
    again: Samples,
    rival: (&'static str, Samples),
}

impl Pair {
    /// Tells all of it; a figure only where our own two times agree.
    fn judge(&self, name: &str, goal: f64) -> Vec<Measured> {
        let Self {
            what,
            ours,
            again,
            rival: (who, theirs),
        } = self;
        let (ratio, itself) = (ours.ratio(theirs), ours.ratio(again));
        println!(
            "race: {what}: ours {ours} ms, {who} {theirs} ms: {ratio} x; ours by itself {itself} x"
        );
        if (itself.value - 1.0).abs() > NOISE {
            println!(
                "race: no figure for {name}: ours differs from itself; is something else running?"
            );
            return Vec::new();
        }
        let figure = Measured::new(name, ratio.value, "x", Goal::AtMost(goal));
        vec![figure.beside(Peer {
            name: who,
            ours: ours.median(),
            theirs: theirs.median(),
            unit: "ms",
        })]
    }
}

/// Runs the journeys' own browser for one report.
fn report(what: &[&str], files: &[(&str, &Path)]) -> Result<Value> {
    setup::browser()?;
    let busy = load()?;
    if busy > CALM {
        println!("race: load {busy:.2}: times are those of a busy machine");
    }
    let mut race = run::cargo();
    race.args([
        "run",
        "--quiet",
        "--package",
        "journeys",
        "--bin",
        "race",
        "--",
    ]);
    race.args(what)
        .env("PORTAL_BIN", project::portal_binary(true))
        .env("PORTAL_STATIC", project::dist())
        .env("PORTAL_NODE_MODULES", project::node_modules())
        .envs(files.iter().copied());
    serde_json::from_str(&run::output(&mut race)?).context("the report of the race")
}

/// How many programs wanted to run in the last minute.
fn load() -> Result<f64> {
    let text = fs::read_to_string("/proc/loadavg").context("/proc/loadavg")?;
    let first = text.split_whitespace().next().context("/proc/loadavg")?;
    Ok(first.parse()?)
}
