//! Rows of members of staff.

use portal_types::StaffRole;

use super::totp::TOTP_SALT_BYTES;
use crate::auth::db::AuthDbError;
use crate::auth::sql::{Row, Sql, values};
use crate::auth::verifier::Verifier;

/// A role as it stands in the database and in claims.
#[must_use]
pub fn role_word(role: StaffRole) -> &'static str {
    match role {
        StaffRole::Advocate => "advocate",
        StaffRole::Supervisor => "supervisor",
    }
}

/// Reads a role; nothing for a word that is none.
#[must_use]
pub fn role_of(word: &str) -> Option<StaffRole> {
    [StaffRole::Advocate, StaffRole::Supervisor]
        .into_iter()
        .find(|role| role_word(*role) == word)
}

/// A member of staff, as signing in needs them.
#[derive(Clone)]
pub struct Staff {
    /// Random id.
    pub id: String,
    /// User name.
    pub user: String,
    /// As they introduce themselves.
    pub name: String,
    /// What they may do.
    pub role: StaffRole,
    /// BCP 47 tag of the language they read.
    pub language: String,
    /// What the passphrase must meet.
    pub verifier: Verifier,
    /// What the secret of one-time codes grows from.
    pub totp_salt: [u8; TOTP_SALT_BYTES],
    /// The last step whose code was taken.
    pub totp_step: i64,
    /// Whether they may not sign in any more.
    pub disabled: bool,
    /// Unix seconds of the last sign-in.
    pub last_opened_at: Option<i64>,
    /// Wrong tries since then.
    pub wrong_tries: u32,
    /// Whether they sign in at the centre's identity provider, and nowhere else.
    pub at_provider: bool,
}

/// A member of staff in a list; no secrets.
#[derive(Clone, Debug, serde::Serialize)]
pub struct StaffLine {
    /// User name.
    pub user: String,
    /// As they introduce themselves.
    pub name: String,
    /// What they may do.
    pub role: String,
    /// Whether they sign in at the centre's identity provider, and nowhere else.
    pub at_provider: bool,
    /// Whether they may not sign in any more.
    pub disabled: bool,
    /// How many families are assigned to them for good.
    pub families: u32,
    /// Unix seconds of the last sign-in.
    pub last_opened_at: Option<i64>,
    /// Wrong tries since then.
    pub wrong_tries: u32,
}

/// `user` alone is the database's own user in PostgreSQL.
const COLUMNS: &str = "SELECT id, staff.user, name, role, language, salt, hash, totp_salt, totp_step, disabled_at IS NOT NULL, \
     last_opened_at, wrong_tries, subject IS NOT NULL FROM staff";

fn read(row: &dyn Row) -> Result<Staff, AuthDbError> {
    let role: String = row.get(3)?;
    Ok(Staff {
        id: row.get(0)?,
        user: row.get(1)?,
        name: row.get(2)?,
        // A word that is no role gives the least.
        role: role_of(&role).unwrap_or(StaffRole::Advocate),
        language: row.get(4)?,
        verifier: Verifier {
            salt: row.get(5)?,
            hash: row.get(6)?,
        },
        totp_salt: row.get(7)?,
        totp_step: row.get(8)?,
        disabled: row.get(9)?,
        last_opened_at: row.get(10)?,
        wrong_tries: row.get(11)?,
        at_provider: row.get(12)?,
    })
}

/// The member of staff with this user name.
///
/// # Errors
/// When the database cannot be read.
pub fn find(sql: &dyn Sql, user: &str) -> Result<Option<Staff>, AuthDbError> {
    sql.one(
        &format!("{COLUMNS} WHERE /*!center_id = :center AND*/ staff.user = ?1"),
        values![user],
        read,
    )
}

/// The member of staff with this id.
///
/// # Errors
/// When the database cannot be read.
pub fn by_id(sql: &dyn Sql, id: &str) -> Result<Option<Staff>, AuthDbError> {
    sql.one(
        &format!("{COLUMNS} WHERE /*!center_id = :center AND*/ id = ?1"),
        values![id],
        read,
    )
}

/// Whether somebody is this person at the identity provider.
///
/// # Errors
/// When the database cannot be read.
pub fn has_subject(sql: &dyn Sql, subject: Option<&str>) -> Result<bool, AuthDbError> {
    sql.only(
        "SELECT EXISTS (SELECT 1 FROM staff WHERE /*!center_id = :center AND*/ subject = ?1)",
        values![subject],
    )
}

/// Every member of staff, by user name.
///
/// # Errors
/// When the database cannot be read.
pub fn list(sql: &dyn Sql) -> Result<Vec<StaffLine>, AuthDbError> {
    sql.all(
        "SELECT s.user, name, role, disabled_at IS NOT NULL, last_opened_at, wrong_tries,
                (SELECT count(*) FROM assignment a
                 WHERE /*!a.center_id = :center AND*/ a.staff_id = s.id AND a.until IS NULL), subject IS NOT NULL
         FROM staff s /*!WHERE s.center_id = :center*/ ORDER BY s.user /*!COLLATE \"C\"*/",
        values![],
        |row| {
            Ok(StaffLine {
                user: row.get(0)?,
                name: row.get(1)?,
                role: row.get(2)?,
                disabled: row.get(3)?,
                last_opened_at: row.get(4)?,
                wrong_tries: row.get(5)?,
                families: row.get(6)?,
                at_provider: row.get(7)?,
            })
        })
}

/// Ends all access of a member of staff at once. `false` when nobody who may sign in has this user name.
///
/// # Errors
/// When the database cannot be written.
pub fn disable(sql: &dyn Sql, user: &str, at: i64) -> Result<bool, AuthDbError> {
    let disabled = sql.execute(
        "UPDATE staff SET disabled_at = ?2
             WHERE /*!center_id = :center AND*/ staff.user = ?1 AND disabled_at IS NULL",
        values![user, at],
    )?;
    for statement in [
        "DELETE FROM staff_session WHERE /*!center_id = :center AND*/ staff_id IN
             (SELECT id FROM staff WHERE /*!center_id = :center AND*/ staff.user = ?1)",
        "DELETE FROM device WHERE /*!center_id = :center AND*/ card_id IN
             (SELECT id FROM staff WHERE /*!center_id = :center AND*/ staff.user = ?1)",
    ] {
        sql.execute(statement, values![user])?;
    }
    Ok(disabled > 0)
}

/// Lets a disabled member of staff sign in again. `false` when nobody disabled has this user name.
///
/// # Errors
/// When the database cannot be written.
pub fn enable(sql: &dyn Sql, user: &str) -> Result<bool, AuthDbError> {
    let enabled = sql.execute(
        "UPDATE staff SET disabled_at = NULL
             WHERE /*!center_id = :center AND*/ staff.user = ?1 AND disabled_at IS NOT NULL",
        values![user],
    )?;
    Ok(enabled > 0)
}
