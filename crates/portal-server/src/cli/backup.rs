//! `portal backup` and `portal restore`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use portal_server::auth::access_log::Verdict;
use portal_server::backup::{self, BackupError, Manifest};

use super::database::DatabaseArgs;
use super::{Failure, HomeArgs, REFUSED};

#[derive(Args)]
pub struct BackupArgs {
    #[command(flatten)]
    home: HomeArgs,
    #[command(flatten)]
    database: DatabaseArgs,
    /// The file to write; there must be none of that name
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// The public key of who may open it, from age-keygen; several may each open it alone
    #[arg(long = "recipient", value_name = "age1…", required = true)]
    recipients: Vec<String>,
}

#[derive(Args)]
pub struct RestoreArgs {
    /// The backup
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The file with the private key, from age-keygen
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// Where the home is to be: an empty folder, or none
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
}

/// Backs a home up and tells what is in the file, and what is not.
pub fn back_up(args: &BackupArgs) -> Result<ExitCode, Failure> {
    let home = args.home.open();
    let shared = args.database.url()?.is_some();
    let written = backup::write(&home, &args.to, &args.recipients, Timestamp::now())?;
    println!(
        "backed up {} into {} ({} bytes)",
        contents(&written.manifest),
        args.to.display(),
        written.bytes
    );
    println!("sha256 {}", written.sha256);
    if shared {
        eprintln!(
            "not in it: cards, staff, kiosks and the access log, which are in the database of many centres; docs/database.md says how to back that up"
        );
    } else if !written.manifest.files.contains_key("auth.db") {
        eprintln!("not in it: cards, staff, kiosks and an access log; this home has no auth.db");
    }
    Ok(ExitCode::SUCCESS)
}

/// Restores a home and tells what was proved.
pub fn restore(args: &RestoreArgs) -> Result<ExitCode, Failure> {
    let restored = match backup::restore(&args.from, &args.identity, &args.home) {
        Err(e) if e.is_refusal() => return refused(&e),
        restored => restored?,
    };
    println!(
        "restored {} into {}, as of {}: equal to what was backed up",
        contents(&restored.manifest),
        args.home.display(),
        restored.manifest.made_at
    );
    match restored.log {
        Some(Verdict::Whole(rows)) => println!("access log: {rows} rows, whole"),
        Some(Verdict::BadRow(seq)) => eprintln!(
            "access log: row {seq} does not follow from the one before; it was so when it was backed up"
        ),
        None => println!("access log: none in this backup"),
    }
    Ok(ExitCode::SUCCESS)
}

fn refused(error: &BackupError) -> Result<ExitCode, Failure> {
    eprintln!("portal: {error}");
    Ok(ExitCode::from(REFUSED))
}

fn contents(manifest: &Manifest) -> String {
    let tables = manifest
        .files
        .values()
        .flat_map(|file| file.tables.values());
    let rows: u64 = tables.map(|table| table.rows).sum();
    format!("{} files with {rows} rows", manifest.files.len())
}
