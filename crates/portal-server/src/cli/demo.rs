//! `portal demo`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use portal_server::demo;
use portal_server::home::Home;

use super::Failure;
use super::database::DatabaseArgs;

#[derive(Args)]
pub struct DemoArgs {
    /// Where the demo centre is made; must be empty or a demo home
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
    /// The day the demo's story is told on
    #[arg(long, value_name = "RFC3339")]
    clock: Option<Timestamp>,
    /// Print centre and cards as JSON
    #[arg(long)]
    json: bool,
}

/// Makes the demo centre and tells its cards.
pub fn run(args: &DemoArgs) -> Result<ExitCode, Failure> {
    let home = Home::at(&args.home).publishing_to(args.database.url()?);
    let made = demo::make(&home, args.clock.unwrap_or_else(Timestamp::now))?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&made)?);
    } else {
        println!("demo centre in {}", args.home.display());
        for card in &made.caregivers {
            println!(
                "{:<16} {:<10} {:<3} {}  {}",
                card.family, card.label, card.language, card.code, card.pin
            );
        }
        for kiosk in &made.kiosks {
            println!(
                "kiosk {:<10} {}  good for ten minutes",
                kiosk.name, kiosk.enrolment_code
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}
