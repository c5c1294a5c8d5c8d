//! The demo centre and its server, with somebody signed in, who counts what is answered.

use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::Outcome;
use crate::centre::{Home, Server};
use crate::{http, project, run};

const OVERVIEW: &str = "/api/v1/me/overview";

/// The demo's number to call, in the page and in the centre's facts.
const PHONE: &str = "816-555-0100";

/// Where families find it.
const PUBLIC: [&str; 3] = ["/", "/steps", "/api/v1/center"];

/// How often each kind is asked while something is broken.
const ASKED: u64 = 20;

/// Longer than any recovery that is still worth a figure.
const PATIENCE: Duration = Duration::from_secs(60);

/// A centre that something happens to.
pub struct Stage {
    pub home: Home,
    /// What the server, and commands about the home, find in their environment.
    environment: Vec<(String, String)>,
    server: Option<Server>,
    cookie: String,
    /// Private answers since the rows were counted first.
    answered: u64,
    rows_before: u64,
}

impl Stage {
    /// Serves a home and signs its first family in.
    pub fn of(home: Home, environment: &[(&str, &str)]) -> Result<Self> {
        let owned = |(name, value): &(&str, &str)| (name.to_string(), value.to_string());
        let mut stage = Self {
            home,
            environment: environment.iter().map(owned).collect(),
            server: None,
            cookie: String::new(),
            answered: 0,
            rows_before: 0,
        };
        stage.rows_before = stage.rows()?;
        stage.start()?;
        stage.sign_in()?;
        Ok(stage)
    }

    /// The demo centre on the disk.
    pub fn new(name: &str) -> Result<Self> {
        Self::of(Home::new(name)?, &[])
    }

    /// Starts the server and waits until it listens.
    pub fn start(&mut self) -> Result<()> {
        let mut portal = self.portal(&["serve", "--listen", "127.0.0.1:0", "--static"]);
        portal
            .arg(project::dist())
            .arg("--home")
            .arg(self.home.path());
        self.server = Some(Server::answering(portal)?);
        Ok(())
    }

    /// Kills the server.
    pub fn kill(&mut self) {
        self.server = None;
    }

    /// A command of the portal's, in this stage's environment.
    pub fn portal(&self, words: &[&str]) -> Command {
        let mut portal = run::program(project::portal_binary(true));
        portal.args(words);
        for (name, value) in &self.environment {
            portal.env(name, value);
        }
        portal
    }

    /// The server that runs.
    pub fn server(&self) -> Result<&Server> {
        self.server.as_ref().context("the server does not run")
    }

    /// The cookie of who is signed in.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Notes answers that somebody else was given.
    pub fn note(&mut self, answers: u64) {
        self.answered += answers;
    }

    /// Signs the first family in.
    pub fn sign_in(&mut self) -> Result<()> {
        self.cookie = self.server()?.sign_in(&self.home)?;
        Ok(())
    }

    /// Whether a private answer is given.
    pub fn is_answered(&mut self) -> Result<bool> {
        let cookie = [("Cookie", self.cookie.as_str())];
        let answer = http::ask(&self.server()?.address, "GET", OVERVIEW, &cookie, "");
        let is_answered = answer.is_ok_and(|answer| answer.status() == 200);
        self.answered += u64::from(is_answered);
        Ok(is_answered)
    }

    /// Private answers while all of them should fail, and public ones.
    pub fn suffer(&mut self) -> Result<Outcome> {
        let mut private = 0;
        for _ in 0..ASKED {
            private += u64::from(self.is_answered()?);
        }
        Ok(Outcome {
            private,
            public: self.public()?,
            ..Outcome::default()
        })
    }

    /// Public answers that came, and how many were asked for.
    pub fn public(&self) -> Result<(u64, u64)> {
        let address = &self.server()?.address;
        let comes = |path: &str| {
            let answer = http::ask(address, "GET", path, &[], "");
            answer.is_ok_and(|answer| answer.status() == 200 && answer.text().contains(PHONE))
        };
        let asked = PUBLIC
            .into_iter()
            .cycle()
            .take(PUBLIC.len() * ASKED as usize);
        let came: Vec<bool> = asked.map(comes).collect();
        let count = came.iter().filter(|came| **came).count();
        Ok((count as u64, came.len() as u64))
    }

    /// Seconds until it says that it is ready, and a private answer is given.
    pub fn recovery(&mut self) -> Result<f64> {
        let began = Instant::now();
        while !self.is_ready()? || !self.is_answered()? {
            ensure!(
                began.elapsed() < PATIENCE,
                "it does not come back by itself"
            );
            sleep(Duration::from_millis(5));
        }
        Ok(began.elapsed().as_secs_f64())
    }

    /// What it says of itself.
    pub fn is_ready(&self) -> Result<bool> {
        let answer = http::ask(&self.server()?.address, "GET", "/readyz", &[], "");
        Ok(answer.is_ok_and(|answer| answer.status() == 200))
    }

    /// Answers without a row in the access log, whose chain is whole.
    pub fn rows_lost(&self) -> Result<u64> {
        Ok(self
            .answered
            .saturating_sub(self.rows()? - self.rows_before))
    }

    /// Rows of the access log.
    fn rows(&self) -> Result<u64> {
        let mut verify = self.portal(&["log", "verify", "--home"]);
        let told = run::output(verify.arg(self.home.path()))?;
        let rows = told.trim().strip_prefix("access log: ");
        let rows = rows.and_then(|told| told.strip_suffix(" rows, whole"));
        rows.and_then(|rows| rows.parse().ok())
            .with_context(|| format!("portal log verify: {told}"))
    }
}
