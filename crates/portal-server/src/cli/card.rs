//! `portal card`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use portal_server::auth::cards::{self, DEFAULT_DAYS};
use portal_server::auth::{IssuedCard, issue_card};
use portal_server::auth::{db, throttle};
use portal_server::home::Home;
use portal_server::import::working;
use portal_server::secrets::Secrets;
use rusqlite::OptionalExtension;

use super::{Failure, HomeArgs};

#[derive(Args)]
pub struct CardArgs {
    #[command(subcommand)]
    command: CardCommand,
}

#[derive(Subcommand)]
enum CardCommand {
    /// Issue a card to a caregiver; prints code and PIN once
    Issue(IssueArgs),
    /// List cards; no secrets
    List(HomeArgs),
    /// Revoke a card and end its sessions at once
    Revoke(SelectorArgs),
    /// Let devices a card does not know try again, after strangers used up their tries
    Rearm(SelectorArgs),
}

#[derive(Args)]
struct IssueArgs {
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
    /// The caregiver's id in the case feed
    #[arg(long)]
    caregiver: String,
    /// Last day the card is good; 90 days from today unless given
    #[arg(long, value_name = "DATE")]
    expires_on: Option<Date>,
}

#[derive(Args)]
struct SelectorArgs {
    #[command(flatten)]
    home: HomeArgs,
    /// The first four symbols of the card's code
    selector: String,
}

/// Does what `portal card` was asked for.
pub fn run(args: &CardArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        CardCommand::Issue(issue) => issue_one(issue),
        CardCommand::List(home) => list(home),
        CardCommand::Revoke(card) => revoke_one(card),
        CardCommand::Rearm(card) => rearm_one(card),
    }
}

fn issue_one(args: &IssueArgs) -> Result<ExitCode, Failure> {
    let home = Home::at(&args.home);
    let zone = home.center()?.zone();
    let working = working::open(&home.working_db())?;
    let barred: Option<bool> = working
        .query_row(
            "SELECT json_extract(body, '$.barred') FROM fact WHERE kind = 'caregiver' AND id = ?1",
            [&args.caregiver],
            |r| r.get(0),
        )
        .optional()?;
    match barred {
        None => {
            return Err(format!(
                "--caregiver {}: no import has a caregiver with this id",
                args.caregiver
            )
            .into());
        }
        Some(true) => return Err("this caregiver is barred; no card is issued".into()),
        Some(false) => {}
    }
    let today = Timestamp::now().to_zoned(zone).date();
    let expires_on = args
        .expires_on
        .map_or_else(|| today.checked_add(DEFAULT_DAYS.days()), Ok)?;
    if expires_on < today {
        return Err("--expires-on: expected today or a later day".into());
    }
    let connection = db::connect(&home.auth_db())?;
    let secrets = Secrets::open(&home)?;
    let IssuedCard { code, pin } =
        issue_card(&connection, &secrets, &args.caregiver, expires_on, None)?;
    println!(
        "code {code}\npin  {pin}\ngood until {expires_on}\nThese are shown once. Hand over the PIN apart from the card."
    );
    Ok(ExitCode::SUCCESS)
}

fn list(args: &HomeArgs) -> Result<ExitCode, Failure> {
    for card in cards::list(
        &db::connect(&args.open().auth_db())?,
        Timestamp::now()
            .to_zoned(args.open().center()?.zone())
            .date(),
    )? {
        let state = cards::state_word(card.state);
        println!(
            "{}  {state} until {}  wrong tries since last sign-in: {}",
            card.selector, card.expires_on, card.wrong_tries
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn revoke_one(args: &SelectorArgs) -> Result<ExitCode, Failure> {
    let connection = db::connect(&args.home.open().auth_db())?;
    let at = Timestamp::now().as_second();
    if !cards::revoke(&connection, &args.selector.to_ascii_uppercase(), at)? {
        return Err("no good card starts with these symbols".into());
    }
    println!("revoked; its sessions have ended");
    Ok(ExitCode::SUCCESS)
}

fn rearm_one(args: &SelectorArgs) -> Result<ExitCode, Failure> {
    let connection = db::connect(&args.home.open().auth_db())?;
    let card = cards::find(&connection, &args.selector.to_ascii_uppercase())?;
    let card = card
        .filter(|c| !c.revoked)
        .ok_or("no good card starts with these symbols")?;
    throttle::give_back(&connection, &card.id, None)?;
    println!("re-armed; devices this card does not know may try again");
    Ok(ExitCode::SUCCESS)
}
