//! A family that reads its case while something else goes on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::centre::{Home, Server};
use crate::http;

const OVERVIEW: &str = "/api/v1/me/overview";

/// One of the region's families.
pub struct Family {
    card: (String, String),
}

/// What the family met.
#[derive(Default)]
pub struct Asked {
    /// How often it read its case.
    pub times: u32,
    /// Answers that were not its case.
    pub wrong: u32,
    /// The longest it waited, in milliseconds.
    pub slowest: f64,
}

impl Family {
    /// Issues its card.
    pub fn new(home: &Home) -> Result<Self> {
        Ok(Self {
            card: home.issue_card("f-0-a")?,
        })
    }

    /// Signs in and returns the cookie.
    pub fn sign_in(&self, server: &Server) -> Result<String> {
        server.sign_in_with(&self.card)
    }

    /// What it sees first, but for the moment of the answer.
    pub fn overview(&self, address: &str, cookie: &str) -> Result<Value> {
        let headers = [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")];
        let answer = http::ask(address, "GET", OVERVIEW, &headers, "")?;
        if answer.status() != 200 {
            bail!("{OVERVIEW} answered {}", answer.status());
        }
        let mut seen: Value = serde_json::from_str(&answer.text())?;
        let as_of = seen.as_object_mut().and_then(|facts| facts.remove("as_of"));
        as_of.context("the moment of the answer")?;
        Ok(seen)
    }

    /// Reads its case again and again until `work` is done.
    pub fn while_asking<T>(
        &self,
        address: &str,
        cookie: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<(T, Asked)> {
        let expected = self.overview(address, cookie)?;
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            let asking = scope.spawn(|| {
                let mut asked = Asked::default();
                while !over.load(Ordering::Relaxed) {
                    let begun = Instant::now();
                    let answer = self.overview(address, cookie);
                    asked.times += 1;
                    asked.slowest = asked.slowest.max(begun.elapsed().as_secs_f64() * 1e3);
                    asked.wrong += u32::from(!answer.is_ok_and(|seen| seen == expected));
                }
                asked
            });
            let done = work();
            over.store(true, Ordering::Relaxed);
            match asking.join() {
                Ok(asked) => Ok((done?, asked)),
                Err(_) => bail!("the family gave up"),
            }
        })
    }
}
