//! What a phone fetches of a real directory to have it without a signal.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::measured::{self, Goal, Measured};
use crate::centre::{Home, Server};
use crate::data::Data;
use crate::http;

const DIRECTORY: &str = "open211-miami";

/// Name, what follows the directory's own path, and bytes in brotli.
const PACKS: [(&str, &str, f64); 2] = [
    ("offline-pack", "", 400_000.0),
    ("offline-pack-search", "/pack", 80_000.0),
];

/// Asks a server with that directory for its packs.
pub fn measure(data: &Data) -> Result<Vec<Measured>> {
    let package = match data.set(DIRECTORY) {
        Ok(package) => package,
        Err(missing) => return measured::nothing("offline", &missing),
    };
    let home = Home::new("offline")?;
    home.replace_directory(&package)?;
    let server = Server::start(&home)?;
    let center = http::get(&server.address, "/api/v1/center", "identity")?;
    let center: Value = serde_json::from_str(&center.text())?;
    let directory = &center["directory"];
    let hash = directory["hash"].as_str().context("a directory")?;
    println!("offline: {} services", directory["services"]);
    let mut figures = Vec::new();
    for (name, rest, budget) in PACKS {
        let path = format!("/api/v1/directory/{hash}{rest}");
        match size(&server.address, &path)? {
            Some(bytes) => figures.push(Measured::new(name, bytes, "bytes", Goal::AtMost(budget))),
            None => println!("{name}: not measured: there is no {path}"),
        }
    }
    Ok(figures)
}

/// Bytes of a body in brotli; nothing where there is none.
fn size(address: &str, path: &str) -> Result<Option<f64>> {
    let answer = http::ask(address, "GET", path, &[("Accept-Encoding", "br")], "")?;
    if answer.status() == 404 {
        return Ok(None);
    }
    if answer.header("content-encoding") != Some("br") {
        bail!(
            "{path} was not sent in brotli, but with {}",
            answer.status()
        );
    }
    let length = answer.header("content-length").context("a length")?;
    Ok(Some(length.parse()?))
}
