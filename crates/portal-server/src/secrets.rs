//! Keys of one centre: the pepper of cards and the key of opaque ids.
//!
//! They lie in files of their own, so that a copied database alone can neither be
//! tried out against PINs nor joined with an agency's numbers.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::home::Home;

/// Length of every key in bytes.
pub const KEY_BYTES: usize = 32;

/// The centre's keys. No `Debug`: they must not reach a log.
#[derive(Clone)]
pub struct Secrets {
    pepper: [u8; KEY_BYTES],
    id_key: [u8; KEY_BYTES],
}

impl Secrets {
    /// Reads the keys, making them at first use.
    ///
    /// # Errors
    /// When a key file cannot be read or written, or has another length than [`KEY_BYTES`].
    pub fn open(home: &Home) -> io::Result<Self> {
        let dir = home.secrets();
        fs::create_dir_all(&dir)?;
        Ok(Self {
            pepper: read_or_make(&dir.join("pepper"))?,
            id_key: read_or_make(&dir.join("id-key"))?,
        })
    }

    /// Writes fixed keys: the demo centre's ids and cards are the same on every machine.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn write_for_demo(home: &Home, seed: &[u8]) -> io::Result<()> {
        let dir = home.secrets();
        fs::create_dir_all(&dir)?;
        for name in ["pepper", "id-key"] {
            write_key(&dir.join(name), &keyed_digest(seed, &[name.as_bytes()]))?;
        }
        Ok(())
    }

    /// HMAC-SHA-256 under the pepper, for what is hashed with Argon2.
    #[must_use]
    pub fn peppered(&self, parts: &[&[u8]]) -> [u8; KEY_BYTES] {
        keyed_digest(&self.pepper, parts)
    }

    /// An opaque stable id for something an agency calls `parts`: 26 symbols, 130 bits.
    #[must_use]
    pub fn opaque_id(&self, parts: &[&str]) -> String {
        let bytes: Vec<&[u8]> = parts.iter().map(|p| p.as_bytes()).collect();
        base32(&keyed_digest(&self.id_key, &bytes), 26)
    }
}

/// HMAC-SHA-256 over length-prefixed parts, so that no two lists of parts collide.
fn keyed_digest(key: &[u8], parts: &[&[u8]]) -> [u8; KEY_BYTES] {
    // HMAC takes keys of any length (RFC 2104), so this cannot fail.
    let mut mac = match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mac) => mac,
        Err(_) => unreachable!("HMAC takes keys of any length"),
    };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The first `symbols` symbols of lower-case base 32 without look-alike letters.
fn base32(bytes: &[u8], symbols: usize) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..symbols)
        .map(|n| {
            let bit = n * 5;
            let high = u16::from(bytes[bit / 8]) << 8;
            let low = bytes.get(bit / 8 + 1).copied().map_or(0, u16::from);
            let value = ((high | low) >> (11 - bit % 8)) & 31;
            ALPHABET[usize::from(value)] as char
        })
        .collect()
}

fn read_or_make(path: &Path) -> io::Result<[u8; KEY_BYTES]> {
    match fs::read(path) {
        Ok(bytes) => bytes.try_into().map_err(|_| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!(
                    "{}: expected a key of {KEY_BYTES} bytes; restore it from its backup",
                    path.display()
                ),
            )
        }),
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            let mut key = [0; KEY_BYTES];
            getrandom::fill(&mut key).map_err(|e| io::Error::other(e.to_string()))?;
            write_key(path, &key)?;
            Ok(key)
        }
        Err(e) => Err(io::Error::new(e.kind(), format!("{}: {e}", path.display()))),
    }
}

fn write_key(path: &Path, key: &[u8; KEY_BYTES]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(key)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opaque_id_tells_parts_apart_and_is_stable() {
        let secrets = Secrets {
            pepper: [1; 32],
            id_key: [2; 32],
        };
        let id = secrets.opaque_id(&["step", "police", "17"]);
        assert_eq!(id.len(), 26);
        assert_eq!(id, secrets.opaque_id(&["step", "police", "17"]));
        assert_ne!(id, secrets.opaque_id(&["step", "police1", "7"]));
        assert!(!id.contains("17"));
    }

    #[test]
    fn a_key_is_made_once_and_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a directory");
        let home = Home::at(dir.path());
        let made = Secrets::open(&home).expect("made");
        assert_eq!(Secrets::open(&home).expect("read").pepper, made.pepper);
        assert_ne!(made.pepper, made.id_key);
        for name in ["pepper", "id-key"] {
            let file = fs::metadata(home.secrets().join(name)).expect("a file");
            assert_eq!(file.permissions().mode() & 0o777, 0o600, "{name}");
        }
    }
}
