//! `portal import`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use portal_server::home::Home;
use portal_server::import::report::{ImportError, Summary};
use portal_server::import::{self, Options};

use super::{Failure, REFUSED};

#[derive(Args)]
pub struct ImportArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// A services directory: HSDS tabular package (folder or zip) or HSDS JSON
    Services(FileArgs),
    /// The case feed (docs/import.md): NDJSON
    Cases(FileArgs),
    /// Visits as FHIR R4 Appointment: a resource, a Bundle or NDJSON (docs/import.md)
    Appointments(FileArgs),
    /// Visits as an iCalendar file (docs/import.md)
    Calendar(FileArgs),
    /// The centre's own playbook (docs/playbook.md): a folder of all its files, or one of them
    Playbook(FileArgs),
}

#[derive(Args)]
struct FileArgs {
    /// The file or folder to import
    path: PathBuf,
    /// The centre's home directory
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
    /// Whose facts these are; they replace that source's earlier ones
    #[arg(long, default_value = "center")]
    source: String,
    /// Only judge the file; change nothing
    #[arg(long)]
    check: bool,
    /// Report as JSON
    #[arg(long)]
    json: bool,
    /// Accept the file but do not publish it yet
    #[arg(long)]
    no_publish: bool,
}

/// Imports a file and reports.
pub fn run(args: &ImportArgs) -> Result<ExitCode, Failure> {
    let (What::Services(file)
    | What::Cases(file)
    | What::Appointments(file)
    | What::Calendar(file)
    | What::Playbook(file)) = &args.what;
    if !import::cases::names::is_key(&file.source) {
        return Err("--source: expected 1 to 64 of the characters A-Z a-z 0-9 . _ -".into());
    }
    let home = Home::at(&file.home);
    if home.begin()? {
        eprintln!(
            "a new home was made; complete {} before serving it",
            home.center_file().display()
        );
    }
    let options = Options {
        source: &file.source,
        check: file.check,
        publish: !file.no_publish,
        now: Timestamp::now(),
    };
    let mut progress = |doing: &str, rows: u64| {
        if rows == 0 {
            eprintln!("{doing} …");
        } else {
            eprintln!("{doing}: {rows} rows …");
        }
    };
    let imported = match &args.what {
        What::Services(_) => import::import_services(&home, &file.path, &options, &mut progress),
        What::Cases(_) => import::import_cases(&home, &file.path, &options, &mut progress),
        What::Appointments(_) => {
            import::import_appointments(&home, &file.path, &options, &mut progress)
        }
        What::Calendar(_) => import::import_calendar(&home, &file.path, &options, &mut progress),
        What::Playbook(_) => import::import_playbook(&home, &file.path, &options, &mut progress),
    };
    report(imported, file.json)
}

fn report(imported: Result<Summary, ImportError>, json: bool) -> Result<ExitCode, Failure> {
    match imported {
        Ok(summary) => {
            if json {
                println!("{}", serde_json::to_string(&summary)?);
            } else {
                println!("{summary}");
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(ImportError::Refused(refusal)) => {
            if json {
                println!("{}", serde_json::to_string(&refusal)?);
            } else {
                eprintln!("{refusal}");
            }
            Ok(ExitCode::from(REFUSED))
        }
        Err(other) => Err(other.into()),
    }
}
