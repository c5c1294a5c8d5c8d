//! The people for whom all of it is: while somebody attacks, a signed-in family goes on looking, and each look is timed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use crate::bench::measured::{Goal, Measured};
use crate::http;

/// Time between two looks.
const EVERY: Duration = Duration::from_millis(20);

/// Somebody who goes on looking until they are asked how it was.
pub struct People {
    done: Arc<AtomicBool>,
    looking: JoinHandle<Vec<Option<f64>>>,
}

/// How it was.
pub struct Looks {
    /// Milliseconds of each look that was answered, the shortest first.
    times: Vec<f64>,
    /// Looks that were refused or came to nothing.
    failed: usize,
}

impl People {
    /// Looks at home, each time over a connection of its own, as phones do.
    pub fn look(address: &str, cookie: &str) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        let (ended, address, cookie) = (Arc::clone(&done), address.to_owned(), cookie.to_owned());
        let looking = thread::spawn(move || {
            let mut looks = Vec::new();
            while !ended.load(Ordering::Relaxed) {
                looks.push(one(&address, &cookie));
                thread::sleep(EVERY);
            }
            looks
        });
        Self { done, looking }
    }

    /// Ends it.
    pub fn ask(self) -> Result<Looks> {
        self.done.store(true, Ordering::Relaxed);
        let looks = self.looking.join();
        let looks = looks.map_err(|_| anyhow!("whoever looked panicked"))?;
        let mut times: Vec<f64> = looks.iter().copied().flatten().collect();
        times.sort_by(f64::total_cmp);
        let failed = looks.len() - times.len();
        Ok(Looks { times, failed })
    }
}

/// One look; nothing unless it was answered with the facts.
fn one(address: &str, cookie: &str) -> Option<f64> {
    let headers = [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")];
    let began = Instant::now();
    let answer = http::ask(address, "GET", "/api/v1/me/overview", &headers, "").ok()?;
    (answer.status() == 200).then(|| began.elapsed().as_secs_f64() * 1000.0)
}

impl Looks {
    /// What so many of a hundred looks took at most, in ms.
    pub fn within(&self, hundredths: usize) -> f64 {
        let at = (self.times.len() * hundredths / 100).min(self.times.len().saturating_sub(1));
        self.times.get(at).copied().unwrap_or(f64::NAN)
    }

    /// The longest, in ms.
    pub fn longest(&self) -> f64 {
        self.times.last().copied().unwrap_or(f64::NAN)
    }

    /// What must hold: everybody is answered, 99 of 100 within `p99` ms, and nobody waits for two seconds.
    pub fn figures(&self, attack: &str, p99: f64) -> Vec<Measured> {
        println!(
            "{attack}: {} looks meanwhile, p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
            self.times.len(),
            self.within(50),
            self.within(99),
            self.longest()
        );
        let figure = |name: &str, value, unit, goal| {
            Measured::new(format!("{attack}-{name}"), value, unit, Goal::AtMost(goal))
        };
        vec![
            figure("family-p99", self.within(99), "ms", p99),
            figure("family-longest", self.longest(), "ms", 2_000.0),
            figure("family-refused", self.failed as f64, "looks", 0.0),
        ]
    }
}
