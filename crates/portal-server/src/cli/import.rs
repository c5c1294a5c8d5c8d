//! `portal import`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use portal_server::home::Home;
use portal_server::import::report::{ImportError, Summary};
use portal_server::import::settings::SourceSettings;
use portal_server::import::{self, Options};

use super::database::DatabaseArgs;
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
    /// The case feed (docs/import.md): NDJSON, or a folder, zip or file of CSV tables
    Cases(CasesArgs),
    /// Visits as FHIR R4 Appointment: a resource, a Bundle or NDJSON (docs/visits.md)
    Appointments(FileArgs),
    /// Visits as an iCalendar file (docs/visits.md)
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
    #[command(flatten)]
    database: DatabaseArgs,
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

#[derive(Args)]
struct CasesArgs {
    #[command(flatten)]
    file: FileArgs,
    /// How the source's own tables are read; unless given, as the home's sources/NAME.json says
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
}

/// Imports a file and reports.
pub fn run(args: &ImportArgs) -> Result<ExitCode, Failure> {
    let (What::Services(file)
    | What::Cases(CasesArgs { file, .. })
    | What::Appointments(file)
    | What::Calendar(file)
    | What::Playbook(file)) = &args.what;
    if !import::cases::names::is_key(&file.source) {
        return Err("--source: expected 1 to 64 of the characters A-Z a-z 0-9 . _ -".into());
    }
    let home = Home::at(&file.home).publishing_to(file.database.url()?);
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
        What::Cases(cases) => import_cases(&home, cases, &options, &mut progress),
        What::Appointments(_) => {
            import::import_appointments(&home, &file.path, &options, &mut progress)
        }
        What::Calendar(_) => import::import_calendar(&home, &file.path, &options, &mut progress),
        What::Playbook(_) => import::import_playbook(&home, &file.path, &options, &mut progress),
    };
    report(imported, file.json)
}

fn import_cases(
    home: &Home,
    args: &CasesArgs,
    options: &Options<'_>,
    progress: import::Progress<'_>,
) -> Result<Summary, ImportError> {
    let path = &args.file.path;
    match &args.mapping {
        None => import::import_cases(home, path, options, progress),
        Some(mapping) => {
            let settings = SourceSettings::read_file(mapping)?;
            import::import_cases_as(home, path, &settings, options, progress)
        }
    }
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
