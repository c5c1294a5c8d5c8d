//! A family that reads its case while something else goes on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::{Result, bail};

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

    /// What it sees first.
    pub fn overview(&self, address: &str, cookie: &str) -> Result<String> {
        let headers = [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")];
        let answer = http::ask(address, "GET", OVERVIEW, &headers, "")?;
        if answer.status() != 200 {
            bail!("{OVERVIEW} answered {}", answer.status());
        }
        Ok(answer.text())
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
                    asked.wrong += u32::from(!answer.is_ok_and(|text| text == expected));
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
