//! The hash that what somebody types must meet: a card's code with its PIN, or a passphrase.

use argon2::{Algorithm, Argon2, Params, Version};

use crate::secrets::{KEY_BYTES, Secrets};

/// Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;

/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;

/// Salt and hash.
#[derive(Clone)]
pub struct Verifier {
    /// Random.
    pub salt: [u8; SALT_BYTES],
    /// Argon2id over the peppered parts.
    pub hash: [u8; KEY_BYTES],
}

impl Verifier {
    /// Hashes all parts together, so that no answer can say which was wrong; takes some 40 ms and 19 MiB.
    ///
    /// # Errors
    /// When the hash cannot be computed.
    pub fn make(
        secrets: &Secrets,
        parts: &[&[u8]],
        salt: [u8; SALT_BYTES],
    ) -> Result<Self, argon2::Error> {
        let hash = hash(secrets, parts, &salt)?;
        Ok(Self { salt, hash })
    }

    /// A verifier that nothing meets, for what nobody has: the work is the same.
    #[must_use]
    pub fn unmeetable() -> Self {
        Self {
            salt: [0; SALT_BYTES],
            hash: [0; KEY_BYTES],
        }
    }

    /// Whether the parts are the right ones, compared in constant time; some 40 ms and 19 MiB.
    #[must_use]
    pub fn is_met(&self, secrets: &Secrets, parts: &[&[u8]]) -> bool {
        use subtle::ConstantTimeEq;
        hash(secrets, parts, &self.salt).is_ok_and(|h| bool::from(h.ct_eq(&self.hash)))
    }
}

fn hash(
    secrets: &Secrets,
    parts: &[&[u8]],
    salt: &[u8; SALT_BYTES],
) -> Result<[u8; KEY_BYTES], argon2::Error> {
    let peppered = secrets.peppered(parts);
    let params = Params::new(MEMORY_KIB, PASSES, 1, Some(KEY_BYTES))?;
    let mut out = [0; KEY_BYTES];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(&peppered, salt, &mut out)?;
    Ok(out)
}
