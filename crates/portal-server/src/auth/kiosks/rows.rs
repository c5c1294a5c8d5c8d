//! Kiosks as the centre sees them: adding, renewing, revoking and listing them.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};
use portal_types::EnrolmentCode;

use crate::auth::sessions;
use crate::secrets::{KEY_BYTES, Secrets};

/// Seconds a one-time code is good for.
pub const CODE_GOOD_FOR: i64 = 10 * 60;

/// Characters a kiosk's name has at most.
const LONGEST_NAME: usize = 40;

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum KioskError {
    /// The database.
    #[error("{0}")]
    Database(#[from] AuthDbError),
    /// The system has no random numbers.
    #[error("random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The name cannot be one.
    #[error(
        "name: expected 1 to {LONGEST_NAME} characters, no control characters, no space at an end"
    )]
    Name,
    /// A kiosk has it already.
    #[error("{0}: a kiosk has this name already; renew it, or choose another one")]
    Taken(String),
    /// No kiosk has this name.
    #[error("{0}: no kiosk has this name")]
    Unknown(String),
    /// It was revoked before.
    #[error("{0}: this kiosk is revoked already")]
    Revoked(String),
}

/// Adds a kiosk: the one-time code that enrols it, the only time it is known. `at` is Unix seconds.
///
/// # Errors
/// [`KioskError`]; nothing is written then.
pub fn add(
    sql: &dyn Sql,
    secrets: &Secrets,
    name: &str,
    at: i64,
) -> Result<EnrolmentCode, KioskError> {
    if !is_name(name) {
        return Err(KioskError::Name);
    }
    let code = draw_code()?;
    let id = secrets.opaque_id(&["kiosk", name, &code.symbols()]);
    let added = sql.execute(
        "INSERT INTO kiosk (/*!center_id,*/ id, name, code_hash, code_until, created_at)
             VALUES (/*!:center,*/ ?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (/*!center_id,*/ name) DO NOTHING",
        values![id, name, code_hash(secrets, &code), at + CODE_GOOD_FOR, at],
    )?;
    match added {
        0 => Err(KioskError::Taken(name.to_owned())),
        _ => Ok(code),
    }
}

/// Gives a kiosk another one-time code. The key it has stays good until somebody enrols with the code; a revoked kiosk has
/// none and is good again from then on.
///
/// # Errors
/// [`KioskError`]; nothing is written then.
pub fn renew(
    sql: &dyn Sql,
    secrets: &Secrets,
    name: &str,
    at: i64,
) -> Result<EnrolmentCode, KioskError> {
    let code = draw_code()?;
    let renewed = sql.execute(
        "UPDATE kiosk SET code_hash = ?2, code_until = ?3
             WHERE /*!center_id = :center AND*/ name = ?1",
        values![name, code_hash(secrets, &code), at + CODE_GOOD_FOR],
    )?;
    match renewed {
        0 => Err(KioskError::Unknown(name.to_owned())),
        _ => Ok(code),
    }
}

/// Revokes a kiosk: its next request fails, the family at it is signed out, and an open one-time code is good no more.
/// It is to run inside one transaction.
///
/// # Errors
/// [`KioskError`]; nothing is written then.
pub fn revoke(sql: &dyn Sql, name: &str, at: i64) -> Result<(), KioskError> {
    let line = list(sql, at)?.into_iter().find(|k| k.name == name);
    let line = line.ok_or_else(|| KioskError::Unknown(name.to_owned()))?;
    // One that was renewed since has an open code, which must end as well.
    let revoked = sql.execute(
        "UPDATE kiosk SET revoked_at = ?2, public_key = NULL, code_hash = NULL, code_until = NULL
         WHERE /*!center_id = :center AND*/ id = ?1 AND (revoked_at IS NULL OR code_hash IS NOT NULL)",
        values![line.id, at],
    )?;
    if revoked == 0 {
        return Err(KioskError::Revoked(name.to_owned()));
    }
    Ok(end_sessions(sql, &line.id, at)?)
}

/// Ends whatever goes on at a kiosk. What it signed is remembered for a day, so that none starts twice.
pub(super) fn end_sessions(sql: &dyn Sql, kiosk: &str, at: i64) -> Result<(), AuthDbError> {
    let challenges: Vec<String> = sql.all(
        "SELECT challenge FROM kiosk_session WHERE /*!center_id = :center AND*/ kiosk_id = ?1",
        values![kiosk],
        |row| row.get(0),
    )?;
    for challenge in challenges {
        sessions::end_at_kiosk(sql, &challenge)?;
    }
    sql.execute(
        "UPDATE kiosk_session SET expires_at = ?2
         WHERE /*!center_id = :center AND*/ kiosk_id = ?1 AND expires_at > ?2",
        values![kiosk, at],
    )?;
    Ok(())
}

/// A kiosk in a list; no secrets.
#[derive(Clone, Debug, serde::Serialize)]
pub struct KioskLine {
    /// Opaque id.
    #[serde(skip)]
    pub id: String,
    /// What the centre calls it.
    pub name: String,
    /// `waiting` for its one-time code, `lapsed` when that is too old, `enrolled`, or `revoked`.
    pub state: String,
    /// Unix seconds until which an open one-time code is good.
    pub code_until: Option<i64>,
    /// Unix seconds of the last enrolment.
    pub enrolled_at: Option<i64>,
    /// Unix seconds of the last start.
    pub started_at: Option<i64>,
    /// Unix seconds at which it last said that it is there; it does each minute.
    pub last_seen_at: Option<i64>,
}

/// Every kiosk, by name. `now` is Unix seconds.
///
/// # Errors
/// When the database cannot be read.
pub fn list(sql: &dyn Sql, now: i64) -> Result<Vec<KioskLine>, AuthDbError> {
    sql.all(
        "SELECT id, name,
                CASE WHEN public_key IS NOT NULL THEN 'enrolled' WHEN code_until > ?1 THEN 'waiting'
                     WHEN revoked_at IS NOT NULL THEN 'revoked' ELSE 'lapsed' END,
                CASE WHEN code_until > ?1 THEN code_until END, enrolled_at, started_at, last_seen_at
             FROM kiosk /*!WHERE center_id = :center*/ ORDER BY name /*!COLLATE \"C\"*/",
        values![now],
        |row| {
            Ok(KioskLine {
                id: row.get(0)?,
                name: row.get(1)?,
                state: row.get(2)?,
                code_until: row.get(3)?,
                enrolled_at: row.get(4)?,
                started_at: row.get(5)?,
                last_seen_at: row.get(6)?,
            })
        },
    )
}

fn draw_code() -> Result<EnrolmentCode, getrandom::Error> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    Ok(EnrolmentCode::from_values(random))
}

/// What is stored of a one-time code. It has 80 random bits, so it needs no slow hash.
pub(super) fn code_hash(secrets: &Secrets, code: &EnrolmentCode) -> [u8; KEY_BYTES] {
    secrets.peppered(&[b"kiosk enrolment", code.symbols().as_bytes()])
}

fn is_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.chars().count())
        && name.trim() == name
        && !name.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_is_what_stands_on_one_line() {
        for (name, good) in [
            ("Lobby", true),
            ("Sala de espera 2", true),
            ("بهو", true),
            ("", false),
            (" Lobby", false),
            ("Lob\nby", false),
        ] {
            assert_eq!(is_name(name), good, "{name}");
        }
        assert!(is_name(&"x".repeat(40)) && !is_name(&"x".repeat(41)));
    }
}
