//! Ten thousand connections that hang on: silent ones, slow heads, slow bodies, slow readers; and a family that wants in.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::people::People;
use super::target::Target;
use super::{crowd, figure, setting};
use crate::bench::measured::{Goal, Measured};

/// Connections that hang on; `PORTAL_HARDEN_CONNECTIONS` changes it.
const CONNECTIONS: u64 = 10_000;

/// Seconds for which they do; `PORTAL_HARDEN_LINGER` changes it.
const SECONDS: u64 = 60;

/// Kinds of them.
const KINDS: usize = 4;

/// Those who hold them, each its share.
const HOLDERS: usize = 4;

/// Time after which the server must have closed what is left, once everybody has gone.
const RECOVERS: Duration = Duration::from_secs(15);

/// What 99 of 100 looks of a family may take meanwhile, in ms.
const P99: f64 = 250.0;

/// Hangs on, and lets a family look.
pub fn measure() -> Result<Vec<Measured>> {
    let attack = "hostile-lingering";
    let many = usize::try_from(setting("PORTAL_HARDEN_CONNECTIONS", CONNECTIONS)?)?;
    raise_file_limit(many + 512)?;
    let target = Target::start(attack)?;
    let cookie = target.server.sign_in(&target.home)?;
    let before = target.files()?;
    let seconds = Duration::from_secs(setting("PORTAL_HARDEN_LINGER", SECONDS)?);
    let address = target.server.address.parse()?;
    let holders = (0..HOLDERS)
        .map(|holder| thread::spawn(move || hold(address, holder, many / HOLDERS, seconds)));
    let holders: Vec<_> = holders.collect();
    let people = People::look(&target.server.address, &cookie);
    let (mut held, mut again) = (0, 0);
    for holder in holders {
        let hung = holder.join().ok().context("a holder panicked")??;
        held += hung.held;
        again += hung.again;
    }
    let looks = people.ask()?;
    println!("{attack}: {held} held at once, {again} were sent away and came again");
    let gone = Instant::now();
    while target.files()? > before + 8 && gone.elapsed() < RECOVERS {
        thread::sleep(Duration::from_millis(50));
    }
    let recovered = gone.elapsed().as_secs_f64();
    let mut figures = vec![
        figure(
            attack,
            "held",
            held as f64,
            "connections",
            Goal::AtLeast(many as f64 * 0.99),
        ),
        figure(
            attack,
            "recovers",
            recovered,
            "s",
            Goal::AtMost(RECOVERS.as_secs_f64()),
        ),
    ];
    figures.extend(looks.figures(attack, P99));
    figures.extend(target.figures(attack, before)?);
    Ok(figures)
}

/// What one holder came to.
struct Hung {
    held: usize,
    again: usize,
}

/// Opens its share, and for so long sends a byte on each now and then. Whoever is sent away comes again.
fn hold(address: SocketAddr, holder: usize, many: usize, seconds: Duration) -> Result<Hung> {
    let mut open = Vec::with_capacity(many);
    for number in 0..many {
        open.push(begin(address, number, holder * many)?);
    }
    let (began, mut again) = (Instant::now(), 0);
    while began.elapsed() < seconds {
        let round = Instant::now();
        for (number, stream) in open.iter_mut().enumerate() {
            if !drip(stream, number % KINDS != 0) {
                again += 1;
                *stream = begin(address, number, holder * many)?;
            }
        }
        thread::sleep(Duration::from_secs(1).saturating_sub(round.elapsed()));
    }
    Ok(Hung {
        held: open.len(),
        again,
    })
}

/// A connection of one of four kinds: silent, with half a head, with half a body, and one that reads none of its answers.
fn begin(address: SocketAddr, number: usize, before: usize) -> Result<TcpStream> {
    let mut stream = crowd::connect(address, before + number)?;
    let begins = match number % KINDS {
        0 => String::new(),
        1 => "GET /api/v1/center HTTP/1.1\r\nHost: portal\r\nX-Slow: ".to_owned(),
        2 => "POST /api/v1/session HTTP/1.1\r\nHost: portal\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 4000\r\n\r\n{".to_owned(),
        _ => "GET /api/v1/openapi.json HTTP/1.1\r\nHost: portal\r\n\r\n".repeat(40),
    };
    // Whoever is sent away already is met again in the next round.
    let _sent = stream.write_all(begins.as_bytes());
    stream.set_nonblocking(true)?;
    Ok(stream)
}

/// Sends one byte, unless it is a silent one; whether the connection is still there.
fn drip(stream: &mut TcpStream, says_something: bool) -> bool {
    let waits = |e: std::io::Error| e.kind() == ErrorKind::WouldBlock;
    let mut ended = [0; 1];
    // A slow reader has something to read and reads one byte of it; for the others anything to read is the end.
    let is_open = match stream.read(&mut ended) {
        Ok(0) => false,
        Ok(_) => true,
        Err(e) => waits(e),
    };
    is_open && (!says_something || stream.write(b"a").map_or_else(waits, |_| true))
}

/// Lets this process have so many connections.
fn raise_file_limit(wanted: usize) -> Result<()> {
    let now = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: now.maximum,
        ..now
    };
    setrlimit(Resource::Nofile, raised).context("the number of open files cannot be raised")?;
    let may = now.maximum.unwrap_or(u64::MAX);
    ensure!(
        may >= wanted as u64,
        "{wanted} connections are more than the {may} files that may be open here; PORTAL_HARDEN_CONNECTIONS asks for fewer"
    );
    Ok(())
}
