//! Adding a member of staff, and giving one new keys.

use portal_types::StaffRole;
use rusqlite::{Connection, params};

use super::rows::{self, role_word};
use super::totp::{self, TOTP_SALT_BYTES};
use crate::auth::verifier::{SALT_BYTES, Verifier};
use crate::secrets::Secrets;

/// Characters a passphrase has at least (NIST SP 800-63B-4, 3.1.1.2: 15 where it might be the only factor).
pub const SHORTEST_PASSPHRASE: usize = 15;

/// Characters a passphrase has at most: a sign-in's body must take it.
pub const LONGEST_PASSPHRASE: usize = 256;

/// Symbols of a passphrase that is drawn here: 100 bits in groups of four.
const DRAWN_SYMBOLS: usize = 20;

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
    /// The passphrase.
    pub passphrase: String,
    /// The secret of one-time codes, base 32.
    pub totp_secret: String,
}

/// Why nobody was added.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// The database.
    #[error("{0}")]
    Database(#[from] rusqlite::Error),
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
        "passphrase: expected {SHORTEST_PASSPHRASE} to {LONGEST_PASSPHRASE} characters, at least 5 of them different, and not the user name"
    )]
    Passphrase,
    /// Nobody has this user name.
    #[error("user name: nobody has it")]
    Unknown,
}

/// Adds a member of staff. Without a passphrase one is drawn. With a `seed` everything grows from it instead of
/// being drawn, for a demo.
///
/// # Errors
/// [`EnrolError`]; nothing is written then.
pub fn enrol(
    connection: &Connection,
    secrets: &Secrets,
    new: &NewStaff<'_>,
    passphrase: Option<&str>,
    seed: Option<&[u8]>,
    at: i64,
) -> Result<Enrolled, EnrolError> {
    if !is_user(new.user) {
        return Err(EnrolError::User);
    }
    if rows::find(connection, new.user)?.is_some() {
        return Err(EnrolError::Taken);
    }
    let id = secrets.opaque_id(&["staff", new.user, &hex(&draw(secrets, seed, b"id")?)]);
    let keys = Keys::make(secrets, &id, new.user, passphrase, seed)?;
    connection.execute(
        "INSERT INTO staff (id, user, name, role, language, salt, hash, totp_salt, subject, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
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
        ],
    )?;
    Ok(keys.enrolled)
}

/// Gives a member of staff another passphrase and another secret, and ends their sessions.
///
/// # Errors
/// [`EnrolError`]; nothing is written then.
pub fn renew_keys(
    connection: &Connection,
    secrets: &Secrets,
    user: &str,
    passphrase: Option<&str>,
) -> Result<Enrolled, EnrolError> {
    let staff = rows::find(connection, user)?.ok_or(EnrolError::Unknown)?;
    let keys = Keys::make(secrets, &staff.id, user, passphrase, None)?;
    connection.execute(
        "UPDATE staff SET salt = ?2, hash = ?3, totp_salt = ?4, totp_step = 0, wrong_tries = 0 WHERE id = ?1",
        params![staff.id, keys.verifier.salt, keys.verifier.hash, keys.totp_salt],
    )?;
    for sql in [
        "DELETE FROM staff_session WHERE staff_id = ?1",
        "DELETE FROM device WHERE card_id = ?1",
        "DELETE FROM attempt WHERE card_id = ?1",
    ] {
        connection.execute(sql, [&staff.id])?;
    }
    Ok(keys.enrolled)
}

struct Keys {
    verifier: Verifier,
    totp_salt: [u8; TOTP_SALT_BYTES],
    enrolled: Enrolled,
}

impl Keys {
    fn make(
        secrets: &Secrets,
        id: &str,
        user: &str,
        passphrase: Option<&str>,
        seed: Option<&[u8]>,
    ) -> Result<Self, EnrolError> {
        let passphrase = match passphrase {
            Some(given) if !is_passphrase(given, user) => return Err(EnrolError::Passphrase),
            Some(given) => given.to_owned(),
            None => grouped(&draw(
                secrets,
                seed,
                &[b"passphrase", user.as_bytes()].concat(),
            )?),
        };
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt)?;
        let mut totp_salt = [0; TOTP_SALT_BYTES];
        totp_salt.copy_from_slice(&draw(secrets, seed, b"one-time codes")?[..TOTP_SALT_BYTES]);
        Ok(Self {
            verifier: Verifier::make(secrets, &[passphrase.as_bytes()], salt)?,
            enrolled: Enrolled {
                totp_secret: totp::secret_text(secrets, id, &totp_salt),
                passphrase,
            },
            totp_salt,
        })
    }
}

fn draw(secrets: &Secrets, seed: Option<&[u8]>, what: &[u8]) -> Result<[u8; 32], EnrolError> {
    let mut random = [0; 32];
    match seed {
        Some(seed) => random = secrets.peppered(&[seed, what]),
        None => getrandom::fill(&mut random)?,
    }
    Ok(random)
}

/// Groups of four symbols without look-alikes: `k7qf-…`.
fn grouped(random: &[u8; 32]) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut text = String::new();
    for (n, byte) in random.iter().take(DRAWN_SYMBOLS).enumerate() {
        if n > 0 && n % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(ALPHABET[usize::from(byte & 31)]));
    }
    text
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

/// Long enough, and not one letter over and over or the user name again and again: what is tried first.
fn is_passphrase(typed: &str, user: &str) -> bool {
    let mut different: Vec<char> = typed.chars().collect();
    let count = different.len();
    different.sort_unstable();
    different.dedup();
    let without_user = typed.to_lowercase().replace(user, "");
    (SHORTEST_PASSPHRASE..=LONGEST_PASSPHRASE).contains(&count)
        && different.len() >= 5
        && without_user.chars().count() >= SHORTEST_PASSPHRASE / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_long_and_not_the_user_name_over_and_over() {
        for (typed, good) in [
            ("four words in a row", true),
            ("ninety lamps sing", true),
            ("short passwor", false),
            ("aaaaaaaaaaaaaaaaaaaa", false),
            ("dana.whitlowdana.whitlow", false),
            ("خمس كلمات في صف واحد", true),
        ] {
            assert_eq!(is_passphrase(typed, "dana.whitlow"), good, "{typed}");
        }
        assert!(!is_passphrase(&"ab cd ef".repeat(40), "x"), "too long");
    }

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

    #[test]
    fn a_drawn_passphrase_is_one() {
        let drawn = grouped(&[
            3, 17, 9, 250, 31, 4, 8, 99, 12, 13, 14, 15, 16, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0,
        ]);
        assert_eq!(drawn.len(), DRAWN_SYMBOLS + 4);
        assert!(is_passphrase(&drawn, "dana"), "{drawn}");
    }
}
