//! The keys of a member of staff: what is drawn, and what may be chosen.

use super::enrol::{EnrolError, Enrolled};
use super::passphrase::{Chosen, Typed};
use super::totp::{self, TOTP_SALT_BYTES};
use crate::auth::verifier::{SALT_BYTES, Verifier};
use crate::secrets::Secrets;

/// Symbols of a passphrase that is drawn here: 100 bits in groups of four.
const DRAWN_SYMBOLS: usize = 20;

/// Where somebody signs in.
pub enum Door {
    /// Here, by a passphrase that was chosen, or one to be drawn.
    Passphrase(Option<Chosen>),
    /// At the identity provider.
    Provider,
}

impl Door {
    /// Nobody has a passphrase here and signs in elsewhere as well. What was typed is judged beside the person's names.
    pub fn of(
        at_provider: bool,
        typed: Option<Typed<'_>>,
        person: [&str; 2],
    ) -> Result<Self, EnrolError> {
        match (at_provider, typed) {
            (true, Some(_)) => Err(EnrolError::AtProvider),
            (true, None) => Ok(Self::Provider),
            (false, None) => Ok(Self::Passphrase(None)),
            (false, Some(typed)) => Ok(Self::Passphrase(Some(Chosen::judge(&typed, person)?))),
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
        door: Door,
        seed: Option<&[u8]>,
    ) -> Result<Self, EnrolError> {
        let passphrase = match door {
            Door::Provider => None,
            Door::Passphrase(Some(chosen)) => Some(chosen.into_text()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_passphrase_is_one() {
        let drawn = grouped(&[
            3, 17, 9, 250, 31, 4, 8, 99, 12, 13, 14, 15, 16, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0,
        ]);
        assert_eq!(drawn.len(), DRAWN_SYMBOLS + 4);
        let typed = Typed {
            text: &drawn,
            place: "",
        };
        assert!(Chosen::judge(&typed, ["dana", ""]).is_ok(), "{drawn}");
    }
}
