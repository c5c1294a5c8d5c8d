//! The hash that code and PIN together must meet.

use argon2::{Algorithm, Argon2, Params, Version};
use portal_types::{CardCode, Pin};

use crate::secrets::{KEY_BYTES, Secrets};

/// Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// Salt and hash of one card.
#[derive(Clone)]
pub struct Verifier {
    pub(super) salt: [u8; 16],
    pub(super) hash: [u8; KEY_BYTES],
}

impl Verifier {
    /// Makes a salt and hashes code and PIN with it; takes some 40 ms and 19 MiB.
    ///
    /// # Errors
    /// When the system has no random numbers or the hash cannot be computed.
    pub fn make(
        secrets: &Secrets,
        code: &CardCode,
        pin: &Pin,
        salt: [u8; 16],
    ) -> Result<Self, argon2::Error> {
        Ok(Self {
            salt,
            hash: hash(secrets, code, pin, &salt)?,
        })
    }

    /// A verifier that nothing meets, for codes that no card has: the work is the same.
    #[must_use]
    pub fn unmeetable() -> Self {
        Self {
            salt: [0; 16],
            hash: [0; KEY_BYTES],
        }
    }

    /// Whether code and PIN are the right ones, compared in constant time; some 40 ms and 19 MiB.
    #[must_use]
    pub fn is_met(&self, secrets: &Secrets, code: &CardCode, pin: &Pin) -> bool {
        use subtle::ConstantTimeEq;
        hash(secrets, code, pin, &self.salt).is_ok_and(|h| bool::from(h.ct_eq(&self.hash)))
    }
}

/// One hash over both halves, so that no answer can say which was wrong.
fn hash(
    secrets: &Secrets,
    code: &CardCode,
    pin: &Pin,
    salt: &[u8; 16],
) -> Result<[u8; KEY_BYTES], argon2::Error> {
    let peppered = secrets.peppered(&[code.secret().as_bytes(), pin.digits().as_bytes()]);
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(KEY_BYTES))?;
    let mut out = [0; KEY_BYTES];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(&peppered, salt, &mut out)?;
    Ok(out)
}
