//! The demo centre, served by a process of its own that a test can do things to.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use portal_server::demo::{self, DemoHome};
use portal_server::home::Home;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Answer, send};

pub const NOW: &str = "2026-03-10T09:00:00-05:00";
pub const OVERVIEW: &str = "/api/v1/me/overview";

/// A cookie that could be somebody's.
pub const STRANGER: &str = "portal=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How long a busy machine may take for what takes a moment.
const PATIENCE: Duration = Duration::from_secs(20);

/// A page with what the server looks for in it.
const PAGE: &str = r#"<!doctype html><a href="tel:+18165550100">816-555-0100</a>
<script defer src="/boot-0123456789abcdef.js" data-wasm="/p.wasm"></script>"#;

/// A centre, and its server when it runs.
pub struct Served {
    pub home: Home,
    pub demo: DemoHome,
    running: Option<Running>,
    dir: TempDir,
}

struct Running {
    child: Child,
    address: SocketAddr,
    admin: SocketAddr,
}

impl Served {
    /// The demo centre, not served yet.
    pub fn stopped() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let home = Home::at(dir.path().join("home"));
        let demo = demo::make(&home, NOW.parse().expect("a time")).expect("a demo");
        let portal = dir.path().join("portal");
        fs::create_dir_all(&portal).expect("a folder");
        for page in ["index.html", "office.html", "kiosk.html"] {
            fs::write(portal.join(page), PAGE).expect("a page");
        }
        Self {
            home,
            demo,
            running: None,
            dir,
        }
    }

    pub fn started() -> Self {
        let mut served = Self::stopped();
        served.start(&[]);
        served
    }

    /// Starts the server, by another program that starts it where one is given, and waits until it listens.
    pub fn start(&mut self, by: &[&str]) {
        let portal = env!("CARGO_BIN_EXE_portal");
        let words = by.iter().copied().chain([portal]);
        let words: Vec<&str> = words.collect();
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log_file());
        let mut child = Command::new(words[0])
            .args(&words[1..])
            .args(["serve", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"])
            .args(["--clock", NOW, "--static"])
            .arg(self.dir.path().join("portal"))
            .arg("--home")
            .arg(self.home.root())
            .stdout(Stdio::piped())
            .stderr(log.expect("a log"))
            .spawn()
            .expect("a server");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut told = |name: &str| {
            let line = lines.next().and_then(Result::ok).unwrap_or_default();
            let address = line.strip_prefix(name).and_then(|text| text.parse().ok());
            address.unwrap_or_else(|| panic!("{line:?}: {}", self.log()))
        };
        let (address, admin) = (told("ready http://"), told("admin http://"));
        self.running = Some(Running {
            child,
            address,
            admin,
        });
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("a server that runs")
    }

    pub fn address(&self) -> SocketAddr {
        self.running().address
    }

    /// The number of its process.
    pub fn id(&self) -> String {
        self.running().child.id().to_string()
    }

    /// Lets it write so far into a file and no farther.
    pub fn limit_files(&self, bytes: &str) {
        let limit = format!("--fsize={bytes}:");
        run(&["prlimit", "--pid", &self.id(), &limit]);
    }

    /// Kills it with SIGKILL, which no process can answer to.
    pub fn kill(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.child.kill().expect("it ran");
            running.child.wait().expect("an end");
        }
    }

    pub fn get(&self, path: &str, cookie: &str) -> Answer {
        self.ask("GET", path, cookie, "")
    }

    pub fn ask(&self, method: &str, path: &str, cookie: &str, body: &str) -> Answer {
        let answer = send(self.address(), method, path, cookie, body);
        answer.unwrap_or_else(|| panic!("{method} {path} has no answer: {}", self.log()))
    }

    pub fn status(&self, path: &str, cookie: &str) -> u16 {
        self.get(path, cookie).status
    }

    /// What the admin address answers.
    pub fn admin(&self, path: &str) -> Answer {
        send(self.running().admin, "GET", path, "", "").expect("an answer")
    }

    /// The first caregiver tries to sign in.
    pub fn try_to_sign_in(&self) -> Answer {
        let card = &self.demo.caregivers[0];
        let body = json!({"code": card.code, "pin": card.pin}).to_string();
        self.ask("POST", "/api/v1/session", "", &body)
    }

    /// Signs the first caregiver in and returns the cookie.
    pub fn sign_in(&self) -> String {
        let answer = self.try_to_sign_in();
        assert_eq!(answer.status, 200, "{}{}", answer.body, self.log());
        answer.cookies()
    }

    /// What families find whatever is broken: the page, and the number to call.
    pub fn check_public(&self) {
        for path in ["/", "/steps", "/api/v1/center"] {
            let answer = self.get(path, "");
            assert_eq!(answer.status, 200, "{path}: {}", self.log());
            assert!(answer.body.contains("816-555-0100"), "{path}");
        }
    }

    /// Nothing private is answered, and whoever watches the server is told so.
    pub fn check_closed(&self, cookie: &str) {
        assert_eq!(self.status(OVERVIEW, cookie), 503, "{}", self.log());
        assert_eq!(self.try_to_sign_in().status, 503);
        assert_eq!(self.status("/readyz", ""), 503);
        self.check_public();
    }

    /// Waits until it can answer again.
    pub fn wait_until_ready(&self) {
        self.wait("ready", || self.status("/readyz", "") == 200);
    }

    pub fn wait(&self, what: &str, is_so: impl Fn() -> bool) {
        let began = Instant::now();
        while !is_so() {
            assert!(began.elapsed() < PATIENCE, "not {what}: {}", self.log());
            sleep(Duration::from_millis(10));
        }
    }

    /// What it wrote on standard error, in all its runs.
    pub fn log(&self) -> String {
        fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// The messages of that.
    pub fn messages(&self) -> Vec<String> {
        let message = |line: &str| {
            let told: Value = serde_json::from_str(line).expect("a line of JSON");
            let text = told["fields"]["message"].as_str();
            text.expect("a message").to_owned()
        };
        self.log().lines().map(message).collect()
    }

    fn log_file(&self) -> PathBuf {
        self.dir.path().join("log")
    }

    /// Runs another command over the home; what it printed and complained of.
    pub fn portal(&self, args: &[&str]) -> (bool, String) {
        let mut portal = Command::new(env!("CARGO_BIN_EXE_portal"));
        portal.args(args).arg("--home").arg(self.home.root());
        let ended = portal.output().expect("an end");
        let text = [ended.stdout, ended.stderr].concat();
        (
            ended.status.success(),
            String::from_utf8_lossy(&text).into_owned(),
        )
    }

    /// Rows of the access log, whose chain is whole.
    pub fn rows(&self) -> usize {
        let (whole, text) = self.portal(&["log", "verify"]);
        assert!(whole, "{text}");
        let rows = text.strip_prefix("access log: ");
        let rows = rows.and_then(|text| text.strip_suffix(" rows, whole\n"));
        rows.and_then(|n| n.parse().ok()).expect("a number of rows")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs a program of the system to its end.
pub fn run(words: &[&str]) {
    let ended = Command::new(words[0]).args(&words[1..]).status();
    assert!(ended.is_ok_and(|ended| ended.success()), "{words:?}");
}

/// Asks again and again until nothing answers: how many answers came whole.
pub fn read_until_killed(address: SocketAddr, cookie: String) -> std::thread::JoinHandle<usize> {
    spawn(move || {
        let answers = std::iter::from_fn(|| send(address, "GET", OVERVIEW, &cookie, ""));
        answers.filter(|answer| answer.status == 200).count()
    })
}
