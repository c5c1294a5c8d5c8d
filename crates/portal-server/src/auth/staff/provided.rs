//! Members of staff whom the centre's identity provider vouches for.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};
use portal_types::StaffRole;

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

impl From<AuthDbError> for NotAdmitted {
    fn from(error: AuthDbError) -> Self {
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
    sql: &dyn Sql,
    secrets: &Secrets,
    person: &Provided,
    now: i64,
) -> Result<Staff, NotAdmitted> {
    let known = sql.one(
        "SELECT id, disabled_at IS NOT NULL, claimed IS NOT NULL FROM staff
             WHERE /*!center_id = :center AND*/ subject = ?1",
        values![&person.subject],
        |row| Ok((row.get::<String>(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let id = match (known, person.role) {
        (Some((_, true, _)), _) => return Err(NotAdmitted::Disabled),
        (Some((id, false, false)), _) => id,
        (Some((id, false, true)), Some(role)) => {
            follow_claims(sql, &id, role, person.name.as_deref())?;
            id
        }
        (None, Some(role)) => add(sql, secrets, person, role, now)?,
        (Some((_, false, true)) | None, None) => return Err(NotAdmitted::Unknown),
    };
    if let Some(families) = &person.families {
        assignments::take_claims(sql, &id, families)?;
    }
    rows::by_id(sql, &id)?.ok_or(NotAdmitted::Unknown)
}

fn follow_claims(
    sql: &dyn Sql,
    id: &str,
    role: StaffRole,
    name: Option<&str>,
) -> Result<(), AuthDbError> {
    sql.execute(
        "UPDATE staff SET role = ?2, name = coalesce(?3, name)
             WHERE /*!center_id = :center AND*/ id = ?1",
        values![id, role_word(role), name],
    )?;
    Ok(())
}

/// Their user name is never one that somebody has: whoever is named alike at the provider is somebody else here.
fn add(
    sql: &dyn Sql,
    secrets: &Secrets,
    person: &Provided,
    role: StaffRole,
    now: i64,
) -> Result<String, NotAdmitted> {
    let mut user = secrets.opaque_id(&["provided", &person.subject]);
    for name in person.user_names.iter().filter(|name| enrol::is_user(name)) {
        if rows::find(sql, name)?.is_none() {
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
    enrol::enrol(sql, secrets, &new, None, None, now)?;
    sql.execute(
        "UPDATE staff SET claimed = 1 WHERE /*!center_id = :center AND*/ staff.user = ?1",
        values![&user],
    )?;
    let added = rows::find(sql, &user)?.ok_or(NotAdmitted::Unknown)?;
    Ok(added.id)
}
