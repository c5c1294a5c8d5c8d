//! Hostile requests by the hundred thousand on raw sockets, while a family goes on looking.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::crowd::{self, Statuses};
use super::nasty::{self, Nasty};
use super::people::People;
use super::target::Target;
use super::{figure, setting};
use crate::bench::measured::{Goal, Measured};

/// Requests; `PORTAL_HARDEN_REQUESTS` changes it.
const REQUESTS: u64 = 200_000;

/// How many are under way at a time.
const AT_ONCE: u64 = 48;

/// How long an answer is waited for that is due, and one that is not.
const DUE: Duration = Duration::from_secs(2);
const NOT_DUE: Duration = Duration::from_millis(30);

/// How long an answer's next bytes are waited for.
const NEXT: Duration = Duration::from_millis(15);

/// Bytes of answers that are looked at.
const LOOKED_AT: usize = 256 * 1024;

/// What 99 of 100 looks of a family may take meanwhile, in ms.
const P99: f64 = 250.0;

/// Sends them, and looks at every answer.
pub fn measure() -> Result<Vec<Measured>> {
    let attack = "hostile-requests";
    let target = Target::start(attack)?;
    let cookie = target.server.sign_in(&target.home)?;
    let people = People::look(&target.server.address, &cookie);
    let before = target.files()?;
    let wanted = setting("PORTAL_HARDEN_REQUESTS", REQUESTS)?;
    let (address, began) = (target.server.address.parse()?, Instant::now());
    let senders = (0..AT_ONCE).map(|at| {
        thread::spawn(move || {
            let mut told = Told::default();
            for number in (at..wanted).step_by(usize::try_from(AT_ONCE).unwrap_or(1)) {
                told.send(address, number);
            }
            told
        })
    });
    let senders: Vec<_> = senders.collect();
    let mut told = Told::default();
    for sender in senders {
        told.add(sender.join().ok().context("a sender panicked")?);
    }
    let looks = people.ask()?;
    println!(
        "{attack}: {wanted} in {:.0} s; by status: {:?}",
        began.elapsed().as_secs_f64(),
        told.statuses,
    );
    for example in told.examples.iter().take(5) {
        println!("{attack}: {example}");
    }
    let answers: u64 = told.statuses.values().sum();
    let mut figures = vec![
        figure(
            attack,
            "sent",
            wanted as f64,
            "requests",
            Goal::AtLeast(wanted as f64),
        ),
        figure(
            attack,
            "answered",
            answers as f64,
            "answers",
            Goal::AtLeast(wanted as f64 / 2.0),
        ),
        figure(
            attack,
            "broken",
            told.broken as f64,
            "answers",
            Goal::AtMost(0.0),
        ),
        figure(
            attack,
            "unanswered",
            told.missing as f64,
            "requests",
            Goal::AtMost(0.0),
        ),
    ];
    figures.extend(looks.figures(attack, P99));
    figures.extend(target.figures(attack, before)?);
    Ok(figures)
}

/// What became of them.
#[derive(Default)]
struct Told {
    statuses: Statuses,
    /// Answers 5xx that are no deliberate "come back later".
    broken: u64,
    /// Whole requests that were neither answered nor cut off in [`DUE`].
    missing: u64,
    /// How requests of both began.
    examples: Vec<String>,
}

impl Told {
    fn send(&mut self, address: SocketAddr, number: u64) {
        let Nasty { bytes, is_whole } = nasty::draw();
        let Ok(mut stream) = crowd::connect(address, usize::try_from(number).unwrap_or(0)) else {
            return;
        };
        // Whoever is cut off while sending still reads what the server said before.
        let _sent = stream.write_all(&bytes);
        let (answers, was_cut_off) = read(&mut stream, if is_whole { DUE } else { NOT_DUE });
        for answer in answers.split("HTTP/1.1 ").skip(1) {
            let status = answer
                .get(..3)
                .and_then(|status| status.parse().ok())
                .unwrap_or(0);
            *self.statuses.entry(status).or_default() += 1;
            if status >= 500 && !(status == 503 && answer.contains("\"busy\"")) {
                self.broken += 1;
                self.keep(&bytes, &format!("was answered {answer:.200?}"));
            }
        }
        if is_whole && answers.is_empty() && !was_cut_off {
            self.missing += 1;
            self.keep(&bytes, "was not answered");
        }
    }

    fn keep(&mut self, request: &[u8], fate: &str) {
        let beginning = String::from_utf8_lossy(&request[..request.len().min(300)]);
        self.examples.push(format!("{beginning:?} {fate}"));
    }

    fn add(&mut self, other: Self) {
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        self.broken += other.broken;
        self.missing += other.missing;
        self.examples.extend(other.examples);
    }
}

/// What comes until nothing more does, and whether the server ended it.
fn read(stream: &mut TcpStream, first: Duration) -> (String, bool) {
    let (mut bytes, mut chunk, mut patience) = (Vec::new(), [0; 16 * 1024], first);
    loop {
        if stream.set_read_timeout(Some(patience)).is_err() || bytes.len() > LOOKED_AT {
            break;
        }
        match stream.read(&mut chunk) {
            Ok(0) => return (String::from_utf8_lossy(&bytes).into_owned(), true),
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => break,
            Err(_) => return (String::from_utf8_lossy(&bytes).into_owned(), true),
        }
        patience = NEXT;
    }
    (String::from_utf8_lossy(&bytes).into_owned(), false)
}
