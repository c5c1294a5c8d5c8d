//! Datasette over the rows of our own server.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;

use anyhow::{Context, Result};

use crate::{project, run};

/// A running Datasette; ends when it is dropped.
pub struct Rival {
    child: Child,
    /// Host and port it listens on.
    pub address: String,
    /// How many rows it has.
    pub rows: u64,
}

impl Rival {
    /// Takes the rows from an address of ours and serves them, as fast as its settings allow.
    pub fn start(programs: &Path, rows: &str, folder: &Path) -> Result<Self> {
        let file = folder.join("rows.db");
        if file.exists() {
            fs::remove_file(&file)?;
        }
        let mut python = run::program(programs.join("python"));
        python.arg(project::root().join("bench/hsds/rows.py"));
        let count = run::output(python.arg(rows).arg(&file))?;
        let rows = count.trim().parse().context("the number of rows")?;
        let mut datasette = run::program(programs.join("datasette"));
        datasette
            .args(["serve", "--host", "127.0.0.1", "--port", "0"])
            .args(["--setting", "suggest_facets", "off", "--immutable"])
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = datasette.spawn().context("starting Datasette")?;
        let output = child.stderr.take().context("Datasette's output")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let address = lines.find_map(|line| address(&line));
        // Read on, or it blocks on a full pipe.
        thread::spawn(move || lines.for_each(drop));
        let mut rival = Self {
            child,
            address: String::new(),
            rows,
        };
        rival.address = address.context("Datasette ended before it was ready")?;
        Ok(rival)
    }
}

impl Drop for Rival {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The address in the line that says it is ready.
fn address(line: &str) -> Option<String> {
    let rest = line.split_once("running on http://")?.1;
    rest.split_whitespace().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read() {
        let line = "INFO:     Uvicorn running on http://127.0.0.1:44419 (Press CTRL+C to quit)";
        assert_eq!(address(line).as_deref(), Some("127.0.0.1:44419"));
        assert_eq!(address("INFO:     Application startup complete."), None);
    }
}
