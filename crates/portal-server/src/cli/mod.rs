//! The command line. Only this module and its parts print.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line talks on its standard streams"
)]

mod auth;
mod backup;
mod card;
mod database;
mod demo;
mod import;
mod kiosk;
mod log;
mod process;
mod serve;
mod sources;
mod staff;
mod table;
mod watch;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use portal_server::home::Home;
use portal_server::{import as importing, publish, serve as serving};

/// Something refused, as opposed to something broken: the exit code of a refused file.
const REFUSED: u8 = 2;

/// Why a command ended without doing its work.
type Failure = Box<dyn std::error::Error>;

#[derive(Parser)]
#[command(
    name = "portal",
    version,
    about = "A family's own view of what happens next: imports, publishes and serves"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the fictional demo centre
    Demo(demo::DemoArgs),
    /// Serve portal and API
    Serve(serve::ServeArgs),
    /// Import a file; it is accepted whole or refused whole
    Import(import::ImportArgs),
    /// Import whatever sources put into their folders
    Watch(watch::WatchArgs),
    /// List what each source delivered last
    Sources(sources::SourcesArgs),
    /// Build and publish the next snapshot
    Publish(PublishArgs),
    /// Back a home up into one encrypted file, also while it is used
    Backup(backup::BackupArgs),
    /// Make a home of a backup; all of it is checked, or nothing is there
    Restore(backup::RestoreArgs),
    /// Issue, print, list, renew, freeze and revoke family cards
    Card(card::CardArgs),
    /// Add members of staff and assign families to them
    Staff(staff::StaffArgs),
    /// Add, list, renew and revoke the touch screens of the lobby
    Kiosk(kiosk::KioskArgs),
    /// Check the access log, and tell a family who looked
    Log(log::LogArgs),
    /// Make a database of many centres ready, and list its centres
    Database(database::DatabaseCommand),
    /// Print the OpenAPI 3.1 document
    Openapi,
}

/// Where a centre lives.
#[derive(Args)]
struct HomeArgs {
    /// The centre's home directory
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
}

#[derive(Args)]
struct PublishArgs {
    #[command(flatten)]
    home: HomeArgs,
    #[command(flatten)]
    database: database::DatabaseArgs,
}

impl HomeArgs {
    fn open(&self) -> Home {
        Home::at(&self.home)
    }
}

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Demo(args) => demo::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Watch(args) => watch::run(&args),
        Command::Sources(args) => sources::run(&args),
        Command::Publish(args) => publish_now(&args),
        Command::Backup(args) => backup::back_up(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Card(args) => card::run(&args),
        Command::Staff(args) => staff::run(&args),
        Command::Kiosk(args) => kiosk::run(&args),
        Command::Log(args) => log::run(&args),
        Command::Database(args) => database::run(&args),
        Command::Openapi => print_openapi(),
    };
    done.unwrap_or_else(|failure| {
        eprintln!("portal: {failure}");
        ExitCode::FAILURE
    })
}

fn publish_now(args: &PublishArgs) -> Result<ExitCode, Failure> {
    let home = args.home.open().publishing_to(args.database.url()?);
    let _lock = home.lock()?;
    let working = importing::working::open(&home.working_db())?;
    importing::sources::tell(&home, &working)?;
    let file = publish::publish(&home, &working, Timestamp::now())?;
    println!("published {}", file.display());
    Ok(ExitCode::SUCCESS)
}

fn print_openapi() -> Result<ExitCode, Failure> {
    match writeln!(io::stdout(), "{}", serving::openapi_document()?) {
        // Whoever reads the beginning of it alone goes away before the end.
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
