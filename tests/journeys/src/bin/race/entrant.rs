//! Who runs: the portal, the peer, or a page that is nothing but a page, each served by the same server.

use std::path::Path;

use anyhow::{Context, Result};
use journeys::Centre;
use serde_json::Value;

/// Whose home screen is opened: somebody has to act, a visit is ahead, and it was moved.
const FAMILY: &str = "three-children";
/// The way to its facts.
const OVERVIEW: &str = "/api/v1/me/overview";

/// A served set of files.
pub struct Entrant {
    /// The centre that serves it.
    pub centre: Centre,
    /// The family's session, where the page shows one.
    pub cookie: Option<String>,
    /// What only the API knows and the home screen shows: whom to call about the next step. Nothing for a page without facts.
    pub text: Option<String>,
}

impl Entrant {
    /// Serves the files for a family that is signed in.
    pub fn with_family(files: &Path, leave_url: &str) -> Result<Self> {
        let centre = Centre::open_with(leave_url, files)?;
        let cookie = centre.sign_in(&centre.card(FAMILY)?)?;
        let answer = centre.send("GET", OVERVIEW, &cookie)?;
        let (_, body) = answer.split_once("\r\n\r\n").context("an answer")?;
        let facts: Value = serde_json::from_str(body).context(OVERVIEW)?;
        let name = &facts["next_step"]["contact"]["name"];
        Ok(Self {
            text: Some(name.as_str().context("whom to call")?.to_owned()),
            cookie: Some(cookie),
            centre,
        })
    }

    /// Serves a page without facts.
    pub fn without_family(files: &Path, leave_url: &str) -> Result<Self> {
        Ok(Self {
            centre: Centre::open_with(leave_url, files)?,
            cookie: None,
            text: None,
        })
    }
}
