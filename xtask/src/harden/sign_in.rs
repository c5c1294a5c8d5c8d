//! Guessing a family's PIN, a million times, and signing in two thousand times a second: neither keeps anybody out.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use portal_types::CardCode;
use serde_json::json;

use super::crowd::{Crowd, Statuses};
use super::people::People;
use super::screen::Screen;
use super::target::Target;
use super::{figure, setting};
use crate::bench::measured::{Goal, Measured};
use crate::http::{self, Answer};

/// Wrong tries against one family; `PORTAL_HARDEN_TRIES` changes it.
const TRIES: u64 = 1_000_000;

/// Connections that try at the same time, of the 2,048 the server has.
const AT_ONCE: usize = 1_500;

/// Hashes that strangers get for one card, however long they try.
const CHECKS: f64 = 20.0;

/// Seconds of the flood; `PORTAL_HARDEN_FLOOD` changes it.
const FLOOD: u64 = 60;

/// Sign-ins a second in the flood: from as many connections, which ask in so many groups one after another.
const PER_SECOND: usize = 2_000;
const LANES: usize = 10;

/// Time between two sign-ins of a connection, a little less than a second: some still wait for their answer.
const ROUND: Duration = Duration::from_millis(850);

/// Longer than any answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What 99 of 100 looks of a signed-in family may take meanwhile, and a known phone's sign-in, in ms.
const P99: f64 = 100.0;
const KNOWN_PHONE: f64 = 2_000.0;

/// Tries PINs of one family's card from everywhere, and then lets the family's own phone and the kiosk sign in.
pub fn tries() -> Result<Vec<Measured>> {
    let attack = "sign-in-tries";
    let target = Target::start(attack)?;
    let phone = Phone::remembered(&target)?;
    let mut screen = Screen::start(&target)?;
    let people = People::look(&target.server.address, &phone.session);
    let before = (target.checks("strangers")?, target.files()?);

    let (wanted, began) = (setting("PORTAL_HARDEN_TRIES", TRIES)?, Instant::now());
    let mut crowd = Crowd::connect(&target.server.address, AT_ONCE)?;
    let (mut tried, mut statuses) = (0, Statuses::new());
    while tried < wanted {
        for (status, count) in crowd.round(PATIENCE, || wrong_try(&phone.code, &phone.pin))? {
            *statuses.entry(status).or_default() += count;
        }
        // Only what was refused as a wrong PIN is a try.
        tried = statuses.get(&401).copied().unwrap_or(0);
    }
    drop(crowd);
    let (seconds, looks) = (began.elapsed().as_secs_f64(), people.ask()?);
    println!("{attack}: {tried} tries in {seconds:.0} s; by status: {statuses:?}");

    let by_phone = phone.sign_in(&target)?;
    let told: serde_json::Value = serde_json::from_str(&by_phone.text())?;
    println!(
        "{attack}: the family reads of {} wrong tries",
        told["wrong_tries"]
    );
    let at_kiosk = screen.ask("POST", "/api/v1/session", &phone.body())?;
    let checks = target.checks("strangers")? - before.0;
    let signed_in = |answer: &Answer| f64::from(u8::from(answer.status() == 200));
    let mut figures = vec![
        figure(
            attack,
            "made",
            tried as f64,
            "tries",
            Goal::AtLeast(wanted as f64),
        ),
        figure(
            attack,
            "hashed",
            checks as f64,
            "hashes",
            Goal::AtMost(CHECKS),
        ),
        figure(
            attack,
            "phone-gets-in",
            signed_in(&by_phone),
            "of 1",
            Goal::AtLeast(1.0),
        ),
        figure(
            attack,
            "kiosk-gets-in",
            signed_in(&at_kiosk),
            "of 1",
            Goal::AtLeast(1.0),
        ),
    ];
    figures.extend(looks.figures(attack, P99));
    figures.extend(target.figures(attack, before.1)?);
    Ok(figures)
}

/// Signs in with cards that nobody has, as fast as a flood comes, while a family looks and its known phone signs in.
pub fn flood() -> Result<Vec<Measured>> {
    let attack = "sign-in-flood";
    let target = Target::start(attack)?;
    let phone = Phone::remembered(&target)?;
    let people = People::look(&target.server.address, &phone.session);
    let before = (target.checks("strangers")?, target.files()?);

    let seconds = setting("PORTAL_HARDEN_FLOOD", FLOOD)?;
    let address = target.server.address.clone();
    let flood = std::thread::spawn(move || pour(&address, seconds));
    let mut longest = 0.0_f64;
    while !flood.is_finished() {
        let began = Instant::now();
        phone.sign_in(&target)?;
        longest = longest.max(began.elapsed().as_secs_f64() * 1000.0);
        std::thread::sleep(Duration::from_secs(2));
    }
    let poured = flood.join().ok().context("the flood panicked")??;
    let looks = people.ask()?;
    let rate = poured.values().sum::<u64>() as f64 / seconds as f64;
    let hashed = target.checks("strangers")? - before.0;
    println!("{attack}: by status: {poured:?}; {hashed} were hashed");
    let lost = poured.get(&0).copied().unwrap_or(0) as f64;
    let mut figures = vec![
        figure(
            attack,
            "rate",
            rate,
            "sign-ins/s",
            Goal::AtLeast(PER_SECOND as f64),
        ),
        figure(attack, "unanswered", lost, "sign-ins", Goal::AtMost(0.0)),
        figure(
            attack,
            "known-phone",
            longest,
            "ms",
            Goal::AtMost(KNOWN_PHONE),
        ),
    ];
    figures.extend(looks.figures(attack, P99));
    figures.extend(target.figures(attack, before.1)?);
    Ok(figures)
}

/// Sends so many sign-ins a second. Most are answered at once, because only a few may wait.
fn pour(address: &str, seconds: u64) -> Result<Statuses> {
    let lanes = (0..).take(LANES).map(|lane| {
        let address = address.to_owned();
        std::thread::spawn(move || -> Result<Statuses> {
            let mut crowd = Crowd::connect(&address, PER_SECOND / LANES)?;
            let (began, mut statuses) = (Instant::now(), Statuses::new());
            std::thread::sleep(ROUND * lane / u32::try_from(LANES)?);
            while began.elapsed() < Duration::from_secs(seconds) {
                let round = Instant::now();
                for (status, count) in crowd.round(ROUND / 2, || wrong_try(&nobodys_code(), ""))? {
                    *statuses.entry(status).or_default() += count;
                }
                std::thread::sleep(ROUND.saturating_sub(round.elapsed()));
            }
            Ok(statuses)
        })
    });
    let lanes: Vec<_> = lanes.collect();
    let mut all = Statuses::new();
    for lane in lanes {
        for (status, count) in lane.join().ok().context("a part of the flood panicked")?? {
            *all.entry(status).or_default() += count;
        }
    }
    Ok(all)
}

/// A family's own phone, which the card knows.
struct Phone {
    code: String,
    pin: String,
    session: String,
    device: String,
}

impl Phone {
    /// Signs the first family in on a phone that is remembered.
    fn remembered(target: &Target) -> Result<Self> {
        let demo = target.demo()?;
        let text = |name: &str| {
            let text = demo["caregivers"][0][name].as_str();
            text.map(str::to_owned).context("a card of the demo")
        };
        let mut phone = Self {
            code: text("code")?,
            pin: text("pin")?,
            session: String::new(),
            device: String::new(),
        };
        let answer = phone.sign_in(target)?;
        let mut cookies = answer.headers("set-cookie");
        let mut cookie = || {
            let pair = cookies.next()?.split(';').next();
            pair.map(str::to_owned)
        };
        (phone.session, phone.device) = cookie().zip(cookie()).context("two cookies")?;
        Ok(phone)
    }

    fn body(&self) -> String {
        json!({"code": self.code, "pin": self.pin, "remember_device": true}).to_string()
    }

    fn sign_in(&self, target: &Target) -> Result<Answer> {
        let headers = [
            ("Content-Type", "application/json"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Cookie", &self.device),
        ];
        let address = &target.server.address;
        http::ask(address, "POST", "/api/v1/session", &headers, &self.body())
    }
}

/// A sign-in with a PIN that somebody made up and that is not the right one, from wherever they say that they are.
fn wrong_try(code: &str, right: &str) -> String {
    let mut pin = right.to_owned();
    while pin == right {
        pin = format!("{:06}", fastrand::u32(..1_000_000));
    }
    let body = json!({"code": code, "pin": pin, "remember_device": fastrand::bool()}).to_string();
    let [a, b, c, d] = fastrand::u32(..).to_be_bytes();
    let device: String = (0..43).map(|_| fastrand::alphanumeric()).collect();
    format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: portal\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n\
         X-Forwarded-For: {a}.{b}.{c}.{d}\r\nForwarded: for={d}.{c}.{b}.{a}\r\nX-Real-IP: {b}.{a}.{d}.{c}\r\n\
         Cookie: portal-device={device}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A code that could be somebody's.
fn nobodys_code() -> String {
    CardCode::from_values(std::array::from_fn(|_| fastrand::u8(..))).to_printed()
}
