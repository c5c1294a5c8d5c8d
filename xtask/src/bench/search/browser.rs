//! Chromium with one page, until that page has reported.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::pages::Pages;
use crate::run;

/// Settings under which Chromium runs anywhere and talks to nobody on its own.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];
/// Far longer than the page needs.
const PATIENCE: Duration = Duration::from_secs(600);
/// How often to see whether the browser is still there.
const LOOK: Duration = Duration::from_secs(1);

/// A browser that ends when this is dropped.
struct Browser(Child);

impl Drop for Browser {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Opens the page in a browser with a profile of its own, and waits for what it reports.
pub fn report_of(pages: &Pages, profile: &Path) -> Result<String> {
    if profile.exists() {
        fs::remove_dir_all(profile)?;
    }
    let mut chromium = run::program("chromium");
    chromium
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(&pages.url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut browser = Browser(chromium.spawn().context("starting Chromium")?);
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(report) = pages.report(LOOK)? {
            return Ok(report);
        }
        if let Some(status) = browser.0.try_wait()? {
            bail!("the browser ended before it had reported: {status}");
        }
    }
    bail!("no report within {} s", PATIENCE.as_secs())
}
