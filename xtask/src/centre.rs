//! A demo centre in a folder of its own, served by the release build for as long as it is measured or judged.

use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{http, project, run};

/// Where the demo's services come from.
const DIRECTORY: &str = "directory";

/// A folder with a demo centre that is made afresh and thrown away.
pub struct Home(PathBuf);

impl Home {
    /// Makes the demo centre.
    pub fn new(name: &str) -> Result<Self> {
        let home = Self(project::target().join("centres").join(name));
        if home.0.exists() {
            fs::remove_dir_all(&home.0)?;
        }
        fs::create_dir_all(home.0.parent().unwrap_or(&home.0))?;
        run::output(
            run::program(project::portal_binary(true))
                .args(["demo", "--json", "--home"])
                .arg(&home.0),
        )?;
        Ok(home)
    }

    /// A centre that is there already, or will be.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// A centre without families or services, with the demo's settings.
    pub fn empty(name: &str) -> Result<Self> {
        let demo = Self::new(name)?;
        let settings = "center.json";
        let mut center: Value = serde_json::from_str(&fs::read_to_string(demo.0.join(settings))?)?;
        center["demo"] = false.into();
        fs::remove_dir_all(&demo.0)?;
        fs::create_dir_all(&demo.0)?;
        fs::write(demo.0.join(settings), center.to_string())?;
        Ok(demo)
    }

    /// The same centre in another folder, on another disk say.
    pub fn copied_to(&self, folder: &Path) -> Result<Self> {
        let mut copy = Command::new("cp");
        run::done(copy.arg("--archive").arg(&self.0).arg(folder))?;
        let name = self.0.file_name().context("a name")?;
        Ok(Self(folder.join(name)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Puts another services directory in the place of the demo's own.
    pub fn replace_directory(&self, package: &Path) -> Result<()> {
        let mut portal = run::program(project::portal_binary(true));
        portal.args(["import", "services"]).arg(package);
        portal.args(["--source", DIRECTORY, "--home"]).arg(&self.0);
        run::done(portal.stdout(Stdio::null()).stderr(Stdio::null()))
    }

    /// Takes in a case feed.
    pub fn import_cases(&self, feed: &Path, source: &str) -> Result<()> {
        let mut portal = run::program(project::portal_binary(true));
        portal.args(["import", "cases"]).arg(feed);
        portal.args(["--source", source, "--home"]).arg(&self.0);
        run::done(portal.stdout(Stdio::null()).stderr(Stdio::null()))
    }

    /// Issues a card to a caregiver: code and PIN.
    pub fn issue_card(&self, caregiver: &str) -> Result<(String, String)> {
        let mut portal = run::program(project::portal_binary(true));
        portal.args(["card", "issue", "--caregiver", caregiver, "--home"]);
        let printed = run::output(portal.arg(&self.0))?;
        let value = |name: &str| {
            let mut lines = printed.lines();
            let found = lines.find_map(|line| line.strip_prefix(name));
            found.map(|value| value.trim().to_owned()).context("a card")
        };
        Ok((value("code ")?, value("pin ")?))
    }

    /// Code and PIN of the first card of somebody who speaks as the measured phones do: another language would be asked for
    /// on top, and another direction of script laid out anew.
    fn card(&self) -> Result<(String, String)> {
        let demo: Value = serde_json::from_str(&fs::read_to_string(self.0.join("demo.json"))?)?;
        let caregivers = demo["caregivers"].as_array().context("demo cards")?;
        let card = caregivers.iter().find(|card| card["language"] == "en");
        let card = card.context("a demo card in English")?;
        let field = |name: &str| {
            let value = card[name].as_str().map(str::to_owned);
            value.with_context(|| format!("a card's {name}"))
        };
        Ok((field("code")?, field("pin")?))
    }
}

/// The server of a centre; ends when it is dropped.
pub struct Server {
    child: Child,
    /// Host and port it listens on.
    pub address: String,
    /// Kept open: whoever prints into a closed pipe dies of it.
    output: Lines<BufReader<ChildStdout>>,
}

impl Server {
    /// Starts the server on a free port and waits until it answers.
    pub fn start(home: &Home) -> Result<Self> {
        Self::start_at(home, "127.0.0.1:0")
    }

    /// Starts the server on an address, host and port, and waits until it answers.
    pub fn start_at(home: &Home, address: &str) -> Result<Self> {
        let mut portal = run::program(project::portal_binary(true));
        portal
            .args(["serve", "--listen", address, "--home"])
            .arg(home.path())
            .stderr(Stdio::null());
        // What asks the API alone need not wait for the portal to be built.
        if project::dist().is_dir() {
            portal.arg("--static").arg(project::dist());
        }
        Self::answering(portal)
    }

    /// Starts a server as it is told to be, and waits until it answers.
    pub fn answering(mut portal: Command) -> Result<Self> {
        let mut child = portal
            .stdout(Stdio::piped())
            .spawn()
            .context("starting the server")?;
        let output = child.stdout.take().context("the server's output")?;
        let mut server = Self {
            child,
            address: String::new(),
            output: BufReader::new(output).lines(),
        };
        server.address = server.says("ready http://")?;
        Ok(server)
    }

    /// The rest of the next line that begins like this.
    pub fn says(&mut self, begin: &str) -> Result<String> {
        let lines = self.output.by_ref().map_while(Result::ok);
        let mut found = lines.filter_map(|line| line.strip_prefix(begin).map(str::to_owned));
        found.next().context("the server ended before it was ready")
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Signs the first demo family in and returns the cookie.
    pub fn sign_in(&self, home: &Home) -> Result<String> {
        self.sign_in_with(&home.card()?)
    }

    /// Signs in with code and PIN and returns the cookie.
    pub fn sign_in_with(&self, (code, pin): &(String, String)) -> Result<String> {
        let body = serde_json::json!({"code": code, "pin": pin}).to_string();
        let headers = [
            ("Content-Type", "application/json"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let answer = http::request(&self.address, "POST", "/api/v1/session", &headers, &body)?;
        let cookie = answer
            .header("set-cookie")
            .context("a cookie for the session")?;
        Ok(cookie.split(';').next().unwrap_or_default().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
