//! The demo centre with its server, in a folder of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;
use totp_rs::{Builder, Secret};

use crate::tools;

/// "Now" in every journey: a Wednesday morning in the centre's zone.
pub const CLOCK: &str = "2026-11-18T09:30:00-06:00";

/// The server's log in the home.
const LOG: &str = "server.log";

/// A demo family's card.
#[derive(Clone, Debug, Deserialize)]
pub struct Card {
    /// The family's name in the demo, e.g. `kansas-city`.
    pub family: String,
    /// Which caregiver, in words.
    pub label: String,
    /// Their language, a BCP 47 tag.
    pub language: String,
    /// What is printed on the card.
    pub code: String,
    /// The PIN told beside it.
    pub pin: String,
}

/// A member of staff of the demo and their keys.
#[derive(Clone, Debug, Deserialize)]
pub struct Staff {
    /// User name.
    pub user: String,
    /// As they introduce themselves.
    pub name: String,
    /// Passphrase.
    pub passphrase: String,
    /// Secret of one-time codes, base 32.
    pub totp_secret: String,
}

impl Staff {
    /// The one-time code of now, or of so many steps of 30 seconds later: each is taken once, and the next one is good
    /// already.
    pub fn code(&self, steps: u64) -> Result<String> {
        let secret = Secret::try_from_base32(&self.totp_secret)
            .map_err(|_| anyhow!("a secret in base 32"))?;
        let codes = Builder::new()
            .with_secret(secret)
            .build()
            .map_err(|_| anyhow!("a secret that is long enough"))?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        Ok(codes.generate(now + 30 * steps).to_string())
    }
}

/// A served demo centre; its server ends when this is dropped.
pub struct Centre {
    server: Child,
    files: PathBuf,
    home: TempDir,
    cards: Vec<Card>,
    staff: Vec<Staff>,
    /// The demo's `center`, as `portal demo --json` says it.
    pub facts: Value,
    /// `http://127.0.0.1:PORT`
    pub origin: String,
}

impl Centre {
    /// Makes the demo centre, lets its leave button lead to `leave_url`, and serves it.
    pub fn open(leave_url: &str) -> Result<Self> {
        Self::open_with(leave_url, &tools::files())
    }

    /// The same with other files of the portal.
    pub fn open_with(leave_url: &str, files: &Path) -> Result<Self> {
        Self::make(leave_url, files, |_| Ok(()))
    }

    /// The same after `prepare` has changed the home, whose feeds are `demo-cases.ndjson` and
    /// `demo-services.ndjson` and can be imported anew.
    pub fn prepared(leave_url: &str, prepare: impl Fn(&Path) -> Result<()>) -> Result<Self> {
        Self::make(leave_url, &tools::files(), prepare)
    }

    fn make(leave_url: &str, files: &Path, prepare: impl Fn(&Path) -> Result<()>) -> Result<Self> {
        let home = tempfile::tempdir()?;
        let demo = make_demo(&home)?;
        prepare(home.path())?;
        let file = home.path().join("center.json");
        let mut center: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        center["leave_url"] = leave_url.into();
        fs::write(&file, serde_json::to_string_pretty(&center)?)?;
        let (server, origin) = serve(home.path(), files, "127.0.0.1:0")?;
        Ok(Self {
            server,
            files: files.to_owned(),
            home,
            cards: demo.caregivers,
            staff: demo.advocates,
            facts: center,
            origin,
        })
    }

    /// The first card of a demo family.
    pub fn card(&self, family: &str) -> Result<Card> {
        let known = || {
            self.cards
                .iter()
                .map(|card| &*card.family)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let card = self.cards.iter().find(|card| card.family == family);
        card.cloned()
            .with_context(|| format!("no demo family {family}; there are {}", known()))
    }

    /// The first card whose caregiver speaks a language.
    pub fn card_in(&self, language: &str) -> Result<Card> {
        let card = self.cards.iter().find(|card| card.language == language);
        card.cloned()
            .with_context(|| format!("no demo family speaks {language}"))
    }

    /// Every card.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// A member of staff by user name.
    pub fn staff(&self, user: &str) -> Result<&Staff> {
        let found = self.staff.iter().find(|staff| staff.user == user);
        found.with_context(|| format!("no member of staff {user}"))
    }

    /// A member of staff from what `portal staff add` printed.
    pub fn staff_of(&self, user: &str, printed: &str) -> Result<Staff> {
        let value = |name: &str| {
            let mut lines = printed.lines();
            let line = lines.find_map(|line| line.strip_prefix(name));
            line.map(|rest| rest.trim().to_owned())
                .with_context(|| format!("no {name} in:\n{printed}"))
        };
        Ok(Staff {
            user: user.to_owned(),
            name: String::new(),
            passphrase: value("passphrase")?,
            totp_secret: value("secret")?,
        })
    }

    /// A fresh one-time code for the touch screen in the lobby.
    pub fn kiosk_code(&self) -> Result<String> {
        let (status, printed) = self.portal(&["kiosk", "renew", "Lobby"])?;
        let is_code = |word: &&str| word.split('-').count() == 4 && word.len() == 19;
        let code = printed.split_whitespace().find(is_code);
        code.map(str::to_owned)
            .with_context(|| format!("no code, but {status:?}:\n{printed}"))
    }

    /// Where everything of the centre lies, the server's log included.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The centre's phone number as families read it.
    pub fn phone(&self) -> Result<&str> {
        self.facts["phone"].as_str().context("the centre's phone")
    }

    /// Runs the program on this centre as its staff would: how it ended, and all it printed.
    pub fn portal(&self, arguments: &[&str]) -> Result<(Option<i32>, String)> {
        let mut command = Command::new(tools::portal());
        let command = command.args(arguments).arg("--home").arg(self.home.path());
        let output = command.output()?;
        let printed = [output.stdout, output.stderr].concat();
        Ok((output.status.code(), String::from_utf8(printed)?))
    }

    /// Stops answering without closing the door: the process is ended.
    pub fn fail(&mut self) -> Result<()> {
        self.server.kill()?;
        self.server.wait()?;
        Ok(())
    }

    /// Answers again, at the same address.
    pub fn recover(&mut self) -> Result<()> {
        let address = self.origin.trim_start_matches("http://").to_owned();
        self.server = serve(self.home.path(), &self.files, &address)?.0;
        Ok(())
    }

    /// A request past the browser, as another program with the same cookie would send it.
    pub fn send(&self, method: &str, path: &str, cookie: &str) -> Result<String> {
        let cookie = if cookie.is_empty() {
            String::new()
        } else {
            format!("Cookie: {cookie}\r\n")
        };
        self.send_with(method, path, &cookie, "")
    }

    /// Signs a caregiver in past the browser; returns the cookie.
    pub fn sign_in(&self, card: &Card) -> Result<String> {
        let body = json!({"code": card.code, "pin": card.pin}).to_string();
        let kind = "Content-Type: application/json\r\n";
        let answer = self.send_with("POST", "/api/v1/session", kind, &body)?;
        let mut lines = answer.lines();
        let cookie = lines.find_map(|line| line.strip_prefix("set-cookie: "));
        let (cookie, _) = cookie.and_then(|c| c.split_once(';')).context("a cookie")?;
        Ok(cookie.to_owned())
    }

    fn send_with(&self, method: &str, path: &str, headers: &str, body: &str) -> Result<String> {
        let address = self.origin.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address)?;
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        // The directory to search is no text; what is in it can be read all the same.
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for Centre {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

#[derive(Deserialize)]
struct Demo {
    caregivers: Vec<Card>,
    advocates: Vec<Staff>,
}

fn make_demo(home: &TempDir) -> Result<Demo> {
    let portal = tools::portal();
    let mut command = Command::new(&portal);
    command
        .current_dir(tools::root())
        .args(["demo", "--json", "--clock", CLOCK, "--home"])
        .arg(home.path());
    let output = command
        .output()
        .with_context(|| format!("{} (run `cargo xtask dist` first)", portal.display()))?;
    if !output.status.success() {
        bail!("portal demo: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("what portal demo --json prints")
}

fn serve(home: &Path, files: &Path, address: &str) -> Result<(Child, String)> {
    let mut command = Command::new(tools::portal());
    command
        .current_dir(tools::root())
        .args(["serve", "--listen", address, "--clock", CLOCK]);
    command.arg("--home").arg(home).arg("--static").arg(files);
    let mut server = command
        .stdout(Stdio::piped())
        .stderr(fs::File::create(home.join(LOG))?)
        .spawn()?;
    let lines = BufReader::new(server.stdout.take().context("the server's output")?).lines();
    let ready = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("ready ").map(str::to_owned));
    let Some(origin) = ready else {
        server.kill().ok();
        bail!("the server ended before it was ready: {}", server.wait()?);
    };
    Ok((server, origin))
}
