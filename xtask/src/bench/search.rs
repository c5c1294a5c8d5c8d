//! A keystroke of our search and of `MiniSearch`, in one page of one browser.

mod browser;
mod files;
mod pages;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::measured::{self, Goal, Measured, Peer};
use crate::data::Data;
use crate::{project, setup};
use pages::Pages;

/// The directory that the judged searches are about.
const DIRECTORY: &str = "open211-miami";
const P95_MILLISECONDS: f64 = 0.3;
const TIMES_FASTER: f64 = 50.0;

/// What the page sends back.
#[derive(Deserialize)]
#[serde(untagged)]
enum Report {
    Done { speed: Speed, top: Top },
    Failed { problem: String },
}

/// Keystrokes over a large directory, in milliseconds.
#[derive(Deserialize)]
struct Speed {
    services: u32,
    keystrokes: u32,
    rounds: u32,
    ready: f64,
    slice: f64,
    ready_theirs: f64,
    ours: Spread,
    or: Spread,
    and: Spread,
}

#[derive(Deserialize)]
struct Spread {
    p50: f64,
    p95: f64,
    max: f64,
}

/// How much of what answers is among the first five results, from 0 to 1.
#[derive(Deserialize)]
struct Top {
    services: u32,
    queries: u32,
    ours: f64,
    or: f64,
    and: f64,
}

/// Builds both, lets a browser run them, and reads what it found.
pub fn measure(data: &Data) -> Result<Vec<Measured>> {
    if let Err(missing) = data.set(DIRECTORY) {
        return measured::nothing("search", &missing);
    }
    setup::for_build()?;
    setup::browser()?;
    let folder = project::target().join("bench/search");
    files::build(&folder, data)?;
    let pages = Pages::serve(folder.join("pages"))?;
    let report = browser::report_of(&pages, &folder.join("profile"))?;
    match serde_json::from_str(&report).context("the page's report")? {
        Report::Done { speed, top } => Ok(figures(&speed, &top)),
        Report::Failed { problem } => anyhow::bail!("in the page: {problem}"),
    }
}

fn figures(speed: &Speed, top: &Top) -> Vec<Measured> {
    let Speed {
        services,
        keystrokes,
        rounds,
        ..
    } = speed;
    println!("search: {keystrokes} keystrokes, {rounds} times, over {services} services");
    print_spread("ours", &speed.ours);
    print_spread("MiniSearch, any word", &speed.or);
    print_spread("MiniSearch, all words", &speed.and);
    println!(
        "search: ready after {:.0} ms, at most {:.1} ms at once; MiniSearch after {:.0} ms",
        speed.ready, speed.slice, speed.ready_theirs
    );
    println!(
        "search: top 5 of {} searches over {} services: ours {:.3}, MiniSearch {:.3} with any word, {:.3} with all",
        top.queries, top.services, top.ours, top.or, top.and
    );
    // Of their two ways the one that is better counts, for speed as well as for what is found.
    let fastest = speed.or.p95.min(speed.and.p95);
    vec![
        Measured::new(
            "search-p95",
            speed.ours.p95,
            "ms",
            Goal::AtMost(P95_MILLISECONDS),
        ),
        Measured::new(
            "search-against-minisearch",
            fastest / speed.ours.p95,
            "x",
            Goal::AtLeast(TIMES_FASTER),
        )
        .beside(Peer {
            name: "MiniSearch",
            ours: speed.ours.p95,
            theirs: fastest,
            unit: "ms",
        }),
        Measured::new(
            "search-top5",
            top.ours,
            "share",
            Goal::AtLeast(top.or.max(top.and)),
        ),
    ]
}

fn print_spread(whose: &str, Spread { p50, p95, max }: &Spread) {
    println!("search: {whose:<22} p50 {p50:.3}  p95 {p95:.3}  max {max:.3} ms");
}
