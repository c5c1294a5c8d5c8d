//! Takes pictures of every screen and state, for people to look at.
//!
//! `shots FOLDER [--only NAME]`; called by `cargo xtask shots`, which builds first.
#![expect(clippy::print_stdout, reason = "a program for a terminal")]

mod camera;
mod kiosk;
mod office;
mod screens;
mod variants;

use std::path::PathBuf;

use anyhow::{Context, Result};

use camera::Album;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context("the folder to put pictures in")?);
    let only = match arguments.next().as_deref() {
        Some("--only") => arguments.next(),
        _ => None,
    };
    let mut album = Album::new(folder, only)?;
    variants::take_all(&mut album).await?;
    println!("shots: {} pictures", album.pictures);
    Ok(())
}
