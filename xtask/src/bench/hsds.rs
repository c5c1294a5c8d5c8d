//! A search of `/hsds/v3/services` beside Datasette's, over the same rows with the same words.

mod rival;

use std::ffi::OsStr;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::in_turn::Race;
use super::measured::{self, Measured};
use super::wrk;
use crate::centre::{Home, Server};
use crate::data::Data;
use crate::{http, project, setup};
use rival::Rival;

const DIRECTORY: &str = "open211-miami";
const TIMES_FASTER: f64 = 20.0;
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
    let race = Race {
        name: "hsds-search-against-datasette",
        peer: "Datasette",
        at_least: TIMES_FASTER,
    };
    let figure = race.run(
        || ask(&server.address, OURS),
        || ask(&rival.address, THEIRS),
    )?;
    Ok(vec![figure])
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

/// How many services have a word.
fn found(address: &str, path: &str, field: &str) -> Result<u64> {
    let answer = http::get(address, &format!("{path}{WORD}"), "identity")?;
    let answer: Value = serde_json::from_str(&answer.text())?;
    answer[field].as_u64().context("a number of hits")
}

/// Requests answered in a second.
fn ask(address: &str, path: &str) -> Result<f64> {
    let scripts = project::root().join("bench/hsds");
    let mut wrk = wrk::seconds(SECONDS, wrk::CONNECTIONS)?;
    wrk.arg("--script").arg(scripts.join("words.lua"));
    let words = scripts.join("words.txt");
    let told = [words.as_os_str(), OsStr::new(path)];
    let load = wrk::run(wrk, &format!("http://{address}/"), &told)?;
    Ok(load.per_second)
}
