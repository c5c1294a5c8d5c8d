//! Members of staff whom the centre's identity provider vouches for.

use portal_types::StaffRole;
use rusqlite::{Connection, OptionalExtension, params};

use super::assignments;
use super::enrol::{self, EnrolError, NewStaff};
use super::rows::{self, Staff, role_word};
use crate::secrets::Secrets;

/// What the provider says of somebody who signed in there.
pub struct Provided {
    /// Who they are there, for good: the claim `sub`.
    pub subject: String,
    /// What their claims allow here.
    pub role: Option<StaffRole>,
    /// Opaque ids of the families their claims name; nothing where families are assigned here alone.
    pub families: Option<Vec<String>>,
    /// Their name.
    pub name: Option<String>,
    /// What their user name here could be, the best first.
    pub user_names: Vec<String>,
    /// BCP 47 tag.
    pub language: String,
}

/// Why they are not let in.
#[derive(Debug, thiserror::Error)]
pub enum NotAdmitted {
    /// Nobody here has this subject, and no claim gives a role; or no claim gives it any more.
    #[error("unknown")]
    Unknown,
    /// They may not sign in.
    #[error("disabled")]
    Disabled,
    /// They could not be added.
    #[error("{0}")]
    NotAdded(#[from] EnrolError),
}

impl From<rusqlite::Error> for NotAdmitted {
    fn from(error: rusqlite::Error) -> Self {
        Self::NotAdded(error.into())
    }
}

/// Finds the member of staff by subject, or adds one when the claims give a role, and takes over what the claims say.
///
/// Somebody added by the centre keeps the role the centre gave. Somebody who came by their claims has the role that
/// these give, and goes with it.
///
/// # Errors
/// [`NotAdmitted`]; nothing is changed then.
pub fn admit(
    connection: &Connection,
    secrets: &Secrets,
    person: &Provided,
    now: i64,
) -> Result<Staff, NotAdmitted> {
    let known = connection
        .prepare_cached(
            "SELECT id, disabled_at IS NOT NULL, claimed IS NOT NULL FROM staff WHERE subject = ?1",
        )?
        .query_row([&person.subject], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let id = match (known, person.role) {
        (Some((_, true, _)), _) => return Err(NotAdmitted::Disabled),
        (Some((id, false, false)), _) => id,
        (Some((id, false, true)), Some(role)) => {
            follow_claims(connection, &id, role, person.name.as_deref())?;
            id
        }
        (None, Some(role)) => add(connection, secrets, person, role, now)?,
        (Some((_, false, true)) | None, None) => return Err(NotAdmitted::Unknown),
    };
    if let Some(families) = &person.families {
        assignments::take_claims(connection, &id, families)?;
    }
    rows::by_id(connection, &id)?.ok_or(NotAdmitted::Unknown)
}

fn follow_claims(
    connection: &Connection,
    id: &str,
    role: StaffRole,
    name: Option<&str>,
) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE staff SET role = ?2, name = coalesce(?3, name) WHERE id = ?1",
        params![id, role_word(role), name],
    )?;
    Ok(())
}

/// Their user name is never one that somebody has: whoever is named alike at the provider is somebody else here.
fn add(
    connection: &Connection,
    secrets: &Secrets,
    person: &Provided,
    role: StaffRole,
    now: i64,
) -> Result<String, NotAdmitted> {
    let mut user = secrets.opaque_id(&["provided", &person.subject]);
    for name in person.user_names.iter().filter(|name| enrol::is_user(name)) {
        if rows::find(connection, name)?.is_none() {
            user.clone_from(name);
            break;
        }
    }
    let new = NewStaff {
        user: &user,
        name: person.name.as_deref().unwrap_or(&user),
        role,
        language: &person.language,
        subject: Some(&person.subject),
    };
    enrol::enrol(connection, secrets, &new, None, None, now)?;
    connection.execute("UPDATE staff SET claimed = 1 WHERE user = ?1", [&user])?;
    let added = rows::find(connection, &user)?.ok_or(NotAdmitted::Unknown)?;
    Ok(added.id)
}
