//! `portal card`.

mod issue;
mod list;
mod new_file;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use portal_server::auth::cards::{self, CardKey, Change, DEFAULT_DAYS};
use portal_server::auth::db::AuthDbError;
use portal_server::auth::sql::Sql;
use portal_server::auth::throttle;
use portal_server::center::CenterConfig;
use portal_types::CardCode;

use super::Failure;
use super::auth::AuthArgs;

#[derive(Args)]
pub struct CardArgs {
    #[command(subcommand)]
    command: CardCommand,
}

#[derive(Subcommand)]
enum CardCommand {
    /// Issue a card to a caregiver, and print it
    Issue(issue::IssueArgs),
    /// List cards; no secrets
    List(list::ListArgs),
    /// Move the last day a card is good; code and PIN stay
    Renew(RenewArgs),
    /// Let a card sign nobody in until it is thawed, and end its sessions at once
    Freeze(SelectorArgs),
    /// Give a frozen card back as it was
    Thaw(SelectorArgs),
    /// Revoke a card for good and end its sessions at once
    Revoke(SelectorArgs),
    /// Let devices a card does not know try again, after strangers used up their tries
    Rearm(SelectorArgs),
}

#[derive(Args)]
struct SelectorArgs {
    #[command(flatten)]
    auth: AuthArgs,
    /// The first four symbols of the card's code
    #[arg(value_parser = selector)]
    selector: String,
}

#[derive(Args)]
struct RenewArgs {
    #[command(flatten)]
    card: SelectorArgs,
    /// Last day the card is good; 90 days from today unless given
    #[arg(long, value_name = "DATE")]
    expires_on: Option<Date>,
}

/// Does what `portal card` was asked for.
pub fn run(args: &CardArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        CardCommand::Issue(args) => issue::run(args),
        CardCommand::List(args) => list::run(args),
        CardCommand::Renew(args) => renew(args),
        CardCommand::Freeze(card) => freeze(card),
        CardCommand::Thaw(card) => thaw(card),
        CardCommand::Revoke(card) => revoke(card),
        CardCommand::Rearm(card) => rearm(card),
    }
}

fn selector(typed: &str) -> Result<String, String> {
    CardCode::parse_selector(typed).map_err(|_| {
        "expected the first four symbols of the card's code and no more, such as 7K2M".to_owned()
    })
}

/// Changes a card, in one transaction.
fn change<T: Send + 'static>(
    card: &SelectorArgs,
    change: impl Fn(&dyn Sql, &str) -> Result<T, AuthDbError> + Send + 'static,
) -> Result<T, Failure> {
    let selector = card.selector.clone();
    Ok(card.auth.open()?.write(move |c| change(c, &selector))?)
}

/// Tells what became of a change, or why there was none.
fn tell(change: Change, made: &str, already: &str) -> Result<ExitCode, Failure> {
    match change {
        Change::Made => println!("{made}"),
        Change::Already => return Err(already.into()),
        Change::Revoked => return Err("this card is revoked for good; issue another one".into()),
        Change::Unknown => return Err("no card starts with these symbols".into()),
    }
    Ok(ExitCode::SUCCESS)
}

fn renew(args: &RenewArgs) -> Result<ExitCode, Failure> {
    let center = args.card.auth.home().center()?;
    let last = last_day(args.expires_on, &center)?;
    let renewed = change(&args.card, move |c, selector| {
        cards::renew(c, CardKey::Selector(selector), last)
    })?;
    tell(renewed, &format!("good until {last}"), "nothing changed")
}

fn freeze(card: &SelectorArgs) -> Result<ExitCode, Failure> {
    let at = Timestamp::now().as_second();
    let frozen = change(card, move |c, selector| {
        cards::freeze(c, CardKey::Selector(selector), at)
    })?;
    let made = "frozen; its sessions have ended";
    tell(frozen, made, "this card is frozen already")
}

fn thaw(card: &SelectorArgs) -> Result<ExitCode, Failure> {
    let thawed = change(card, |c, selector| {
        cards::thaw(c, CardKey::Selector(selector))
    })?;
    tell(
        thawed,
        "thawed; it signs in again",
        "this card is not frozen",
    )
}

fn revoke(card: &SelectorArgs) -> Result<ExitCode, Failure> {
    let at = Timestamp::now().as_second();
    if !change(card, move |c, selector| cards::revoke(c, selector, at))? {
        return Err("no card that could be revoked starts with these symbols".into());
    }
    println!("revoked; its sessions have ended");
    Ok(ExitCode::SUCCESS)
}

fn rearm(card: &SelectorArgs) -> Result<ExitCode, Failure> {
    let rearmed = change(card, |c, selector| {
        let found = cards::find(c, selector)?.filter(|card| !card.revoked);
        found
            .map(|card| throttle::give_back(c, &card.id, None))
            .transpose()
    })?;
    rearmed.ok_or("no good card starts with these symbols")?;
    println!("re-armed; devices this card does not know may try again");
    Ok(ExitCode::SUCCESS)
}

/// The last day a card is to be good, as given or by default, counted in the centre's zone.
fn last_day(given: Option<Date>, center: &CenterConfig) -> Result<Date, Failure> {
    let today = today(center);
    let last = given.map_or_else(|| today.checked_add(DEFAULT_DAYS.days()), Ok)?;
    if last < today {
        return Err("--expires-on: expected today or a later day".into());
    }
    Ok(last)
}

fn today(center: &CenterConfig) -> Date {
    Timestamp::now().to_zoned(center.zone()).date()
}
