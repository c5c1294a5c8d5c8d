//! `portal kiosk`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use portal_server::auth::db;
use portal_server::auth::kiosks::{self, CODE_GOOD_FOR, KioskLine};
use portal_server::home::Home;
use portal_server::secrets::Secrets;
use portal_types::EnrolmentCode;
use rusqlite::Connection;

use super::{Failure, HomeArgs, table};

#[derive(Args)]
pub struct KioskArgs {
    #[command(subcommand)]
    command: KioskCommand,
}

#[derive(Subcommand)]
enum KioskCommand {
    /// Add a kiosk; prints the one-time code that enrols it
    Add(NameArgs),
    /// List kiosks: how each stands, and when it was there last; no secrets
    List(ListArgs),
    /// Print another one-time code; the key the kiosk has stays good until somebody enrols with the code
    Renew(NameArgs),
    /// End all access of a kiosk at once; the family at it is signed out
    Revoke(NameArgs),
}

#[derive(Args)]
struct NameArgs {
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
    /// What the centre calls it, such as Lobby
    name: String,
}

#[derive(Args)]
struct ListArgs {
    #[command(flatten)]
    home: HomeArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Does what `portal kiosk` was asked for.
pub fn run(args: &KioskArgs) -> Result<ExitCode, Failure> {
    let at = Timestamp::now().as_second();
    match &args.command {
        KioskCommand::Add(kiosk) => {
            let (home, connection) = open(kiosk)?;
            let secrets = Secrets::open(&home)?;
            show(&kiosks::add(&connection, &secrets, &kiosk.name, at)?);
        }
        KioskCommand::Renew(kiosk) => {
            let (home, connection) = open(kiosk)?;
            let secrets = Secrets::open(&home)?;
            show(&kiosks::renew(&connection, &secrets, &kiosk.name, at)?);
        }
        KioskCommand::Revoke(kiosk) => {
            let (_, mut connection) = open(kiosk)?;
            let transaction = connection.transaction()?;
            kiosks::revoke(&transaction, &kiosk.name, at)?;
            transaction.commit()?;
            println!("revoked; nothing on it is good any more");
        }
        KioskCommand::List(args) => list(args, at)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn open(args: &NameArgs) -> Result<(Home, Connection), Failure> {
    let home = Home::at(&args.home);
    home.center()?;
    let connection = db::connect(&home.auth_db())?;
    Ok((home, connection))
}

/// The code has a line of its own, for other programs.
fn show(code: &EnrolmentCode) {
    println!(
        "{}\nType it at the kiosk, on the page /kiosk, within {} minutes. It is good once.",
        code.to_printed(),
        CODE_GOOD_FOR / 60
    );
}

fn list(args: &ListArgs, now: i64) -> Result<(), Failure> {
    let home = args.home.open();
    let zone = home.center()?.zone();
    let lines = kiosks::list(&db::connect(&home.auth_db())?, now)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&lines)?);
        return Ok(());
    }
    let row = |line: &KioskLine| {
        let seen = local(line.last_seen_at, &zone)?.map(|at| format!("there last: {at}"));
        let code = local(line.code_until, &zone)?.map(|at| format!("code good until {at}"));
        Ok([
            line.name.clone(),
            line.state.clone(),
            seen.unwrap_or_else(|| "never there".to_owned()),
            code.unwrap_or_default(),
        ])
    };
    table::print(&lines.iter().map(row).collect::<Result<Vec<_>, Failure>>()?);
    Ok(())
}

fn local(at: Option<i64>, zone: &TimeZone) -> Result<Option<String>, Failure> {
    let spell = |at| {
        let at = Timestamp::from_second(at)?.to_zoned(zone.clone());
        Ok(at.strftime("%Y-%m-%d %H:%M").to_string())
    };
    at.map(spell).transpose()
}
