//! `/hsds/v3` judged by the official document of HSDS 3.1, with questions that schemathesis makes up.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::exceptions;
use crate::centre::{Home, Server};
use crate::data::Data;
use crate::{http, project, run, setup};

/// The official schemas, which are not part of the project (CC BY-SA).
const SCHEMAS: &str = "hsds-3.1/schema";
const DOCUMENT: &str = "openapi.json";
const BASE: &str = "/hsds/v3";

/// Serves the demo centre and lets schemathesis ask; says so where that cannot be done here.
pub fn check(data: &Data) -> Result<()> {
    let schemas = match data.set(SCHEMAS) {
        Ok(schemas) => schemas,
        Err(missing) => {
            println!("not run: {missing}");
            return Ok(());
        }
    };
    let Some(programs) = setup::hsds_judge()? else {
        println!("not run: python3 is not there");
        return Ok(());
    };
    let home = Home::new("hsds-judged")?;
    let server = Server::start(&home)?;
    let folder = write_document(&schemas, &server.address)?;
    let mut judge = run::program(programs.join("schemathesis"));
    // It leaves notes of its own where it is started.
    judge.current_dir(&folder).arg("--config-file");
    judge.arg(ours("schemathesis.toml")).args(["run", DOCUMENT]);
    run::done(judge.args(["--url", &format!("http://{}{BASE}", server.address)]))
}

fn ours(name: &str) -> PathBuf {
    project::root().join("tests/hsds").join(name)
}

/// Lays the document, put right, beside the schemas it names.
fn write_document(schemas: &Path, address: &str) -> Result<PathBuf> {
    let folder = project::target().join("hsds");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for file in fs::read_dir(schemas)? {
        let file = file?;
        fs::write(folder.join(file.file_name()), fs::read(file.path())?)?;
    }
    let path = folder.join(DOCUMENT);
    let mut document: Value = serde_json::from_slice(&fs::read(&path)?)?;
    let list = fs::read(ours("exceptions.json"))?;
    let list: Vec<_> = serde_json::from_slice(&list).context("tests/hsds/exceptions.json")?;
    exceptions::apply(&list, &mut document)?;
    name_known_ids(&mut document, address)?;
    fs::write(&path, serde_json::to_string_pretty(&document)?)?;
    Ok(folder)
}

/// Names an id that is there for every path that takes one: made-up ids lead to 404 and no further.
fn name_known_ids(document: &mut Value, address: &str) -> Result<()> {
    let paths = document["paths"].as_object_mut().context("paths")?;
    for (path, operations) in paths {
        let Some(list) = path.strip_suffix("/{id}") else {
            continue;
        };
        let asked = format!("{BASE}{list}?per_page=1");
        let answer = http::get(address, &asked, "identity")?;
        let answer: Value = serde_json::from_str(&answer.text())?;
        let id = &answer["contents"][0]["id"];
        anyhow::ensure!(id.is_string(), "{asked} shows nothing to ask for");
        operations["parameters"][0]["example"] = id.clone();
    }
    Ok(())
}
