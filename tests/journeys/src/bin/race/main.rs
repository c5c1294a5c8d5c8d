//! Measures the portal in a browser, and others beside it: `race WHAT`, called by `cargo xtask bench`.
//!
//! What it found it prints as JSON, one object, with every single value: judging them is up to the caller.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

mod counts;
mod entrant;
mod kiosk;
mod line;
mod phone;
mod timed;
mod typing;

use anyhow::{Context, Result, bail};

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().context("what to measure")?;
    let report = match &*what {
        "line" => timed::line().await?,
        "openings" => timed::openings(arguments.next().as_deref()).await?,
        "counts" => counts::counts().await?,
        "typing" => typing::typing().await?,
        "kiosk" => kiosk::kiosk(arguments.next().as_deref()).await?,
        _ => bail!("{what}: expected line, openings, counts, typing or kiosk"),
    };
    println!("{report}");
    Ok(())
}
