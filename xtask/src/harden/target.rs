//! What is attacked: the release build, serving a demo centre, with its admin address and its log kept to look at.

use std::fs::{self, File};
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::bench::measured::{Goal, Measured};
use crate::bench::memory;
use crate::centre::{Home, Server};
use crate::{http, project, run};

/// MB that the server may ever have in memory, whatever happens to it.
const MEGABYTES: f64 = 200.0;

/// A server that is attacked.
pub struct Target {
    /// Its centre.
    pub home: Home,
    /// The server.
    pub server: Server,
    admin: String,
    log: PathBuf,
}

impl Target {
    /// Makes a demo centre of that name and serves it.
    pub fn start(name: &str) -> Result<Self> {
        let home = Home::new(name)?;
        let log = home.path().with_extension("log");
        let mut portal = run::program(project::portal_binary(true));
        portal.args(["serve", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"]);
        portal.arg("--home").arg(home.path());
        if project::dist().is_dir() {
            portal.arg("--static").arg(project::dist());
        }
        let mut server = {
            portal.stderr(File::create(&log)?);
            Server::answering(portal)?
        };
        let admin = server.says("admin http://")?;
        Ok(Self {
            home,
            server,
            admin,
            log,
        })
    }

    /// What `demo.json` says.
    pub fn demo(&self) -> Result<Value> {
        let path = self.home.path().join("demo.json");
        Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
    }

    /// Hashes that were computed for `strangers` or for `known` devices.
    pub fn checks(&self, who: &str) -> Result<u64> {
        let text = http::get(&self.admin, "/metrics", "identity")?.text();
        let line = format!("portal_sign_in_checks_total{{who=\"{who}\"}} ");
        let count = text
            .lines()
            .find_map(|l| l.strip_prefix(&line)?.parse().ok());
        count.context("/metrics counts no checks of sign-ins")
    }

    /// What must hold after every attack: no panic, nothing that failed within, little memory, no file left open.
    pub fn figures(&self, attack: &str, files_before: usize) -> Result<Vec<Measured>> {
        let log = fs::read_to_string(&self.log)?;
        let count = |what: &str| log.lines().filter(|line| line.contains(what)).count() as f64;
        let (panics, errors) = (count("panicked"), count("\"ERROR\""));
        if panics + errors > 0.0 {
            println!("{attack}: {} says more", self.log.display());
        }
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.id()))?;
        let peak = memory::high_water(&status).context("a peak of memory")?;
        let left = self.files()?.saturating_sub(files_before) as f64;
        let figure = |name: &str, value, unit, goal| {
            Measured::new(format!("{attack}-{name}"), value, unit, Goal::AtMost(goal))
        };
        Ok(vec![
            figure("panics", panics, "panics", 0.0),
            figure("errors", errors, "errors", 0.0),
            figure("peak", peak, "MB", MEGABYTES),
            figure("files-left", left, "files", 8.0),
        ])
    }

    /// Files and connections that the server has open.
    pub fn files(&self) -> Result<usize> {
        Ok(fs::read_dir(format!("/proc/{}/fd", self.server.id()))?.count())
    }
}
