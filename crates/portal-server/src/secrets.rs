//! Keys of one centre: the pepper of cards and the key of opaque ids.
//!
//! They lie in files of their own, so that a copied database alone can neither be
//! tried out against PINs nor joined with an agency's numbers.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::home::Home;

/// Length of every key in bytes.
pub const KEY_BYTES: usize = 32;

/// The files of the keys.
const FILES: [&str; 2] = ["pepper", "id-key"];

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
    /// When a key file cannot be read or written, has another length than [`KEY_BYTES`], or is missing where something was
    /// published: with another key in its place no card would open, and none would again when the first one is back.
    pub fn open(home: &Home) -> io::Result<Self> {
        if !home.current_snapshot().try_exists()? {
            let dir = home.secrets();
            DirBuilder::new().recursive(true).mode(0o700).create(&dir)?;
            FILES.iter().try_for_each(|name| make(&dir.join(name)))?;
        }
        Self::read(home)
    }

    /// Reads the keys of a centre that has some.
    ///
    /// # Errors
    /// When a key file cannot be read, or has another length than [`KEY_BYTES`].
    pub fn read(home: &Home) -> io::Result<Self> {
        let [pepper, id_key] = FILES.map(|name| read(&home.secrets().join(name)));
        Ok(Self {
            pepper: pepper?,
            id_key: id_key?,
        })
    }

    /// Keys that nothing was ever made with: for a centre that has lost its own and opens nothing.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn of_nothing() -> io::Result<Self> {
        Ok(Self {
            pepper: draw()?,
            id_key: draw()?,
        })
    }

    /// Writes fixed keys: the demo centre's ids and cards are the same on every machine.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn write_for_demo(home: &Home, seed: &[u8]) -> io::Result<()> {
        let dir = home.secrets();
        fs::create_dir_all(&dir)?;
        for name in FILES {
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

/// Makes a key where there is none, whole or not at all.
fn make(path: &Path) -> io::Result<()> {
    if path.try_exists()? {
        return Ok(());
    }
    let unfinished = path.with_extension(format!("making-{}", std::process::id()));
    write_key(&unfinished, &draw()?)?;
    let named = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished)?;
    match named {
        // Another process was quicker: its key is the centre's.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        named => named,
    }
}

fn draw() -> io::Result<[u8; KEY_BYTES]> {
    let mut key = [0; KEY_BYTES];
    getrandom::fill(&mut key).map_err(|e| io::Error::other(e.to_string()))?;
    Ok(key)
}

fn read(path: &Path) -> io::Result<[u8; KEY_BYTES]> {
    let told = |kind, what: &str| io::Error::new(kind, format!("{}: {what}", path.display()));
    match fs::read(path) {
        Ok(bytes) => bytes.try_into().map_err(|_| {
            let expected =
                format!("expected a key of {KEY_BYTES} bytes; restore it from its backup");
            told(io::ErrorKind::InvalidData, &expected)
        }),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Err(told(
            e.kind(),
            "this key is missing; restore it from its backup",
        )),
        Err(e) => Err(told(e.kind(), &e.to_string())),
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
    fn keys_are_made_once_and_one_that_was_used_is_never_replaced() {
        let dir = tempfile::tempdir().expect("a directory");
        let home = Home::at(dir.path().join("home"));
        let id = |home: &Home| Secrets::open(home).map(|s| s.opaque_id(&["step"]));
        assert!(Secrets::read(&home).is_err(), "reading makes none");
        let first = id(&home).expect("made");
        assert_eq!(id(&home).expect("read"), first);
        let names = fs::read_dir(home.secrets()).expect("a folder").count();
        assert_eq!(names, FILES.len(), "nothing unfinished is left");

        fs::create_dir_all(home.snapshots()).expect("a folder");
        fs::write(home.current_snapshot(), "portal-00000001.db").expect("published");
        for name in FILES {
            let key = home.secrets().join(name);
            let kept = fs::read(&key).expect("a key");
            fs::remove_file(&key).expect("removed");
            let lost = id(&home).expect_err("it is gone").to_string();
            assert!(
                lost.contains(&format!("{name}: this key is missing")),
                "{lost}"
            );
            fs::write(&key, &kept[..31]).expect("written");
            assert!(id(&home).is_err(), "a piece of a key is none");
            fs::write(&key, kept).expect("written");
            assert_eq!(id(&home).expect("back"), first);
        }
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
