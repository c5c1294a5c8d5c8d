//! `portal kiosk`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use portal_server::auth::kiosks::{self, CODE_GOOD_FOR, KioskLine};
use portal_server::secrets::Secrets;
use portal_types::EnrolmentCode;

use super::auth::AuthArgs;
use super::{Failure, table};

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
    #[command(flatten)]
    auth: AuthArgs,
    /// What the centre calls it, such as Lobby
    name: String,
}

#[derive(Args)]
struct ListArgs {
    #[command(flatten)]
    auth: AuthArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Does what `portal kiosk` was asked for.
pub fn run(args: &KioskArgs) -> Result<ExitCode, Failure> {
    let at = Timestamp::now().as_second();
    match &args.command {
        KioskCommand::Add(NameArgs { auth, name }) => {
            let (auth, name) = (auth.open()?, name.clone());
            let secrets = Secrets::open(&auth.home)?;
            show(&auth.write(move |c| kiosks::add(c, &secrets, &name, at))?);
        }
        KioskCommand::Renew(NameArgs { auth, name }) => {
            let (auth, name) = (auth.open()?, name.clone());
            let secrets = Secrets::open(&auth.home)?;
            show(&auth.write(move |c| kiosks::renew(c, &secrets, &name, at))?);
        }
        KioskCommand::Revoke(NameArgs { auth, name }) => {
            let name = name.clone();
            auth.open()?.write(move |c| kiosks::revoke(c, &name, at))?;
            println!("revoked; its next request fails, and the family at it is signed out");
        }
        KioskCommand::List(args) => list(args, at)?,
    }
    Ok(ExitCode::SUCCESS)
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
    let auth = args.auth.open()?;
    let zone = auth.center.zone();
    let lines = auth.read(move |c| kiosks::list(c, now))?;
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
