//! Adding a member of staff, and giving one new keys.

use crate::auth::db::AuthDbError;
use crate::auth::sql::{Sql, values};
use portal_types::StaffRole;

use super::keys::{Door, Keys, draw};
use super::passphrase::{LONGEST, SHORTEST, Typed};
use super::rows::{self, role_word};
use crate::secrets::Secrets;

/// Somebody new.
pub struct NewStaff<'a> {
    /// User name: letters, digits, dot, dash and underscore, in lower case.
    pub user: &'a str,
    /// As they introduce themselves.
    pub name: &'a str,
    /// What they may do.
    pub role: StaffRole,
    /// BCP 47 tag.
    pub language: &'a str,
    /// Who they are at the centre's identity provider, if they sign in there.
    pub subject: Option<&'a str>,
}

/// The keys of a member of staff: the only time they are known.
pub struct Enrolled {
    /// The passphrase; nothing for somebody who signs in at the identity provider.
    pub passphrase: Option<String>,
    /// The secret of one-time codes, base 32.
    pub totp_secret: String,
}

/// Why nobody was added.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The database.
    #[error("{0}")]
    Database(#[from] AuthDbError),
    /// The system has no random numbers.
    #[error("random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The hash could not be computed.
    #[error("passphrase hash: {0}")]
    Hash(#[from] argon2::Error),
    /// The user name cannot be one.
    #[error(
        "user name: expected 1 to 64 of the letters a to z, digits, dot, dash, underscore and @"
    )]
    User,
    /// Somebody has it already.
    #[error("user name: somebody has it already")]
    Taken,
    /// The passphrase cannot be one.
    #[error(
        "passphrase: expected {SHORTEST} to {LONGEST} characters that are hard to guess: no common password, no pattern, and more than words of the place and the person"
    )]
    Passphrase,
    /// Somebody who signs in at the identity provider has none.
    #[error("passphrase: whoever signs in at the identity provider has none here")]
    AtProvider,
    /// Somebody is this person at the identity provider already.
    #[error("subject: somebody has it already")]
    SubjectTaken,
    /// Nobody has this user name.
    #[error("user name: nobody has it")]
    Unknown,
}

/// Adds a member of staff. Without a passphrase one is drawn. With a `seed` everything grows from it instead of
/// being drawn, for a demo. Whoever signs in at the identity provider gets a verifier that nothing meets, so that no
/// passphrase lets them in past the provider's own checks.
///
/// # Errors
/// [`EnrolError`]; nothing is written then.
pub fn enrol(
    sql: &dyn Sql,
    secrets: &Secrets,
    new: &NewStaff<'_>,
    typed: Option<Typed<'_>>,
    seed: Option<&[u8]>,
    at: i64,
) -> Result<Enrolled, EnrolError> {
    if !is_user(new.user) {
        return Err(EnrolError::User);
    }
    if rows::find(sql, new.user)?.is_some() {
        return Err(EnrolError::Taken);
    }
    if rows::has_subject(sql, new.subject)? {
        return Err(EnrolError::SubjectTaken);
    }
    let id = secrets.opaque_id(&["staff", new.user, &hex(&draw(secrets, seed, b"id")?)]);
    let door = Door::of(new.subject.is_some(), typed, [new.user, new.name])?;
    let keys = Keys::make(secrets, &id, new.user, door, seed)?;
    sql.execute(
        "INSERT INTO staff
             (/*!center_id,*/ id, \"user\", name, role, language, salt, hash, totp_salt, subject, created_at)
         VALUES (/*!:center,*/ ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        values![
            id,
            new.user,
            new.name,
            role_word(new.role),
            new.language,
            keys.verifier.salt,
            keys.verifier.hash,
            keys.totp_salt,
            new.subject,
            at
        ])?;
    Ok(keys.enrolled)
}

/// Gives a member of staff another passphrase and another secret, and ends their sessions. Whoever signs in at the
/// identity provider gets the secret alone.
///
/// # Errors
/// [`EnrolError`]; nothing is written then.
pub fn renew_keys(
    sql: &dyn Sql,
    secrets: &Secrets,
    user: &str,
    typed: Option<Typed<'_>>,
) -> Result<Enrolled, EnrolError> {
    let staff = rows::find(sql, user)?.ok_or(EnrolError::Unknown)?;
    let door = Door::of(staff.at_provider, typed, [user, &staff.name])?;
    let keys = Keys::make(secrets, &staff.id, user, door, None)?;
    sql.execute(
        "UPDATE staff SET salt = ?2, hash = ?3, totp_salt = ?4, totp_step = 0, wrong_tries = 0
             WHERE /*!center_id = :center AND*/ id = ?1",
        values![
            staff.id,
            keys.verifier.salt,
            keys.verifier.hash,
            keys.totp_salt
        ],
    )?;
    for statement in [
        "DELETE FROM staff_session WHERE /*!center_id = :center AND*/ staff_id = ?1",
        "DELETE FROM device WHERE /*!center_id = :center AND*/ card_id = ?1",
        "DELETE FROM attempt WHERE /*!center_id = :center AND*/ card_id = ?1",
    ] {
        sql.execute(statement, values![&staff.id])?;
    }
    Ok(keys.enrolled)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Whether this can be a user name.
#[must_use]
pub fn is_user(user: &str) -> bool {
    let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_@".contains(&b);
    (1..=64).contains(&user.len()) && user.bytes().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_are_plain() {
        for (user, good) in [
            ("dana", true),
            ("dana.w@example.org", true),
            ("", false),
            ("Dana", false),
            ("dana w", false),
            ("dána", false),
        ] {
            assert_eq!(is_user(user), good, "{user}");
        }
    }
}
