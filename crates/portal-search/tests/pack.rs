//! The pack: what goes in comes out, and a whole directory is small.

#![expect(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "in a test file a panic is a failed test, and what was measured is told"
)]

mod directory;

use std::io::Write;

use portal_search::{Damaged, Entry, Pack, Place, write};
use portal_types::{Cost, OpeningHours};

/// What a directory of 4,089 services may weigh on the wire.
const BUDGET: usize = 80_000;

fn brotli(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let mut compressor = brotli::CompressorWriter::new(&mut out, 4096, 11, 24);
    compressor.write_all(bytes).unwrap();
    drop(compressor);
    out.len()
}

fn shelter() -> Entry {
    Entry {
        id: "h-27".to_owned(),
        name: "Refugio Niños".to_owned(),
        organization: "Safe House\nof Hope".to_owned(),
        town: "Hialeah".to_owned(),
        zip: "33010".to_owned(),
        place: Place::new(258_576, -802_781),
        needs: 0b1_0000_0001,
        languages: vec!["es".to_owned(), "ht".to_owned()],
        cost: Cost::Free,
        hours: vec![OpeningHours(1, 540, 1020), OpeningHours(7, 0, 1440)],
        child_friendly: true,
        no_papers: true,
        by_bus: true,
        wheelchair: true,
        confidential: false,
        checked_day: Some(20_518),
        phone: "305-555-0100 x27".to_owned(),
    }
}

#[test]
fn what_goes_in_comes_out() {
    let entries = [
        shelter(),
        Entry {
            id: "9".to_owned(),
            ..Entry::default()
        },
    ];
    let pack = Pack::read(&write(entries)).unwrap();
    assert_eq!(pack.len(), 2);
    assert_eq!(pack.id(1), "h-27");
    assert_eq!(pack.name(1), "Refugio Niños");
    assert_eq!(pack.organization(1), "Safe House of Hope");
    assert_eq!((pack.town(1), pack.zip(1)), ("Hialeah", "33010"));
    assert_eq!(pack.place(1), shelter().place);
    assert_eq!(pack.needs(1), 0b1_0000_0001);
    assert_eq!(pack.languages(1), "es ht");
    assert_eq!(pack.cost(1), Cost::Free);
    assert_eq!(pack.hours(1), shelter().hours);
    assert_eq!(pack.flags(1) & 0b111_1100, 0b11_1100);
    assert_eq!(pack.checked_day(1), Some(20_518));
    assert_eq!(pack.phone(1), "305-555-0100 x27");
    assert_eq!(
        (pack.id(0), pack.name(0), pack.phone(0).as_str()),
        ("9", "", "")
    );
    assert_eq!((pack.place(0), pack.checked_day(0)), (None, None));
    assert_eq!(pack.place_of_zip(" 33010"), shelter().place);
    assert_eq!(pack.place_of_zip(""), None);
}

#[test]
fn nothing_of_a_secret_place_is_packed() {
    let secret = Entry {
        confidential: true,
        ..shelter()
    };
    let bytes = write([secret]);
    let pack = Pack::read(&bytes).unwrap();
    assert_eq!((pack.town(0), pack.zip(0), pack.place(0)), ("", "", None));
    for word in ["Hialeah", "33010"] {
        let word = word.as_bytes();
        assert!(!bytes.windows(word.len()).any(|bytes| bytes == word));
    }
}

#[test]
fn the_same_directory_gives_the_same_bytes() {
    let other = Entry {
        id: "3".to_owned(),
        name: "Food".to_owned(),
        ..Entry::default()
    };
    let forth = write([shelter(), other.clone()]);
    assert_eq!(forth, write([other, shelter()]));
}

/// An id as directories make them.
fn uuid(number: usize) -> String {
    format!("{number:08x}-09c7-50fa-b990-e701182475{number:02x}")
}

#[test]
fn damaged_bytes_are_refused_and_never_fatal() {
    for id in [
        |n: usize| n.to_string(),
        uuid,
        |n| match n % 3 {
            0 => format!("h{n}"),
            _ => uuid(n),
        },
    ] {
        let bytes = write((0..40).map(|n| Entry {
            id: id(n),
            ..shelter()
        }));
        for length in 0..bytes.len() {
            assert_eq!(
                Pack::read(&bytes[..length]).err(),
                Some(Damaged),
                "{length}"
            );
        }
        for at in 0..bytes.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut damaged = bytes.clone();
                damaged[at] = value;
                if let Ok(pack) = Pack::read(&damaged) {
                    (0..pack.len()).for_each(|at| {
                        assert!(pack.name(at).len() < 10_000 && pack.id(at).len() < 10_000);
                    });
                }
            }
        }
    }
}

#[test]
fn a_uuid_is_packed_in_sixteen_bytes() {
    let sized = |id: fn(usize) -> String| {
        let entries = (0..100).map(|n| Entry {
            id: id(n),
            ..Entry::default()
        });
        let bytes = write(entries);
        let pack = Pack::read(&bytes).unwrap();
        assert!((0..100).all(|n| (0..100).any(|at| pack.id(at) == id(n))));
        bytes.len()
    };
    let more = sized(uuid) - sized(|n| n.to_string());
    assert!((1_400..1_600).contains(&more), "{more}");
}

#[test]
fn a_whole_directory_is_small() {
    let Some(entries) = directory::miami() else {
        return;
    };
    assert_eq!(entries.len(), 4_089);
    let bytes = write(entries);
    let packed = brotli(&bytes);
    eprintln!("{} bytes, {packed} in brotli", bytes.len());
    assert!(packed <= BUDGET, "{packed}");
}
