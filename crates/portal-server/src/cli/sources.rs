//! `portal sources`.

use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use portal_server::home::Home;
use portal_server::import::sources::{self, Source};
use portal_server::import::working;

use super::{Failure, table};

#[derive(Args)]
pub struct SourcesArgs {
    #[command(flatten)]
    home: super::HomeArgs,
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
}

/// Prints what each source delivered last.
pub fn run(args: &SourcesArgs) -> Result<ExitCode, Failure> {
    let home = args.home.open();
    let sources = known(&home)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&sources)?);
        return Ok(ExitCode::SUCCESS);
    }
    let now = Timestamp::now();
    let mut rows =
        vec![["SOURCE", "SENDS", "LAST GOOD", "ROWS", "SET ASIDE", "STATE"].map(String::from)];
    rows.extend(sources.iter().map(|source| row(source, now)));
    table::print(&rows);
    Ok(ExitCode::SUCCESS)
}

fn known(home: &Home) -> Result<Vec<Source>, Failure> {
    home.center()?;
    Ok(sources::list(home, &working::open(&home.working_db())?)?)
}

fn row(source: &Source, now: Timestamp) -> [String; 6] {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let time =
        |at: Option<Timestamp>| or_dash(at.map(|at| at.strftime("%Y-%m-%d %H:%MZ").to_string()));
    let mut states = Vec::new();
    if source.settings_broken {
        states.push("settings cannot be read".to_owned());
    }
    if source.is_late(now) {
        states.push("late".to_owned());
    }
    if source.is_refused() {
        let why = source.last_refused_why.clone().unwrap_or_default();
        states.push(format!("refused {}: {why}", time(source.last_refused_at)));
    }
    if states.is_empty() {
        states.push("good".to_owned());
    }
    [
        source.name.clone(),
        or_dash(source.what.clone()),
        time(source.last_good_at),
        source.rows.to_string(),
        source.set_aside_total().to_string(),
        states.join("; "),
    ]
}
