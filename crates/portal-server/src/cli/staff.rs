//! `portal staff`.

use std::io;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;
use portal_server::auth::db::AuthDbError;
use portal_server::auth::sql::Sql;
use portal_server::auth::staff::{self, Enrolled, NewStaff, Typed, assignments};
use portal_server::auth::throttle;
use portal_server::import::working;
use portal_server::secrets::Secrets;
use portal_types::StaffRole;
use rusqlite::OptionalExtension;

use super::Failure;
use super::auth::AuthArgs;

#[derive(Args)]
pub struct StaffArgs {
    #[command(subcommand)]
    command: StaffCommand,
}

#[derive(Subcommand)]
enum StaffCommand {
    /// Add a member of staff; prints passphrase and the secret of one-time codes once, unless they sign in elsewhere
    Add(AddArgs),
    /// List members of staff; no secrets
    List(ListArgs),
    /// Assign families to a member of staff, or take them away
    Assign(AssignArgs),
    /// End all access of a member of staff at once
    Disable(UserArgs),
    /// Let a disabled member of staff sign in again
    Enable(UserArgs),
    /// Give a member of staff another passphrase and secret, or the secret alone where they sign in elsewhere; their
    /// sessions end
    NewKeys(KeysArgs),
    /// Let devices a member of staff has not signed in on try again, after strangers used up their tries
    Rearm(UserArgs),
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleName {
    /// Sees the families assigned to them
    Advocate,
    /// May open another family in an emergency, for a reason that is logged
    Supervisor,
}

impl From<RoleName> for StaffRole {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Advocate => Self::Advocate,
            RoleName::Supervisor => Self::Supervisor,
        }
    }
}

#[derive(Args, Clone)]
struct AddArgs {
    #[command(flatten)]
    keys: KeysArgs,
    /// As they introduce themselves
    #[arg(long)]
    name: String,
    /// What they may do
    #[arg(long, value_enum, default_value = "advocate")]
    role: RoleName,
    /// The language they read, a BCP 47 tag
    #[arg(long, default_value = "en")]
    language: String,
    /// Who they are at the centre's identity provider, the claim `sub`: they sign in there and have no passphrase
    #[arg(long, value_name = "SUB", conflicts_with = "passphrase_stdin")]
    subject: Option<String>,
}

#[derive(Args, Clone)]
struct KeysArgs {
    #[command(flatten)]
    who: UserArgs,
    /// Read the passphrase from standard input (15 characters or more, hard to guess) instead of drawing one
    #[arg(long)]
    passphrase_stdin: bool,
}

#[derive(Args)]
struct ListArgs {
    #[command(flatten)]
    auth: AuthArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args, Clone)]
struct UserArgs {
    #[command(flatten)]
    auth: AuthArgs,
    /// User name
    #[arg(long)]
    user: String,
}

#[derive(Args)]
struct AssignArgs {
    #[command(flatten)]
    who: UserArgs,
    /// The families' ids in the case feed
    #[arg(long = "family", value_name = "ID", required = true, num_args = 1..)]
    families: Vec<String>,
    /// Take them away instead
    #[arg(long)]
    remove: bool,
}

/// Does what `portal staff` was asked for.
pub fn run(args: &StaffArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        StaffCommand::Add(args) => add(args)?,
        StaffCommand::List(args) => list(args)?,
        StaffCommand::Assign(args) => assign(args)?,
        StaffCommand::NewKeys(args) => new_keys(args)?,
        StaffCommand::Disable(who) => {
            let at = Timestamp::now().as_second();
            let user = who.user.clone();
            if !who
                .auth
                .open()?
                .write(move |c| staff::disable(c, &user, at))?
            {
                return Err(nobody(&who.user));
            }
            println!("disabled; all sessions of {} have ended", who.user);
        }
        StaffCommand::Enable(who) => {
            let user = who.user.clone();
            if !who.auth.open()?.write(move |c| staff::enable(c, &user))? {
                return Err(format!("--user {}: nobody disabled has this name", who.user).into());
            }
            println!("{} may sign in again", who.user);
        }
        StaffCommand::Rearm(who) => {
            let user = who.user.clone();
            let rearm = move |c: &dyn Sql| -> Result<_, AuthDbError> {
                let known = staff::find(c, &user)?;
                known
                    .map(|known| throttle::give_back(c, &known.id, None))
                    .transpose()
            };
            let rearmed = who.auth.open()?.write(rearm)?;
            rearmed.ok_or_else(|| nobody(&who.user))?;
            println!("re-armed; devices {} has not used may try again", who.user);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn nobody(user: &str) -> Failure {
    format!("--user {user}: nobody who may sign in has this name").into()
}

fn add(args: &AddArgs) -> Result<(), Failure> {
    let auth = args.keys.who.auth.open()?;
    let secrets = Secrets::open(&auth.home)?;
    let (typed, place) = (typed(&args.keys)?, auth.center.name.clone());
    let (asked, at) = (args.clone(), Timestamp::now().as_second());
    let keys = auth.write(move |c| {
        let new = NewStaff {
            user: &asked.keys.who.user,
            name: &asked.name,
            role: asked.role.into(),
            language: &asked.language,
            subject: asked.subject.as_deref(),
        };
        staff::enrol(c, &secrets, &new, told(&typed, &place), None, at)
    })?;
    show(&args.keys, &keys);
    Ok(())
}

fn new_keys(args: &KeysArgs) -> Result<(), Failure> {
    let auth = args.who.auth.open()?;
    let (typed, place) = (typed(args)?, auth.center.name.clone());
    let (secrets, user) = (Secrets::open(&auth.home)?, args.who.user.clone());
    let keys = auth.write(move |c| staff::renew_keys(c, &secrets, &user, told(&typed, &place)))?;
    show(args, &keys);
    Ok(())
}

/// The first line of standard input, when asked for: an argument would stand in the list of processes.
fn typed(args: &KeysArgs) -> Result<Option<String>, Failure> {
    if !args.passphrase_stdin {
        return Ok(None);
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
}

fn told<'a>(typed: &'a Option<String>, place: &'a str) -> Option<Typed<'a>> {
    let text = typed.as_deref()?;
    Some(Typed { text, place })
}

fn show(args: &KeysArgs, keys: &Enrolled) {
    println!("user        {}", args.who.user);
    match &keys.passphrase {
        Some(passphrase) if !args.passphrase_stdin => println!("passphrase  {passphrase}"),
        Some(_) => {}
        None => println!(
            "signs in at the identity provider; the secret is asked for in an emergency alone"
        ),
    }
    println!(
        "secret      {}\nThe secret goes into an authenticator app (time-based, six digits). These are shown once.",
        keys.totp_secret
    );
}

fn list(args: &ListArgs) -> Result<(), Failure> {
    let lines = args.auth.open()?.read(staff::list)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&lines)?);
        return Ok(());
    }
    for line in lines {
        let at = if line.at_provider {
            ", at the identity provider"
        } else {
            ""
        };
        let state = if line.disabled { "disabled" } else { "good" };
        println!(
            "{}  {}  {}  {state}{at}  families: {}  wrong tries since last sign-in: {}",
            line.user, line.name, line.role, line.families, line.wrong_tries
        );
    }
    Ok(())
}

/// All families or none: one that does not exist is named, and nothing is changed.
fn assign(args: &AssignArgs) -> Result<(), Failure> {
    let (auth, user) = (args.who.auth.open()?, &args.who.user);
    let asked = user.clone();
    let known = auth.read(move |c| staff::find(c, &asked))?;
    let known = known.ok_or_else(|| nobody(user))?;
    let secrets = Secrets::open(&auth.home)?;
    let working = working::open(&auth.home.working_db())?;
    let mut families = Vec::new();
    for family in &args.families {
        let exists = working
            .query_row(
                "SELECT 1 FROM fact WHERE kind = 'family' AND id = ?1",
                [family],
                |_| Ok(()),
            )
            .optional()?;
        if exists.is_none() && !args.remove {
            return Err(format!("--family {family}: no import has a family with this id").into());
        }
        families.push(secrets.opaque_id(&["family", "", family]));
    }
    let remove = args.remove;
    let change = move |c: &dyn Sql| -> Result<u32, AuthDbError> {
        let mut changed = 0;
        for family in &families {
            changed += u32::from(match remove {
                true => assignments::unassign(c, &known.id, family)?,
                false => assignments::assign(c, &known.id, family)?,
            });
        }
        Ok(changed)
    };
    let changed = auth.write(change)?;
    let what = if args.remove {
        "taken away from"
    } else {
        "assigned to"
    };
    println!("{changed} {what} {user}");
    Ok(())
}
