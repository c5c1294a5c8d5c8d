//! The keys of a member of staff: what is drawn, and what may be chosen.

use super::enrol::{EnrolError, Enrolled};
use super::totp::{self, TOTP_SALT_BYTES};
use crate::auth::verifier::{SALT_BYTES, Verifier};
use crate::secrets::Secrets;

/// Characters a passphrase has at least (NIST SP 800-63B-4, 3.1.1.2: 15 where it might be the only factor).
pub const SHORTEST_PASSPHRASE: usize = 15;

/// Characters a passphrase has at most: a sign-in's body must take it.
pub const LONGEST_PASSPHRASE: usize = 256;

/// Symbols of a passphrase that is drawn here: 100 bits in groups of four.
const DRAWN_SYMBOLS: usize = 20;

/// Where somebody signs in.
pub enum Door<'a> {
    /// Here, by a passphrase that was given, or one to be drawn.
    Passphrase(Option<&'a str>),
    /// At the identity provider.
    Provider,
}

impl<'a> Door<'a> {
    /// Nobody has a passphrase here and signs in elsewhere as well.
    pub fn of(at_provider: bool, passphrase: Option<&'a str>) -> Result<Self, EnrolError> {
        match (at_provider, passphrase) {
            (true, Some(_)) => Err(EnrolError::AtProvider),
            (true, None) => Ok(Self::Provider),
            (false, given) => Ok(Self::Passphrase(given)),
        }
    }
}

/// Everything that lets somebody in.
pub struct Keys {
    /// What the passphrase must meet; nothing meets it when there is none.
    pub verifier: Verifier,
    /// What the secret of one-time codes grows from.
    pub totp_salt: [u8; TOTP_SALT_BYTES],
    /// What somebody is told of them, once.
    pub enrolled: Enrolled,
}

impl Keys {
    /// Draws what was not given.
    pub fn make(
        secrets: &Secrets,
        id: &str,
        user: &str,
        door: Door<'_>,
        seed: Option<&[u8]>,
    ) -> Result<Self, EnrolError> {
        let passphrase = match door {
            Door::Provider => None,
            Door::Passphrase(Some(given)) if !is_passphrase(given, user) => {
                return Err(EnrolError::Passphrase);
            }
            Door::Passphrase(Some(given)) => Some(given.to_owned()),
            Door::Passphrase(None) => Some(grouped(&draw(
                secrets,
                seed,
                &[b"passphrase", user.as_bytes()].concat(),
            )?)),
        };
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt)?;
        let verifier = match &passphrase {
            Some(passphrase) => Verifier::make(secrets, &[passphrase.as_bytes()], salt)?,
            None => Verifier::unmeetable(),
        };
        let mut totp_salt = [0; TOTP_SALT_BYTES];
        totp_salt.copy_from_slice(&draw(secrets, seed, b"one-time codes")?[..TOTP_SALT_BYTES]);
        Ok(Self {
            verifier,
            enrolled: Enrolled {
                totp_secret: totp::secret_text(secrets, id, &totp_salt),
                passphrase,
            },
            totp_salt,
        })
    }
}

/// Random bytes, or the seed's for this purpose.
pub fn draw(secrets: &Secrets, seed: Option<&[u8]>, what: &[u8]) -> Result<[u8; 32], EnrolError> {
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
    fn a_drawn_passphrase_is_one() {
        let drawn = grouped(&[
            3, 17, 9, 250, 31, 4, 8, 99, 12, 13, 14, 15, 16, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0,
        ]);
        assert_eq!(drawn.len(), DRAWN_SYMBOLS + 4);
        assert!(is_passphrase(&drawn, "dana"), "{drawn}");
    }
}
