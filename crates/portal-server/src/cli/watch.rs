//! `portal watch`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use clap::Args;
use portal_server::home::Home;
use portal_server::import::watch::{Stop, Watcher};
use portal_server::told;
use tokio::signal::unix::{SignalKind, signal};

use super::Failure;
use super::database::DatabaseArgs;

#[derive(Args)]
pub struct WatchArgs {
    /// The folder with one folder for each source
    dir: PathBuf,
    /// The centre's home directory
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
    /// Seconds between two looks; a file is whole when it looks the same after that time
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    every: u64,
    /// Look twice, take what is whole, and end
    #[arg(long)]
    once: bool,
}

/// Watches until told to stop.
pub fn run(args: &WatchArgs) -> Result<ExitCode, Failure> {
    if args.every == 0 && !args.once {
        return Err("--every 0: expected at least 1 second, unless with --once".into());
    }
    told::start();
    let stop = Stop::default();
    stop_on_signal(stop.clone())?;
    let every = Duration::from_secs(args.every);
    let home = Home::at(&args.home).publishing_to(args.database.url()?);
    let watcher = Watcher::new(&args.dir, home, every, stop)?;
    if !args.once {
        watcher.watch();
        return Ok(ExitCode::SUCCESS);
    }
    Ok(if watcher.once() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Asks to end at SIGTERM and SIGINT; the file at hand is still finished.
fn stop_on_signal(stop: Stop) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut terminate = {
        let _entered = runtime.enter();
        signal(SignalKind::terminate())?
    };
    thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        });
        stop.ask();
    });
    Ok(())
}
