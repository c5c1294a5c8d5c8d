//! `portal log`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use portal_server::auth::access_log::{self, Told, Verdict};
use portal_server::auth::staff;
use portal_server::import::working;
use portal_server::secrets::Secrets;

use super::auth::{Auth, AuthArgs};
use super::{Failure, REFUSED};

#[derive(Args)]
pub struct LogArgs {
    #[command(subcommand)]
    command: LogCommand,
}

#[derive(Subcommand)]
enum LogCommand {
    /// Check that no row of the access log was changed or removed
    Verify(AuthArgs),
    /// Tell who looked at a family, and when: what its caregivers may be told
    Family(FamilyArgs),
    /// List every family that was opened in an emergency, by whom and why
    Emergencies(AuthArgs),
}

#[derive(Args)]
struct FamilyArgs {
    #[command(flatten)]
    auth: AuthArgs,
    /// The family's id in the case feed
    #[arg(long)]
    family: String,
}

/// Does what `portal log` was asked for.
pub fn run(args: &LogArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        LogCommand::Verify(home) => verify(home),
        LogCommand::Family(family) => who_looked(family),
        LogCommand::Emergencies(home) => emergencies(home),
    }
}

fn verify(args: &AuthArgs) -> Result<ExitCode, Failure> {
    match args.open()?.read(access_log::verify)? {
        Verdict::Whole(rows) => {
            println!("access log: {rows} rows, whole");
            Ok(ExitCode::SUCCESS)
        }
        Verdict::BadRow(seq) => {
            eprintln!(
                "access log: row {seq} does not follow from the one before: it, or one before it, was changed or removed"
            );
            Ok(ExitCode::from(REFUSED))
        }
    }
}

fn who_looked(args: &FamilyArgs) -> Result<ExitCode, Failure> {
    let names = Names::read(args.auth.open()?, Some(&args.family))?;
    let family = names.secrets.opaque_id(&["family", "", &args.family]);
    let rows = names
        .auth
        .read(move |c| access_log::of_family(c, &family))?;
    for row in rows {
        println!("{}", names.line(&row)?);
    }
    Ok(ExitCode::SUCCESS)
}

fn emergencies(args: &AuthArgs) -> Result<ExitCode, Failure> {
    let names = Names::read(args.open()?, None)?;
    for row in names.auth.read(access_log::emergencies)? {
        println!("{}", names.line(&row)?);
    }
    Ok(ExitCode::SUCCESS)
}

/// What turns opaque ids back into what the centre calls people.
struct Names {
    auth: Auth,
    zone: TimeZone,
    secrets: Secrets,
    /// Opaque id and label of the caregivers that are named.
    caregivers: Vec<(String, String)>,
}

impl Names {
    fn read(auth: Auth, family: Option<&str>) -> Result<Self, Failure> {
        let zone = auth.center.zone();
        let secrets = Secrets::open(&auth.home)?;
        let working = working::open(&auth.home.working_db())?;
        let mut caregivers = Vec::new();
        let mut statement = working.prepare(
            "SELECT id, json_extract(body, '$.label') FROM fact WHERE kind = 'caregiver' AND family = ?1",
        )?;
        let mut rows = statement.query([family])?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            caregivers.push((secrets.opaque_id(&["caregiver", "", &id]), row.get(1)?));
        }
        Ok(Self {
            auth,
            zone,
            secrets,
            caregivers,
        })
    }

    fn line(&self, row: &Told) -> Result<String, Failure> {
        let at = Timestamp::from_second(row.at)?.to_zoned(self.zone.clone());
        let label = self.caregivers.iter().find(|(id, _)| *id == row.who);
        let who = match label {
            Some((_, label)) => label.clone(),
            None => {
                let who = row.who.clone();
                let member = self.auth.read(move |c| staff::by_id(c, &who))?;
                member.map_or_else(|| row.who.clone(), |member| member.name)
            }
        };
        let at = at.strftime("%Y-%m-%d %H:%M");
        let kind = row.kind.replace('_', " ");
        Ok(format!(
            "{at}  {kind}  {who}  {}  {}",
            row.what, row.outcome
        ))
    }
}
