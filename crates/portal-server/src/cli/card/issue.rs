//! `portal card issue`.

use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use portal_server::address::Address;
use portal_server::auth::{IssuedCard, draw_card};
use portal_server::card_print::{CardFace, card, pin_slip};
use portal_server::center::CenterConfig;
use portal_server::facts::CaregiverFact;
use portal_server::home::Home;
use portal_server::import::working;
use portal_server::secrets::Secrets;
use portal_server::words::Words;
use rusqlite::OptionalExtension;

use super::new_file::{NewFile, PrintPath};
use crate::cli::Failure;
use crate::cli::auth::AuthArgs;

#[derive(Args)]
pub struct IssueArgs {
    #[command(flatten)]
    auth: AuthArgs,
    /// The caregiver's id in the case feed
    #[arg(long)]
    caregiver: String,
    /// Last day the card is good; 90 days from today unless given
    #[arg(long, value_name = "DATE")]
    expires_on: Option<Date>,
    /// Print the card to this new file, .pdf or .svg; the code is then not shown here
    #[arg(long, value_name = "FILE")]
    out: Option<PrintPath>,
    /// Print the PIN to this new file, .pdf or .svg; it is then not shown here
    #[arg(long, value_name = "FILE")]
    pin_slip: Option<PrintPath>,
    /// Language of what is printed; the caregiver's own unless given
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<Words>,
    /// Where families reach the portal, scheme and host; as in center.json unless given
    #[arg(long, value_name = "URL", requires = "out")]
    address: Option<Address>,
}

fn language(tag: &str) -> Result<Words, String> {
    Words::of(tag).ok_or_else(|| format!("expected one of {}", Words::tags().join(", ")))
}

/// Issues a card. Its files are made first and it is stored last: a card that could not be printed was
/// never issued.
pub fn run(args: &IssueArgs) -> Result<ExitCode, Failure> {
    let auth = args.auth.open()?;
    let (home, center) = (&auth.home, &auth.center);
    let caregiver = caregiver(home, &args.caregiver)?;
    let last = super::last_day(args.expires_on, center)?;
    let own = || Words::for_reader(&caregiver.language, &center.languages);
    let words = args.language.unwrap_or_else(own);
    let address = address(args, center)?;
    let mut out = args.out.as_ref().map(NewFile::make).transpose()?;
    let mut slip = args.pin_slip.as_ref().map(NewFile::make).transpose()?;

    let secrets = Secrets::open(home)?;
    let drawn = auth.read(move |c| draw_card(c, &secrets, &caregiver.id, last, None))?;
    if let (Some(at), Some(file), Some(address)) = (&args.out, &mut out, address) {
        let face = CardFace {
            address,
            code: &drawn.code,
            expires_on: last,
            phone: center.calendar_phone(),
            words,
        };
        file.write(&card(&face)?.to_file(at.format())?)?;
    }
    if let (Some(at), Some(file)) = (&args.pin_slip, &mut slip) {
        file.write(&pin_slip(&drawn.pin, words)?.to_file(at.format())?)?;
    }
    let card = auth.write(move |c| drawn.store(c))?;
    for file in [out, slip].into_iter().flatten() {
        file.keep();
    }
    tell(args, &card, last);
    Ok(ExitCode::SUCCESS)
}

/// The caregiver's fact.
fn caregiver(home: &Home, id: &str) -> Result<CaregiverFact, Failure> {
    let body: Option<String> = working::open(&home.working_db())?
        .query_row(
            "SELECT body FROM fact WHERE kind = 'caregiver' AND id = ?1",
            [id],
            |r| r.get(0),
        )
        .optional()?;
    let body =
        body.ok_or_else(|| format!("--caregiver {id}: no import has a caregiver with this id"))?;
    let fact: CaregiverFact = serde_json::from_str(&body)?;
    if fact.barred {
        return Err("this caregiver is barred; no card is issued".into());
    }
    Ok(fact)
}

/// The address for the card, where one is printed. What stands on it must be there before.
fn address<'a>(
    args: &'a IssueArgs,
    center: &'a CenterConfig,
) -> Result<Option<&'a Address>, Failure> {
    if args.out.is_none() {
        return Ok(None);
    }
    center
        .check_complete()
        .map_err(|missing| format!("center.json: {missing}"))?;
    let address = args.address.as_ref().or(center.address.as_ref());
    Ok(Some(address.ok_or(
        "--out: a card says where families reach the portal: set \"address\" in center.json, \
         such as \"https://portal.example\", or give --address",
    )?))
}

/// Shows what no file holds, once.
fn tell(args: &IssueArgs, card: &IssuedCard, last: Date) {
    match &args.out {
        None => println!("code {}", card.code),
        Some(file) => println!("card {}  {}", &card.code[..4], file.shown()),
    }
    match &args.pin_slip {
        None => println!("pin  {}", card.pin),
        Some(file) => println!("slip       {}", file.shown()),
    }
    println!("good until {last}");
    if args.out.is_none() || args.pin_slip.is_none() {
        println!("What is shown here is shown once.");
    }
    if args.out.is_some() || args.pin_slip.is_some() {
        println!("Print the files, then delete them.");
    }
    println!("Hand over the PIN apart from the card.");
}
