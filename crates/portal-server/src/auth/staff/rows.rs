//! Rows of members of staff.

use portal_types::StaffRole;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::totp::TOTP_SALT_BYTES;
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

const COLUMNS: &str = "SELECT id, user, name, role, language, salt, hash, totp_salt, totp_step, disabled_at IS NOT NULL, \
     last_opened_at, wrong_tries, subject IS NOT NULL FROM staff";

fn read(row: &Row<'_>) -> rusqlite::Result<Staff> {
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
pub fn find(connection: &Connection, user: &str) -> rusqlite::Result<Option<Staff>> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE user = ?1"))?
        .query_row([user], read)
        .optional()
}

/// The member of staff with this id.
///
/// # Errors
/// When the database cannot be read.
pub fn by_id(connection: &Connection, id: &str) -> rusqlite::Result<Option<Staff>> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?
        .query_row([id], read)
        .optional()
}

/// Whether somebody is this person at the identity provider.
///
/// # Errors
/// When the database cannot be read.
pub fn has_subject(connection: &Connection, subject: Option<&str>) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM staff WHERE subject = ?1)")?
        .query_row([subject], |row| row.get(0))
}

/// Every member of staff, by user name.
///
/// # Errors
/// When the database cannot be read.
pub fn list(connection: &Connection) -> rusqlite::Result<Vec<StaffLine>> {
    connection
        .prepare(
            "SELECT user, name, role, disabled_at IS NOT NULL, last_opened_at, wrong_tries,
                (SELECT count(*) FROM assignment a WHERE a.staff_id = s.id AND a.until IS NULL), subject IS NOT NULL
             FROM staff s ORDER BY user",
        )?
        .query_map([], |row| {
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
        })?
        .collect()
}

/// Ends all access of a member of staff at once. `false` when nobody who may sign in has this user name.
///
/// # Errors
/// When the database cannot be written.
pub fn disable(connection: &Connection, user: &str, at: i64) -> rusqlite::Result<bool> {
    let disabled = connection.execute(
        "UPDATE staff SET disabled_at = ?2 WHERE user = ?1 AND disabled_at IS NULL",
        params![user, at],
    )?;
    for sql in [
        "DELETE FROM staff_session WHERE staff_id IN (SELECT id FROM staff WHERE user = ?1)",
        "DELETE FROM device WHERE card_id IN (SELECT id FROM staff WHERE user = ?1)",
    ] {
        connection.execute(sql, [user])?;
    }
    Ok(disabled > 0)
}

/// Lets a disabled member of staff sign in again. `false` when nobody disabled has this user name.
///
/// # Errors
/// When the database cannot be written.
pub fn enable(connection: &Connection, user: &str) -> rusqlite::Result<bool> {
    let enabled = connection.execute(
        "UPDATE staff SET disabled_at = NULL WHERE user = ?1 AND disabled_at IS NOT NULL",
        [user],
    )?;
    Ok(enabled > 0)
}
