//! Times refused sign-ins through the server's own router, without a network, and says whether they can be told apart.
//!
//! `cargo run --release -p portal-server --example sign_in_timing -- 1000` times 1,000 tries each of an unknown card, a known
//! card with a wrong PIN, a revoked card and a barred caregiver's card with the right one, in turn. It prints Welch's t of the
//! last three against the first. Budgets are given back after every try, so that all of them are hashed.
#![expect(
    clippy::print_stdout,
    reason = "what it measured is for whoever started it"
)]

use std::env;
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use jiff::Timestamp;
use portal_server::auth::db::{AuthDb, AuthDbError};
use portal_server::auth::sql::Sql;
use portal_server::auth::{cards, throttle};
use portal_server::clock::Clock;
use portal_server::demo::{self, DemoHome};
use portal_server::home::Home;
use portal_server::serve::{App, Common, Transport, router};
use portal_server::store::Published;
use serde_json::json;
use tower::ServiceExt;

/// Centres, and in each those who try at the same time: so many that every try is hashed within its first tick.
const CENTRES: usize = 2;
const AT_ONCE: usize = 12;

/// What is tried; the first is what the others are held against.
const KINDS: [&str; 4] = ["unknown", "known", "revoked", "barred"];

type Failure = Box<dyn Error + Send + Sync>;

/// A centre, and what is typed of each kind, with the selector of the card.
struct Centre {
    app: Arc<App>,
    router: Router,
    tries: [(String, String); 4],
    /// Removed at the end.
    _dir: tempfile::TempDir,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let pairs: usize = env::args()
        .nth(1)
        .ok_or("expected how many pairs")?
        .parse()?;
    let (mut all, mut centres, mut hashed) = (Vec::new(), Vec::new(), 0);
    for _ in 0..CENTRES {
        let centre = Arc::new(Centre::open().await?);
        centres.push(Arc::clone(&centre));
        let each = pairs.div_ceil(CENTRES * AT_ONCE);
        all.extend((0..AT_ONCE).map(|_| tokio::spawn(try_out(Arc::clone(&centre), each))));
    }
    let mut times: [Vec<f64>; 4] = Default::default();
    for one in all {
        for (sum, part) in times.iter_mut().zip(one.await??) {
            sum.extend(part);
        }
    }
    for centre in &centres {
        hashed += centre.app.hashing.checked().strangers;
    }
    let tried = times.iter().map(Vec::len).sum::<usize>();
    // Each centre has a process's lanes of its own here.
    if hashed != tried as u64 {
        return Err(
            format!("{hashed} hashes for {tried} tries: something stood in the way").into(),
        );
    }
    let unknown = Spread::of(&times[0]);
    for (kind, times) in KINDS.iter().zip(&times).skip(1) {
        let known = Spread::of(times);
        let t = (known.mean - unknown.mean) / (known.error + unknown.error).sqrt();
        let (count, mean, other) = (times.len(), known.mean, unknown.mean);
        println!("{kind} t {t:.2} of {count} pairs, {mean:.4} ms beside {other:.4} ms");
    }
    Ok(())
}

/// Tries all kinds so often, each time in another order: milliseconds of each.
async fn try_out(centre: Arc<Centre>, times: usize) -> Result<[Vec<f64>; 4], Failure> {
    let mut told: [Vec<f64>; 4] = Default::default();
    for _ in 0..times {
        let mut order = [0, 1, 2, 3];
        fastrand::shuffle(&mut order);
        for kind in order {
            told[kind].push(centre.try_once(kind).await?);
        }
    }
    Ok(told)
}

impl Centre {
    async fn open() -> Result<Self, Failure> {
        let dir = tempfile::tempdir()?;
        let home = Home::at(dir.path().join("home"));
        let now: Timestamp = "2026-03-10T09:00:00-05:00".parse()?;
        let demo = demo::make(&home, now)?;
        let common = Common::new(None, Clock::fixed(now), Transport::Loopback)?;
        let published = Published::open(home.clone());
        published.refresh().await?;
        let app = App::open(&home, published, AuthDb::open(&home.auth_db())?, &common)?;
        let (known, revoked, barred) = (
            card(&demo, "on-time")?,
            card(&demo, "closed")?,
            card_of(&demo, "sep-guardian")?,
        );
        let selector = revoked.0[..4].to_owned();
        app.auth
            .write(move |c| cards::revoke(c, &selector, 0))
            .await?;
        Ok(Self {
            router: router(Arc::clone(&app)),
            app,
            tries: [
                ("0000-0000-0000".to_owned(), known.1.clone()),
                (known.0, "000001".to_owned()),
                revoked,
                barred,
            ],
            _dir: dir,
        })
    }

    /// One try: how many milliseconds it took.
    async fn try_once(&self, kind: usize) -> Result<f64, Failure> {
        let (code, pin) = &self.tries[kind];
        let body = Body::from(json!({"code": code, "pin": pin}).to_string());
        let request = Request::post("/api/v1/session").body(body)?;
        // A quarter of an hour later, strangers may try again.
        self.app.clock.advance_sessions(1000);
        let router = self.router.clone();
        let began = Instant::now();
        let answer = router.oneshot(request).await?;
        let took = began.elapsed().as_secs_f64() * 1000.0;
        if answer.status() != StatusCode::UNAUTHORIZED {
            return Err(format!("{}: answered {}", KINDS[kind], answer.status()).into());
        }
        let selector = code[..4].to_owned();
        let give_back = move |c: &dyn Sql| -> Result<(), AuthDbError> {
            match cards::find(c, &selector)? {
                Some(card) => throttle::give_back(c, &card.id, None),
                None => Ok(()),
            }
        };
        self.app.auth.write(give_back).await?;
        Ok(took)
    }
}

/// Code and PIN of a family's first caregiver.
fn card(demo: &DemoHome, family: &str) -> Result<(String, String), Failure> {
    let found = demo.caregivers.iter().find(|c| c.family == family);
    let found = found.ok_or("the demo has no such family")?;
    Ok((found.code.clone(), found.pin.clone()))
}

/// Code and PIN of a caregiver.
fn card_of(demo: &DemoHome, caregiver: &str) -> Result<(String, String), Failure> {
    let found = demo.caregivers.iter().find(|c| c.caregiver == caregiver);
    let found = found.ok_or("the demo has no such caregiver")?;
    Ok((found.code.clone(), found.pin.clone()))
}

/// Where times lie, and how sure that is.
struct Spread {
    mean: f64,
    /// The square of the mean's error.
    error: f64,
}

impl Spread {
    fn of(times: &[f64]) -> Self {
        let count = times.len() as f64;
        let mean = times.iter().sum::<f64>() / count;
        let squares: f64 = times.iter().map(|time| (time - mean).powi(2)).sum();
        Self {
            mean,
            error: squares / (count - 1.0) / count,
        }
    }
}
