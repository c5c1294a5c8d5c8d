//! What a kiosk sends with each request to show that it is the one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use portal_types::kiosk::proof_text;

/// Bytes of an uncompressed point of P-256 (SEC 1, 2.3.3).
const KEY_BYTES: usize = 65;

/// A kiosk's public key that was read: a point of the curve.
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads the uncompressed point in base 64 for addresses, as a kiosk sends it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::of_bytes(&URL_SAFE_NO_PAD.decode(text).ok()?)
    }

    /// Reads the uncompressed point.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != KEY_BYTES {
            return None;
        }
        VerifyingKey::from_sec1_bytes(bytes).ok().map(Self)
    }

    /// The uncompressed point.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_sec1_point(false).as_bytes().to_vec()
    }
}

/// What is asked for: the part of a request that is signed.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// `GET`, `POST`, …
    pub method: &'a str,
    /// The path, without a query.
    pub path: &'a str,
}

/// A proof that was read and not yet judged.
pub struct Proof {
    /// What the kiosk was asked to sign.
    pub challenge: String,
    /// The number of this request, 1 or more.
    pub counter: i64,
    signature: Signature,
}

impl Proof {
    /// Reads `CHALLENGE.COUNTER.SIGNATURE`.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let mut parts = header.split('.');
        let (challenge, counter, signature) = (parts.next()?, parts.next()?, parts.next()?);
        let number: i64 = counter.parse().ok()?;
        // One way to write each number: no sign, no zero in front.
        if parts.next().is_some() || number < 1 || number.to_string() != counter {
            return None;
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        Some(Self {
            challenge: challenge.to_owned(),
            counter: number,
            signature: Signature::from_slice(&signature).ok()?,
        })
    }

    /// Whether this key signed it, for this request.
    #[must_use]
    pub fn is_signed_by(&self, key: &PublicKey, asked: Asked<'_>) -> bool {
        let counter = self.counter.unsigned_abs();
        let text = proof_text(&self.challenge, counter, asked.method, asked.path);
        key.0.verify(text.as_bytes(), &self.signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_has_one_spelling() {
        let mut bytes = [0; 64];
        (bytes[31], bytes[63]) = (1, 1);
        let signature = URL_SAFE_NO_PAD.encode(bytes);
        let read = Proof::parse(&format!("c.7.{signature}")).expect("a proof");
        assert_eq!((read.challenge.as_str(), read.counter), ("c", 7));
        for header in [
            String::new(),
            "c.7".to_owned(),
            format!("c.7.{signature}.x"),
            format!("c.07.{signature}"),
            format!("c.+7.{signature}"),
            format!("c.0.{signature}"),
            format!("c.-1.{signature}"),
            format!("c.9223372036854775808.{signature}"),
            format!("c.7.{signature}="),
            format!("c.7.{}", &signature[..80]),
            // r and s are from 1 on (FIPS 186-5, 6.4.2).
            format!("c.7.{}", URL_SAFE_NO_PAD.encode([0; 64])),
        ] {
            assert!(Proof::parse(&header).is_none(), "{header}");
        }
    }

    #[test]
    fn a_key_is_an_uncompressed_point_of_the_curve() {
        // The generator of P-256 (SEC 2, 2.4.2).
        let generator = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU";
        let key = PublicKey::parse(generator).expect("a point");
        assert_eq!(URL_SAFE_NO_PAD.encode(key.to_bytes()), generator);
        let mut off = key.to_bytes();
        off[64] ^= 1;
        let compressed = key.0.to_sec1_point(true);
        for bytes in [&off[..], &off[..64], compressed.as_bytes(), &[0], &[]] {
            assert!(PublicKey::of_bytes(bytes).is_none(), "{bytes:?}");
        }
    }
}
