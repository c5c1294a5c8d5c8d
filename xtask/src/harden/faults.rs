//! What breaks around the portal: whatever is private fails, the page and the phone number stay, it comes back by itself
//! within a second, and neither an accepted import nor a row of the access log is lost.

mod clock;
mod damage;
mod database;
mod disk;
mod killed;
mod limits;
mod stage;

use anyhow::Result;

use crate::bench::measured::{Goal, Measured};
use crate::run;

/// Seconds until all is answered again.
const RECOVERY: f64 = 1.0;

/// Other moments and other bytes: the number that chance begins with.
const SEED: &str = "PORTAL_HARDEN_SEED";

/// What a fault came to.
#[derive(Clone, Copy, Default)]
pub struct Outcome {
    /// Private answers that should have failed.
    pub private: u64,
    /// Public answers that came, and how many were asked for.
    pub public: (u64, u64),
    /// Seconds from mending it until all is answered again, the most of all times.
    pub recovery: f64,
    /// Private answers without a row in the access log.
    pub rows_lost: u64,
}

impl Outcome {
    /// Both of them.
    pub fn and(self, other: Self) -> Self {
        Self {
            private: self.private + other.private,
            public: (
                self.public.0 + other.public.0,
                self.public.1 + other.public.1,
            ),
            recovery: self.recovery.max(other.recovery),
            rows_lost: self.rows_lost.max(other.rows_lost),
        }
    }

    /// Its figures.
    #[expect(clippy::cast_precision_loss, reason = "some thousand answers")]
    pub fn figures(&self, fault: &str) -> Vec<Measured> {
        let figure = |what: &str, value: f64, unit, goal| {
            Measured::new(format!("faults-{fault}-{what}"), value, unit, goal)
        };
        let (came, asked) = self.public;
        let mut figures = vec![
            figure("private", self.private as f64, "answers", Goal::AtMost(0.0)),
            figure(
                "rows-lost",
                self.rows_lost as f64,
                "rows",
                Goal::AtMost(0.0),
            ),
            figure("recovery", self.recovery, "s", Goal::AtMost(RECOVERY)),
        ];
        if asked > 0 {
            let share = came as f64 / asked as f64;
            figures.push(figure("public", share, "share", Goal::AtLeast(1.0)));
        }
        figures
    }
}

/// Every fault, one after another.
pub fn measure() -> Result<Vec<Measured>> {
    type Fault = fn() -> Result<Vec<Measured>>;
    let faults: [(&str, Fault); 10] = [
        ("the server is killed", killed::server),
        ("imports are killed", killed::imports),
        ("the disk is full", disk::full),
        ("the disk is read-only", disk::read_only),
        ("the access log is moved away", damage::moved),
        ("the snapshot is damaged", damage::snapshot),
        ("the pepper is missing", damage::pepper),
        ("the clock jumps", clock::jumps),
        ("files run out, and the server is held", limits::measure),
        ("PostgreSQL fails", database::fails),
    ];
    let mut all = Vec::new();
    for (name, measure) in faults {
        all.extend(run::step(&format!("faults: {name}"), measure)?);
    }
    Ok(all)
}

/// Chance that is the same in each run, unless another number is asked for.
pub fn chance() -> Result<fastrand::Rng> {
    Ok(fastrand::Rng::with_seed(number(SEED, 1)?))
}

/// A number in the environment, or another one.
pub fn number(name: &str, otherwise: u64) -> Result<u64> {
    match std::env::var(name) {
        Ok(text) => text
            .parse()
            .map_err(|_| anyhow::anyhow!("{name}: expected a number, found {text:?}")),
        Err(_) => Ok(otherwise),
    }
}
