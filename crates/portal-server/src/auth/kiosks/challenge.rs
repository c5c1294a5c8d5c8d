//! What a kiosk is asked to sign at a start. Nothing is kept of it: the time and a keyed digest stand in it, so that
//! whoever asks for many of them fills no table and pushes out nobody's.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

use crate::secrets::Secrets;

/// Seconds a challenge is good for, until a kiosk has started with it.
pub const GOOD_FOR: i64 = 60;

const TIME: usize = 8;
const RANDOM: usize = 16;
const DIGEST: usize = 16;

/// A challenge that was read.
pub struct Challenge {
    text: String,
    bytes: [u8; TIME + RANDOM + DIGEST],
}

impl Challenge {
    /// Makes one for whoever calls itself this kiosk, as text: base 64 for addresses. `now` is Unix seconds.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn make(secrets: &Secrets, kiosk: &str, now: i64) -> Result<String, getrandom::Error> {
        let mut bytes = [0; TIME + RANDOM + DIGEST];
        bytes[..TIME].copy_from_slice(&now.to_be_bytes());
        getrandom::fill(&mut bytes[TIME..TIME + RANDOM])?;
        let digest = digest(secrets, kiosk, &bytes);
        bytes[TIME + RANDOM..].copy_from_slice(&digest);
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads one that is not older than [`GOOD_FOR`].
    #[must_use]
    pub fn read(text: &str, now: i64) -> Option<Self> {
        let bytes: [u8; TIME + RANDOM + DIGEST] =
            URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let mut made = [0; TIME];
        made.copy_from_slice(&bytes[..TIME]);
        let age = now.checked_sub(i64::from_be_bytes(made))?;
        (0..=GOOD_FOR).contains(&age).then(|| Self {
            text: text.to_owned(),
            bytes,
        })
    }

    /// Whether it was made here, and for this kiosk.
    #[must_use]
    pub fn is_of(&self, secrets: &Secrets, kiosk: &str) -> bool {
        let expected = digest(secrets, kiosk, &self.bytes);
        bool::from(self.bytes[TIME + RANDOM..].ct_eq(&expected))
    }

    /// As it was made.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn digest(secrets: &Secrets, kiosk: &str, bytes: &[u8]) -> [u8; DIGEST] {
    let parts = [
        b"kiosk challenge",
        kiosk.as_bytes(),
        &bytes[..TIME + RANDOM],
    ];
    let whole = secrets.peppered(&parts);
    let mut digest = [0; DIGEST];
    digest.copy_from_slice(&whole[..DIGEST]);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Home;

    #[test]
    fn a_challenge_is_of_one_kiosk_and_one_minute() {
        let dir = tempfile::tempdir().expect("a directory");
        let secrets = Secrets::open(&Home::at(dir.path())).expect("keys");
        let made = Challenge::make(&secrets, "lobby", 1000).expect("random numbers");
        for (now, good) in [(999, false), (1000, true), (1060, true), (1061, false)] {
            assert_eq!(Challenge::read(&made, now).is_some(), good, "{now}");
        }
        let read = Challenge::read(&made, 1000).expect("a challenge");
        assert!(read.is_of(&secrets, "lobby") && !read.is_of(&secrets, "garden"));
        let mut other = read.bytes;
        other[TIME - 1] += 1;
        let later = Challenge::read(&URL_SAFE_NO_PAD.encode(other), 1001).expect("it reads");
        assert!(!later.is_of(&secrets, "lobby"), "the time is part of it");
        assert_ne!(
            made,
            Challenge::make(&secrets, "lobby", 1000).expect("another")
        );
        for text in ["", "x", "####", &made[1..]] {
            assert!(Challenge::read(text, 1000).is_none(), "{text}");
        }
    }
}
