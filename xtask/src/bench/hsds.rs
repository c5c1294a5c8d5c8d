//! A search of `/hsds/v3/services` beside Datasette's, over the same rows with the same words.

mod rival;

use std::ffi::OsStr;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::measured::{self, Goal, Measured};
use super::wrk;
use crate::centre::{Home, Server};
use crate::data::Data;
use crate::{http, project, setup};
use rival::Rival;

const DIRECTORY: &str = "open211-miami";
const TIMES_FASTER: f64 = 10.0;
/// Where this is to go.
const LATER: f64 = 20.0;
const ROUNDS: usize = 5;
const SECONDS: u32 = 3;

/// What is asked, where it ends before the word. Both answer with 50 rows at most.
const OURS: &str = "/hsds/v3/services?search=";
const THEIRS: &str = "/rows/services.json?_shape=objects&_size=50&_search=";

/// Asked once to see that both search.
const WORD: &str = "food";

/// Serves the directory with both, and compares.
pub fn measure(data: &Data) -> Result<Vec<Measured>> {
    let package = match data.set(DIRECTORY) {
        Ok(package) => package,
        Err(missing) => return measured::nothing("hsds", &missing),
    };
    let programs = match setup::rival_server() {
        Ok(Some(programs)) => programs,
        Ok(None) => return measured::nothing("hsds", &"python3 is not there"),
        Err(problem) => return measured::nothing("hsds", &format!("{problem:#}")),
    };
    let home = Home::new("hsds")?;
    home.replace_directory(&package)?;
    let server = Server::start(&home)?;
    let folder = project::target().join("bench/hsds");
    fs::create_dir_all(&folder)?;
    let rows = format!(
        "http://{}/hsds/v3/services?format=ndjson&full=true",
        server.address
    );
    let rival = Rival::start(&programs, &rows, &folder)?;
    both_search(&server.address, &rival)?;
    race(&server.address, &rival)
}

/// Without its index Datasette shows every row, and no search would be measured.
fn both_search(address: &str, rival: &Rival) -> Result<()> {
    let ours = found(address, OURS, "total_items")?;
    let theirs = found(&rival.address, THEIRS, "filtered_table_rows_count")?;
    let rows = rival.rows;
    println!("hsds: {WORD:?} in {ours} of {rows} services, for Datasette in {theirs}");
    for hits in [ours, theirs] {
        ensure!((1..rows).contains(&hits), "a search did not search");
    }
    Ok(())
}

/// Asks them in turn.
fn race(address: &str, rival: &Rival) -> Result<Vec<Measured>> {
    // The first answers of both are thrown away.
    ask(address, OURS, 1)?;
    ask(&rival.address, THEIRS, 1)?;
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let ours = ask(address, OURS, SECONDS)?;
        let theirs = ask(&rival.address, THEIRS, SECONDS)?;
        println!("hsds: round {round}: ours {ours:.0} requests/s, Datasette {theirs:.0}");
        ratios.push(ours / theirs);
    }
    ratios.sort_by(f64::total_cmp);
    let (least, most) = (ratios[0], ratios[ROUNDS - 1]);
    println!("hsds: between {least:.1} and {most:.1} times as many; a later goal is {LATER}");
    Ok(vec![Measured::new(
        "hsds-search-against-datasette",
        ratios[ROUNDS / 2],
        "x",
        Goal::AtLeast(TIMES_FASTER),
    )])
}

/// How many services have a word.
fn found(address: &str, path: &str, field: &str) -> Result<u64> {
    let answer = http::get(address, &format!("{path}{WORD}"), "identity")?;
    let answer: Value = serde_json::from_str(&answer.text())?;
    answer[field].as_u64().context("a number of hits")
}

/// Requests answered in a second.
fn ask(address: &str, path: &str, seconds: u32) -> Result<f64> {
    let scripts = project::root().join("bench/hsds");
    let mut wrk = wrk::seconds(seconds)?;
    wrk.arg("--script").arg(scripts.join("words.lua"));
    let words = scripts.join("words.txt");
    let told = [words.as_os_str(), OsStr::new(path)];
    let load = wrk::run(wrk, &format!("http://{address}/"), &told)?;
    Ok(load.per_second)
}
