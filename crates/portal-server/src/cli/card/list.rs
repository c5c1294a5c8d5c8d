//! `portal card list`.

use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use portal_server::auth::cards::{self, CardLine};
use portal_types::CardState;
use serde::Serialize;

use crate::cli::auth::AuthArgs;
use crate::cli::{Failure, table};

#[derive(Args)]
pub struct ListArgs {
    #[command(flatten)]
    auth: AuthArgs,
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
}

/// A card as it is listed, on the terminal and as JSON.
#[derive(Serialize)]
struct Listed {
    /// First four symbols of the code.
    selector: String,
    /// Opaque id of the caregiver.
    caregiver: String,
    state: CardState,
    /// Last day it is good, ISO.
    expires_on: String,
    /// Day of the last sign-in in the centre's zone, ISO.
    last_opened_on: Option<Date>,
    /// Since then.
    wrong_tries: u32,
}

/// Prints every card, the newest first.
pub fn run(args: &ListArgs) -> Result<ExitCode, Failure> {
    let auth = args.auth.open()?;
    let (zone, today) = (auth.center.zone(), super::today(&auth.center));
    let lines = auth.read(move |c| cards::list(c, today))?;
    let listed: Vec<Listed> = lines.into_iter().map(|line| of(line, &zone)).collect();
    if args.json {
        println!("{}", serde_json::to_string_pretty(&listed)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut rows = vec![
        [
            "CARD",
            "STATE",
            "GOOD UNTIL",
            "LAST OPENED",
            "WRONG TRIES SINCE",
        ]
        .map(String::from),
    ];
    rows.extend(listed.iter().map(row));
    table::print(&rows);
    Ok(ExitCode::SUCCESS)
}

fn of(line: CardLine, zone: &TimeZone) -> Listed {
    let day = |second| {
        Some(
            Timestamp::from_second(second)
                .ok()?
                .to_zoned(zone.clone())
                .date(),
        )
    };
    Listed {
        selector: line.selector,
        caregiver: line.caregiver,
        state: line.state,
        expires_on: line.expires_on,
        last_opened_on: line.last_opened_at.and_then(day),
        wrong_tries: line.wrong_tries,
    }
}

fn row(card: &Listed) -> [String; 5] {
    let opened = card.last_opened_on.map(|day| day.to_string());
    [
        card.selector.clone(),
        cards::state_word(card.state).to_owned(),
        card.expires_on.clone(),
        opened.unwrap_or_else(|| "-".to_owned()),
        card.wrong_tries.to_string(),
    ]
}
