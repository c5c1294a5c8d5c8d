//! `portal card issue`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use portal_server::auth::{IssuedCard, db, issue_card};
use portal_server::home::Home;
use portal_server::import::working;
use portal_server::secrets::Secrets;
use rusqlite::OptionalExtension;

use crate::cli::Failure;

#[derive(Args)]
pub struct IssueArgs {
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
    /// The caregiver's id in the case feed
    #[arg(long)]
    caregiver: String,
    /// Last day the card is good; 90 days from today unless given
    #[arg(long, value_name = "DATE")]
    expires_on: Option<Date>,
}

/// Issues a card and shows its secrets.
pub fn run(args: &IssueArgs) -> Result<ExitCode, Failure> {
    let home = Home::at(&args.home);
    let center = home.center()?;
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
    let expires_on = super::last_day(args.expires_on, &center)?;
    let connection = db::connect(&home.auth_db())?;
    let secrets = Secrets::open(&home)?;
    let IssuedCard { code, pin } =
        issue_card(&connection, &secrets, &args.caregiver, expires_on, None)?;
    println!(
        "code {code}\npin  {pin}\ngood until {expires_on}\nThese are shown once. Hand over the PIN apart from the card."
    );
    Ok(ExitCode::SUCCESS)
}
