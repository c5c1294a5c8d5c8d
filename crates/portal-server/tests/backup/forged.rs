//! Anyone can make a file for a public key. What is in it is believed as far as its list goes, and goes nowhere else.

use std::fs::{self, File};

use age::Encryptor;
use age::x25519::Recipient;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use tar::{Builder, EntryType, Header};

use crate::support::Place;

/// SHA-256 of `{}`.
const HASH: &str = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

/// An entry: its name as it stands in the header, its kind, its content.
type Entry<'a> = (&'a str, EntryType, &'a [u8]);

/// Writes these entries as a backup is written.
fn forge(place: &Place, entries: &[Entry<'_>]) {
    let recipient: Recipient = place.recipient.parse().expect("a key");
    let encryptor = Encryptor::with_recipients([&recipient as _].into_iter());
    let file = File::create(place.path("forged.age")).expect("a file");
    let stream = encryptor.expect("a key").wrap_output(file);
    let packed = GzEncoder::new(stream.expect("a head"), Compression::fast());
    let mut tar = Builder::new(packed);
    for (name, kind, content) in entries {
        let mut header = Header::new_gnu();
        // By hand, since the library refuses to write most of these names.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(*kind);
        header.set_mode(0o600);
        header.set_size(content.len() as u64);
        if kind.is_symlink() {
            header.set_link_name("/etc/hostname").expect("a name");
        }
        header.set_cksum();
        tar.append(&header, *content).expect("an entry");
    }
    let packed = tar.into_inner().expect("an archive");
    let stream = packed.finish().expect("it is packed");
    stream.finish().expect("it is sealed");
}

fn list(files: &Value) -> Vec<u8> {
    let list =
        json!({"format": 1, "program": "0.1.0", "made_at": "2026-03-10T14:00:00Z", "files": files});
    serde_json::to_vec(&list).expect("JSON")
}

#[test]
fn no_entry_leads_out_of_the_home_and_the_list_is_held_to() {
    let place = Place::new();
    let file = EntryType::Regular;
    let good = list(&json!({"center.json": {"bytes": 2, "sha256": HASH}}));
    let settings: Entry<'_> = ("home/center.json", file, b"{}");
    let end: Entry<'_> = ("manifest.json", file, &good);
    forge(&place, &[settings, end]);
    place
        .restore("forged.age", "good")
        .expect("this one is good");

    let other = list(&json!({"center.json": {"bytes": 2, "sha256": "00"}}));
    let rows = json!({"t": {"rows": 1, "sha256": "00"}});
    let rows = list(&json!({"center.json": {"bytes": 2, "sha256": HASH, "tables": rows}}));
    let later = br#"{"format":2,"program":"9.0.0","made_at":"2026-03-10T14:00:00Z","files":{}}"#;
    let bad: &[(&[Entry<'_>], &str)] = &[
        (
            &[("home/../escaped", file, b"{}"), end],
            "\"home/../escaped\": expected each file once",
        ),
        (
            &[("../escaped", file, b"{}"), end],
            "\"../escaped\": expected each file once",
        ),
        (
            &[("/escaped", file, b"{}"), end],
            "\"/escaped\": expected each file once",
        ),
        (
            &[("home//escaped", file, b"{}"), end],
            "expected each file once",
        ),
        (&[("home/", file, b"{}"), end], "expected"),
        (
            &[("home/center.json", EntryType::Symlink, b""), end],
            "expected files",
        ),
        (
            &[("home/center.json", EntryType::Link, b""), end],
            "expected files",
        ),
        (
            &[("home/pipe", EntryType::Fifo, b""), end],
            "expected files",
        ),
        (
            &[settings, settings, end],
            "\"home/center.json\": expected each file once",
        ),
        (&[settings], "manifest.json is missing"),
        (&[end], "center.json is missing"),
        (
            &[settings, ("home/more", file, b""), end],
            "more is not in its list",
        ),
        (
            &[settings, end, ("home/more", file, b"")],
            "the list of them last",
        ),
        (
            &[("home/center.json", file, b"{]"), end],
            "center.json is not what was backed up",
        ),
        (
            &[settings, ("manifest.json", file, &other)],
            "center.json is not what was backed up",
        ),
        (
            &[settings, ("manifest.json", file, &rows)],
            "file is not a database",
        ),
        (&[settings, ("manifest.json", file, b"{}")], "missing field"),
        (
            &[settings, ("manifest.json", file, later)],
            "it is of format 2, by portal 9.0.0",
        ),
    ];
    let before = place.names();
    for (entries, reason) in bad {
        forge(&place, entries);
        let error = place.restore("forged.age", "restored").expect_err(reason);
        assert!(
            error.is_refusal() && error.to_string().contains(reason),
            "{reason}: {error}"
        );
        assert_eq!(place.names(), before, "{reason}");
    }
    assert!(fs::read_dir(place.path("good")).is_ok());
}
