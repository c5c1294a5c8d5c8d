//! Writes a case feed of many fictional families, always the same for the same arguments, to measure imports with.
//!
//! `cargo run --release -p portal-server --example large_feed -- 100000 feed.ndjson` writes 100,000
//! families with four visits and ten steps each. A third argument is the day: on each, one family in
//! fifty has something new to tell, and every open step was confirmed again.

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

const AGENCIES: [&str; 8] = [
    "police",
    "childrens_division",
    "prosecutor",
    "hospital",
    "counselling",
    "housing",
    "compensation",
    "center",
];
const CONTACTS: u64 = 400;
const PLACES: u64 = 40;

/// Kind of a step, and the agency that does it.
const STEPS: [(&str, usize); 10] = [
    ("report_made", 1),
    ("safety_check", 1),
    ("child_interview", 7),
    ("medical_exam", 3),
    ("police_investigation", 0),
    ("cps_investigation", 1),
    ("prosecutor_review", 2),
    ("counselling_intake", 4),
    ("victim_compensation", 6),
    ("advocate_check_in", 7),
];
const VISITS: [(&str, usize); 4] = [
    ("child_interview", 7),
    ("medical_exam", 3),
    ("counselling_session", 4),
    ("prosecutor_meeting", 2),
];

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match write(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            drop(writeln!(
                std::io::stderr(),
                "large_feed FAMILIES FILE [DAY]: {e}"
            ));
            ExitCode::FAILURE
        }
    }
}

fn write(args: &[String]) -> Result<(), Box<dyn Error>> {
    let families: u64 = args.first().ok_or("expected a number")?.parse()?;
    let path = args.get(1).ok_or("expected a file")?;
    let day: u64 = args.get(2).map_or(Ok(0), |day| day.parse())?;
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let today = after(date(2026, 3, 2), day)?;
    writeln!(
        out,
        r#"{{"type":"feed","version":1,"as_of":"{today}T05:00:00-06:00"}}"#
    )?;
    centre(&mut out)?;
    for family in 0..families {
        Family { family, today, day }.write(&mut out)?;
    }
    out.flush()?;
    Ok(())
}

fn after(day: Date, days: u64) -> Result<Date, jiff::Error> {
    day.checked_add(Span::new().try_days(i64::try_from(days).unwrap_or(0))?)
}

fn centre(out: &mut impl Write) -> std::io::Result<()> {
    for id in AGENCIES {
        writeln!(
            out,
            r#"{{"type":"agency","id":"{id}","kind":"{id}","name":"Riverbend {id}","phone":"816-555-0110","quiet_after_days":30}}"#
        )?;
    }
    for n in 0..CONTACTS {
        let agency = AGENCIES[n as usize % AGENCIES.len()];
        writeln!(
            out,
            r#"{{"type":"contact","id":"w-{n}","agency":"{agency}","name":"Worker {n}","role":"advocate","phone":"816-555-01{:02}"}}"#,
            n % 100
        )?;
    }
    for n in 0..PLACES {
        writeln!(
            out,
            r#"{{"type":"place","id":"l-{n}","name":"Office {n}","street":"{n} Canal Street","city":"Riverbend","state":"MO","bus_lines":["12"],"parking":"free"}}"#
        )?;
    }
    Ok(())
}

/// One family on one day.
struct Family {
    family: u64,
    today: Date,
    day: u64,
}

impl Family {
    fn write(&self, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        let n = self.family;
        let language = ["en", "es", "vi", "ar", "so"][n as usize % 5];
        writeln!(
            out,
            r#"{{"type":"family","id":"f-{n}","language":"{language}"}}"#
        )?;
        for child in 1..=1 + n % 2 {
            writeln!(
                out,
                r#"{{"type":"child","id":"f-{n}-{child}","family":"f-{n}","number":{child}}}"#
            )?;
        }
        writeln!(
            out,
            r#"{{"type":"caregiver","id":"f-{n}-a","family":"f-{n}","label":"Parent 1","language":"{language}"}}"#
        )?;
        writeln!(
            out,
            r#"{{"type":"grant","id":"g-{n}","caregiver":"f-{n}-a","rights":["steps","appointments","team","updates"],"starts_on":"2026-01-01","ends_on":"2026-12-31"}}"#
        )?;
        writeln!(
            out,
            r#"{{"type":"team_member","id":"t-{n}","family":"f-{n}","contact":"w-{}","advocate":true}}"#,
            n % CONTACTS
        )?;
        for at in 0..STEPS.len() {
            self.step(out, at)?;
        }
        for at in 0..VISITS.len() {
            self.visit(out, at)?;
        }
        Ok(())
    }

    /// How many steps are done; one family in fifty goes on by one each day.
    fn done(&self) -> usize {
        let moved = (0..self.day)
            .filter(|day| (self.family + day).is_multiple_of(50))
            .count();
        (3 + self.family as usize % 4 + moved).min(STEPS.len())
    }

    fn step(&self, out: &mut impl Write, at: usize) -> Result<(), Box<dyn Error>> {
        let n = self.family;
        let (kind, agency) = STEPS[at];
        let contact = (n + at as u64 * 8) % CONTACTS;
        let begun = date(2026, 1, 5).checked_add((at as i64 * 3).days())?;
        write!(
            out,
            r#"{{"type":"step","id":"s-{n}-{at}","family":"f-{n}","kind":"{kind}","agency":"{}","order":{at},"contact":"w-{contact}","#,
            AGENCIES[agency]
        )?;
        let done = self.done();
        if at < done {
            writeln!(
                out,
                r#""state":"done","started_on":"{begun}","done_on":"{}"}}"#,
                begun.checked_add(2.days())?
            )?;
        } else if at < done + 2 {
            writeln!(
                out,
                r#""state":"in_progress","started_on":"{begun}","last_confirmed_on":"{}","children":["f-{n}-1"]}}"#,
                self.today
            )?;
            let by = date(2026, 3, 20).checked_add((at as i64).days())?;
            writeln!(
                out,
                r#"{{"type":"promise","id":"p-{n}-{at}","step":"s-{n}-{at}","by":"{by}","made_on":"2026-02-20","basis":"worker"}}"#
            )?;
        } else {
            writeln!(out, r#""state":"not_started"}}"#)?;
        }
        Ok(())
    }

    fn visit(&self, out: &mut impl Write, at: usize) -> Result<(), Box<dyn Error>> {
        let n = self.family;
        let (kind, agency) = VISITS[at];
        let moved = u64::from((n + self.day).is_multiple_of(50) && at == 3);
        let starts = after(date(2026, 2, 16), at as u64 * 14 + n % 10 + moved)?;
        let status = if starts < self.today {
            "fulfilled"
        } else {
            "booked"
        };
        let (agency, contact, place) = (AGENCIES[agency], (n + at as u64) % CONTACTS, n % PLACES);
        writeln!(
            out,
            r#"{{"type":"appointment","id":"v-{n}-{at}","family":"f-{n}","kind":"{kind}","agency":"{agency}","status":"{status}","starts_at":"{starts}T09:00:00-06:00","ends_at":"{starts}T10:00:00-06:00","place":"l-{place}","people":["w-{contact}"],"children":["f-{n}-1"],"interpreter":"not_needed","bring":["photo_id"]}}"#
        )?;
        Ok(())
    }
}
