//! Bytes that a new visitor's phone receives until it can sign in, heads included.

use anyhow::{Context, Result};

use super::measured::{Goal, Measured};
use crate::centre::{Home, Server};
use crate::check::FIRST_LOAD_BUDGET;
use crate::{dist, http};

/// The facts the sign-in page asks for while it starts (`public/boot.js`).
const FACTS: [&str; 2] = ["/api/v1/session", "/api/v1/center"];

/// Asks the server for everything the page asks for, the way a browser does.
pub fn measure() -> Result<Vec<Measured>> {
    let home = Home::new("first-load")?;
    let server = Server::start(&home)?;
    let page = http::get(&server.address, "/start", "identity")?.text();
    let mut paths = dist::links_of_first_load(&page)?;
    paths.insert(0, "/start".to_owned());
    paths.extend(FACTS.map(str::to_owned));
    let mut bytes = 0;
    for path in &paths {
        let answer = http::get(&server.address, path, "br").with_context(|| path.clone())?;
        bytes += answer.bytes;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a first load is far below 2^52 bytes"
    )]
    let value = bytes as f64;
    #[expect(clippy::cast_precision_loss, reason = "as above")]
    let budget = FIRST_LOAD_BUDGET as f64;
    Ok(vec![Measured::new(
        "first-load",
        value,
        "bytes",
        Goal::AtMost(budget),
    )])
}
