//! A slow line between browser and server: round-trip time, one shared token bucket for each direction, and a list of all
//! that went over it.
//!
//! It forwards bytes and knows of HTTP only where a request begins: browsers send the next one on a connection when the
//! answer before it is there. What it leaves out: TLS, slow start and lost packets.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{Instant, sleep_until};

/// As much as a packet carries.
const PACKET: usize = 1_448;
/// What a lane may catch up on: timers wake a little late.
const BURST: Duration = Duration::from_millis(4);
/// The beginnings of requests.
const METHODS: [&str; 4] = ["GET ", "HEAD ", "POST ", "DELETE "];

/// How slow a line is.
#[derive(Clone, Copy, Debug)]
pub struct Speed {
    /// There and back.
    pub round_trip: Duration,
    /// Towards the browser, bits a second.
    pub down: f64,
    /// Towards the server, bits a second.
    pub up: f64,
}

impl Speed {
    /// Lighthouse's slow 4G.
    pub const SLOW_4G: Self = Self {
        round_trip: Duration::from_millis(150),
        down: 1_638_400.0,
        up: 750_000.0,
    };
    /// One bar of signal.
    pub const SLOW_3G: Self = Self {
        round_trip: Duration::from_millis(400),
        down: 400_000.0,
        up: 400_000.0,
    };
}

/// One request and what came back.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Method and path, with a space between.
    pub asked: String,
    /// When the browser sent it, milliseconds since 1970.
    pub sent_at: f64,
    /// When the first of the answer was sent back; nothing before that.
    pub answered_at: Option<f64>,
    /// Bytes of the answer so far, head included.
    pub bytes: usize,
}

type Ledger = Arc<Mutex<Vec<Exchange>>>;

/// A line that is open for as long as this program runs.
pub struct Line {
    /// `http://127.0.0.1:PORT`, where the browser is to go.
    pub origin: String,
    ledger: Ledger,
}

impl Line {
    /// Opens a line to a server.
    pub async fn open(to: &str, speed: Speed) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let ledger = Ledger::default();
        let (lanes, kept) = (
            (Lane::new(speed.down), Lane::new(speed.up)),
            Arc::clone(&ledger),
        );
        let to = to.trim_start_matches("http://").to_owned();
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                let (lanes, ledger, to) = (lanes.clone(), Arc::clone(&kept), to.clone());
                tokio::spawn(connect(browser, to, speed.round_trip, lanes, ledger));
            }
        });
        Ok(Self { origin, ledger })
    }

    /// Everything that was asked since a moment, in milliseconds since 1970.
    pub fn since(&self, moment: f64) -> Vec<Exchange> {
        let ledger = lock(&self.ledger);
        let mut all = ledger.clone();
        all.retain(|exchange| exchange.sent_at >= moment);
        all
    }
}

/// Carries one connection. Its first bytes wait for the handshake of TCP, which took place on this machine at once.
async fn connect(
    browser: TcpStream,
    to: String,
    round_trip: Duration,
    (down, up): (Lane, Lane),
    ledger: Ledger,
) -> Result<()> {
    let open = Instant::now() + round_trip;
    let server = TcpStream::connect(to).await?;
    for end in [&browser, &server] {
        end.set_nodelay(true)?;
    }
    let (from_browser, to_browser) = browser.into_split();
    let (from_server, to_server) = server.into_split();
    let upward = Notes::new(ledger);
    let downward = upward.clone();
    let half = round_trip / 2;
    let up = carry(from_browser, to_server, up, open, half, move |sent| {
        upward.sent(sent);
    });
    let down = carry(from_server, to_browser, down, open, half, move |came| {
        downward.came(came);
    });
    tokio::try_join!(up, down)?;
    Ok(())
}

/// Carries one direction: each packet waits its turn in the lane, and then for the way.
async fn carry(
    mut from: OwnedReadHalf,
    to: OwnedWriteHalf,
    lane: Lane,
    open: Instant,
    way: Duration,
    note: impl Fn(&[u8]),
) -> Result<()> {
    let (sender, packets) = unbounded_channel();
    let arriving = tokio::spawn(arrive(packets, to));
    let mut buffer = [0; PACKET];
    loop {
        let length = from.read(&mut buffer).await.unwrap_or(0);
        if length == 0 {
            break;
        }
        note(&buffer[..length]);
        sleep_until(open).await;
        lane.pass(length).await;
        if sender
            .send((Instant::now() + way, buffer[..length].to_vec()))
            .is_err()
        {
            break;
        }
    }
    drop(sender);
    arriving.await?
}

/// Hands packets over when their time has come, and closes behind the last.
async fn arrive(
    mut packets: UnboundedReceiver<(Instant, Vec<u8>)>,
    mut to: OwnedWriteHalf,
) -> Result<()> {
    while let Some((at, packet)) = packets.recv().await {
        sleep_until(at).await;
        to.write_all(&packet).await?;
    }
    Ok(to.shutdown().await?)
}

/// One direction of the line, which all connections share. Who waits is served in turn, so that a large file does not keep
/// a small one back.
#[derive(Clone)]
struct Lane {
    bits_per_second: f64,
    /// When the last packet will have left.
    free_at: Arc<tokio::sync::Mutex<Instant>>,
}

impl Lane {
    fn new(bits_per_second: f64) -> Self {
        Self {
            bits_per_second,
            free_at: Arc::new(tokio::sync::Mutex::new(Instant::now())),
        }
    }

    async fn pass(&self, bytes: usize) {
        #[expect(clippy::cast_precision_loss, reason = "a packet is small")]
        let takes = Duration::from_secs_f64(bytes as f64 * 8.0 / self.bits_per_second);
        let mut free_at = self.free_at.lock().await;
        let now = Instant::now();
        *free_at = (*free_at).max(now.checked_sub(BURST).unwrap_or(now)) + takes;
        sleep_until(*free_at).await;
    }
}

/// What a connection notes down.
#[derive(Clone)]
struct Notes {
    ledger: Ledger,
    /// Which exchange it is in.
    current: Arc<AtomicUsize>,
}

impl Notes {
    fn new(ledger: Ledger) -> Self {
        let current = Arc::new(AtomicUsize::new(usize::MAX));
        Self { ledger, current }
    }

    /// Notes a request where one begins.
    fn sent(&self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let Some((asked, _)) = text.split_once(" HTTP/1.1\r\n") else {
            return;
        };
        if METHODS.iter().any(|method| asked.starts_with(method)) {
            let mut ledger = lock(&self.ledger);
            self.current.store(ledger.len(), Ordering::Relaxed);
            ledger.push(Exchange {
                asked: asked.to_owned(),
                sent_at: now_ms(),
                answered_at: None,
                bytes: 0,
            });
        }
    }

    /// Adds what came back to the exchange that the connection is in.
    fn came(&self, bytes: &[u8]) {
        let mut ledger = lock(&self.ledger);
        if let Some(exchange) = ledger.get_mut(self.current.load(Ordering::Relaxed)) {
            exchange.bytes += bytes.len();
            exchange.answered_at.get_or_insert_with(now_ms);
        }
    }
}

/// Now, as the ledger tells it.
pub fn now_ms() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs_f64() * 1e3
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
