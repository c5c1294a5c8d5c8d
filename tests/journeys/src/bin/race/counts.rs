//! What does not jitter: requests until the facts are there, and bytes of a second visit.

use std::path::PathBuf;

use anyhow::{Context, Result};
use journeys::NeutralSite;
use serde_json::{Value, json};

use super::entrant::Entrant;
use super::line::{Exchange, Line, Speed, now_ms};
use super::phone::Phone;

/// Where the browser asks whether there is a newer service worker, past every cache.
const WORKER: &str = "GET /sw.js";

/// Opens the home screen for the first time, and again once the phone has kept what it keeps.
pub async fn counts() -> Result<Value> {
    let site = NeutralSite::open()?;
    let files = std::env::var_os("PORTAL_STATIC").context("PORTAL_STATIC")?;
    let ours = Entrant::with_family(&PathBuf::from(files), &site.url)?;
    // What waits for what shows on a slow line alone.
    let line = Line::open(&ours.centre.origin, Speed::SLOW_4G).await?;
    let phone = Phone::new(&ours, &line, 1).await?;
    let first = phone.opens_home(true).await?;
    phone.visitor.has_kept_the_portal().await?;
    phone.visitor.open_elsewhere(&site.url).await?;
    let began = now_ms();
    phone.opens_home(true).await?;
    let again = line.since(began);
    let asked = |all: &[Exchange]| {
        all.iter()
            .map(|e| (e.asked.clone(), e.bytes))
            .collect::<Vec<_>>()
    };
    let (worker, rest): (Vec<Exchange>, Vec<Exchange>) =
        again.into_iter().partition(|e| e.asked == WORKER);
    Ok(json!({
        "first": asked(&first.answered),
        "again": asked(&rest),
        "worker": asked(&worker),
    }))
}
