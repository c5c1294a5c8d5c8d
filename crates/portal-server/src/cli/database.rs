//! `portal database`, and the option that names a database.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use portal_server::database::{Database, DatabaseError, DatabaseUrl, current, migrate, wait_for};

use super::Failure;

/// A database of many centres. It is read as text, because what cannot be read would be printed with its password.
#[derive(Args, Clone)]
pub struct DatabaseArgs {
    /// PostgreSQL with the facts of many centres; on a command line others can read the password, so name it in the environment
    #[arg(
        long,
        value_name = "URL",
        env = "PORTAL_DATABASE",
        hide_env_values = true
    )]
    database: Option<String>,
}

impl DatabaseArgs {
    /// The database, where one is named.
    pub fn url(&self) -> Result<Option<DatabaseUrl>, DatabaseError> {
        self.database.as_deref().map(str::parse).transpose()
    }

    /// The database that must be named.
    ///
    /// # Errors
    /// When none is, or what is named cannot be read.
    pub fn required(&self) -> Result<DatabaseUrl, DatabaseError> {
        self.url()?.ok_or(DatabaseError::Url)
    }
}

#[derive(Args)]
pub struct DatabaseCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make the roles and the tables of this version, as the database's owner; what is there stays
    Init(DatabaseArgs),
    /// List the centres and what is served of each
    Centers(DatabaseArgs),
}

/// Runs one of the commands.
pub fn run(args: &DatabaseCommand) -> Result<ExitCode, Failure> {
    match &args.what {
        What::Init(database) => {
            let url = database.required()?;
            let applied = wait_for(async || migrate(&Database::open(&url)?).await)?;
            for name in &applied {
                println!("applied {name}");
            }
            if applied.is_empty() {
                println!("ready; nothing was missing");
            }
        }
        What::Centers(database) => {
            let url = database.required()?;
            let centers = wait_for(async || current(&Database::open(&url)?).await)?;
            for center in centers {
                println!(
                    "{:<24} {:>6}  {}",
                    center.center, center.snapshot, center.published_at
                );
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
