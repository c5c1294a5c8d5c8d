//! What is timed: in turn, each on a phone that has nothing kept.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use journeys::NeutralSite;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::entrant::Entrant;
use super::line::{Line, Speed};
use super::phone::Phone;

/// Rounds, after one that is thrown away.
const ROUNDS: usize = 9;
/// Bytes that the line is checked with.
const LOAD: usize = 200_000;

/// A line and a phone, and who runs there.
struct Track {
    name: &'static str,
    speed: Speed,
    slower: u32,
    /// Whether the page without facts is opened as well.
    with_bare: bool,
}

const TRACKS: [Track; 2] = [
    Track {
        name: "slow-4g",
        speed: Speed::SLOW_4G,
        slower: 4,
        with_bare: true,
    },
    Track {
        name: "slow-3g",
        speed: Speed::SLOW_3G,
        slower: 6,
        with_bare: false,
    },
];

/// Opens the home screens in turn. Ours runs twice in each round: what differs then is noise.
pub async fn openings(name: Option<&str>) -> Result<Value> {
    let site = NeutralSite::open()?;
    let files = |variable: &str| {
        std::env::var_os(variable)
            .map(PathBuf::from)
            .context(variable.to_owned())
    };
    let ours = Entrant::with_family(&files("PORTAL_STATIC")?, &site.url)?;
    let peer = Entrant::with_family(&files("PORTAL_PEER")?, &site.url)?;
    let bare = Entrant::without_family(&files("PORTAL_BARE")?, &site.url)?;
    let track = TRACKS.iter().find(|track| Some(track.name) == name);
    let Some(track) = track else {
        bail!("openings: expected slow-4g or slow-3g, not {name:?}");
    };
    let mut runners = vec![("ours", &ours), ("peer", &peer), ("again", &ours)];
    if track.with_bare {
        runners.insert(2, ("bare", &bare));
    }
    let mut report = json!({});
    for (name, _) in &runners {
        report[*name] = json!([]);
    }
    for round in 0..=ROUNDS {
        for (name, entrant) in &runners {
            let line = Line::open(&entrant.centre.origin, track.speed).await?;
            let phone = Phone::new(entrant, &line, track.slower).await?;
            let opening = phone.opens_home(entrant.cookie.is_some()).await?;
            // The first round warms the machine, not the phones.
            if let Some(all) = report[*name].as_array_mut().filter(|_| round > 0) {
                all.push(serde_json::to_value(&opening)?);
            }
        }
    }
    Ok(report)
}

/// What the lines do, beside what they are asked to do.
pub async fn line() -> Result<Value> {
    let server = TcpListener::bind("127.0.0.1:0").await?;
    let origin = server.local_addr()?.to_string();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = server.accept().await {
            tokio::spawn(async move {
                let mut word = [0; 1];
                while stream.read_exact(&mut word).await.is_ok() {
                    let answer = vec![0; if word[0] == 0 { 1 } else { LOAD }];
                    if stream.write_all(&answer).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    let mut report = json!({});
    for track in &TRACKS {
        let line = Line::open(&origin, track.speed).await?;
        let mut stream = TcpStream::connect(line.origin.trim_start_matches("http://")).await?;
        stream.set_nodelay(true)?;
        // The handshake is over after the first answer.
        ask(&mut stream, 0, 1).await?;
        let round_trip = ask(&mut stream, 0, 1).await?;
        let load = ask(&mut stream, 1, LOAD).await?;
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let bits = LOAD as f64 * 8.0;
        report[track.name] = json!({
            "round_trip": [track.speed.round_trip.as_secs_f64() * 1e3, round_trip.as_secs_f64() * 1e3],
            "bits_per_second": [track.speed.down, bits / (load.saturating_sub(track.speed.round_trip)).as_secs_f64()],
        });
    }
    Ok(report)
}

/// Asks for one byte or for the load, and waits for all of it.
async fn ask(stream: &mut TcpStream, word: u8, length: usize) -> Result<Duration> {
    let started = Instant::now();
    stream.write_all(&[word]).await?;
    stream.read_exact(&mut vec![0; length]).await?;
    Ok(started.elapsed())
}
