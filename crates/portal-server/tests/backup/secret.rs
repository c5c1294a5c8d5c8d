//! Who has a backup and no key has nothing.

use std::fs;
use std::fs::File;
use std::io::{BufReader, Read};

use age::{Decryptor, Identity, IdentityFile};
use flate2::read::GzDecoder;
use portal_server::demo;
use portal_server::home::Home;

use crate::support::{Place, import, tell};

/// Whether the bytes hold these, in capitals or not.
fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes
        .windows(word.len())
        .any(|window| window.eq_ignore_ascii_case(word))
}

/// What the key opens: still packed by gzip.
fn opened(place: &Place, name: &str) -> Vec<u8> {
    let file = BufReader::new(File::open(place.path(name)).expect("a file"));
    let keys = IdentityFile::from_file(place.identity.display().to_string());
    let keys = keys.and_then(|keys| keys.into_identities().map_err(std::io::Error::other));
    let keys = keys.expect("a key");
    let keys = keys.iter().map(|key| key.as_ref() as &dyn Identity);
    let sealed = Decryptor::new_buffered(file).expect("a file of age");
    let mut packed = Vec::new();
    let mut stream = sealed.decrypt(keys).expect("it opens");
    stream.read_to_end(&mut packed).expect("all of it");
    packed
}

#[test]
fn no_word_of_a_centre_is_in_the_bytes_of_its_backup() {
    let place = Place::new();
    let home = Home::at(place.path("home"));
    let now = "2026-03-10T09:00:00-05:00".parse().expect("a time");
    let made = demo::make(&home, now).expect("a demo");
    place.back_up(&home, "one.age").expect("a backup");
    let sealed = fs::read(place.path("one.age")).expect("bytes");
    let packed = opened(&place, "one.age");
    let mut plain = Vec::new();
    let unpacked = GzDecoder::new(&packed[..]).read_to_end(&mut plain);
    unpacked.expect("what gzip packed");
    let card = &made.caregivers[0];
    let words = [
        made.center.name.as_bytes(),
        card.caregiver.as_bytes(),
        card.code.as_bytes(),
        card.pin.as_bytes(),
        b"center.json",
        b"SQLite format 3",
        &fs::read(home.secrets().join("pepper")).expect("a key"),
    ];
    for word in words {
        let shown = String::from_utf8_lossy(word);
        assert!(holds(&plain, word), "{shown} is in what was backed up");
        assert!(!holds(&sealed, word), "{shown} can be read without a key");
    }
    // Nor is it only packed: no piece of that is there either.
    for piece in packed.chunks_exact(packed.len() / 8) {
        let piece = &piece[..24];
        assert!(!sealed.windows(piece.len()).any(|window| window == piece));
    }
}

#[test]
fn a_family_that_is_gone_is_in_no_backup_made_after() {
    let place = Place::new();
    let home = place.center(300);
    let feed = place.path("fewer.ndjson");
    fs::write(&feed, tell(1, "2026-03-20")).expect("a feed");
    import(&home, &feed);
    let gone = b"family-123";
    let left = fs::read(home.working_db()).expect("bytes");
    assert!(holds(&left, gone), "SQLite leaves it in free pages");
    place.back_up(&home, "one.age").expect("a backup");
    place.restore("one.age", "restored").expect("restored");
    let copied = fs::read(place.path("restored/working.db")).expect("bytes");
    assert!(holds(&copied, b"family-0"));
    assert!(!holds(&copied, gone));
}
