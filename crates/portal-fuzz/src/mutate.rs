//! Changes files where it hurts: at the marks of their format, with values that others have stumbled over.

use fastrand::Rng;

/// What somebody's parser, calendar or screen did not expect.
const SPITEFUL: [&str; 44] = [
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{2066}",
    "\\u0000",
    "\\ud800",
    "\\udc00\\ud800",
    "\"",
    "\"\"",
    "\\",
    "\n",
    "\r",
    "\r\n ",
    "null",
    "true",
    "{}",
    "[]",
    "[[[[[[[[[[[[[[[[",
    "{\"a\":{\"a\":{\"a\":",
    "-1",
    "0",
    "1e999",
    "18446744073709551616",
    "-9223372036854775809",
    "0.1",
    "9999-12-31",
    "-009999-01-01",
    "2026-02-30",
    "2100-12-31",
    "1990-01-01",
    "9999-12-30T23:59:59Z",
    "2026-03-08T02:30:00-06:00",
    "99991231T235959Z",
    "19000101T000000",
    "FREQ=YEARLY;COUNT=4294967295",
    "FREQ=DAILY;INTERVAL=2147483647",
    "DTSTART;TZID=Mars/Olympus:20260308T023000",
    "BEGIN:VEVENT\r\n",
    "END:VCALENDAR\r\n",
    "-PT99999999H",
    "../../etc/passwd",
    "{{name}}",
    "[[",
    "FBI# 123456",
];

/// What stands between two parts of a file, in any of the formats.
const MARKS: &[u8] = b"{}[],:;=\"\n";

/// How long a part may become by standing there many times: as long as libFuzzer lets a file be.
const LONGEST: usize = 65_536;

/// Changes files.
pub struct Mutator {
    /// Parts of good files, to be put elsewhere.
    parts: Vec<Vec<u8>>,
}

impl Mutator {
    /// Learns the parts of good files.
    pub fn of(seeds: impl Iterator<Item = Vec<u8>>) -> Self {
        let of_one = |seed: Vec<u8>| {
            let parts = seed.split(|byte| MARKS.contains(byte));
            let parts = parts.filter(|part| !part.is_empty() && part.len() < 200);
            parts.map(<[u8]>::to_vec).collect::<Vec<_>>()
        };
        let mut parts: Vec<Vec<u8>> = seeds.flat_map(of_one).collect();
        parts.sort();
        parts.dedup();
        Self { parts }
    }

    /// Changes a file in one to six places.
    pub fn change(&self, file: &mut Vec<u8>, rng: &mut Rng) {
        for _ in 0..rng.usize(1..=6) {
            self.change_one(file, rng);
        }
    }

    fn change_one(&self, file: &mut Vec<u8>, rng: &mut Rng) {
        let from = mark(file, rng);
        let next = from + after(&file[from..]);
        match rng.u8(..10) {
            // One part becomes another one.
            0..=2 => drop(file.splice(from..next, self.part(rng))),
            3 => drop(file.splice(from..from, self.part(rng))),
            // Something is missing.
            4 => drop(file.drain(from..next)),
            5 => drop(file.drain(from..mark(file, rng).max(from))),
            // Something stands twice, or in another place.
            6 => {
                let copy = file[from..mark(file, rng).max(from)].to_vec();
                let to = mark(file, rng);
                file.splice(to..to, copy);
            }
            7 => {
                let most = LONGEST / (next - from).max(1);
                let copy = file[from..next].repeat(rng.usize(2..=most.clamp(2, 200)));
                file.splice(from..next, copy);
            }
            8 if !file.is_empty() => {
                let at = rng.usize(..file.len());
                file[at] ^= 1 << rng.u8(..8);
            }
            // It breaks off.
            _ => file.truncate(mark(file, rng)),
        }
    }

    fn part(&self, rng: &mut Rng) -> Vec<u8> {
        if rng.bool() || self.parts.is_empty() {
            return SPITEFUL[rng.usize(..SPITEFUL.len())].as_bytes().to_vec();
        }
        self.parts[rng.usize(..self.parts.len())].clone()
    }
}

/// The place after some mark of the file.
fn mark(file: &[u8], rng: &mut Rng) -> usize {
    let from = rng.usize(..=file.len());
    let ahead = file[from..].iter().position(|byte| MARKS.contains(byte));
    ahead.map_or(file.len(), |ahead| from + ahead + 1)
}

/// Bytes up to the next mark.
fn after(rest: &[u8]) -> usize {
    let end = rest.iter().position(|byte| MARKS.contains(byte));
    end.unwrap_or(rest.len())
}
