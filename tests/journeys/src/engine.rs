//! The three engines that phones and computers have, each driven by nothing but the W3C's WebDriver.
//!
//! Leaving and the way back are where engines differ; all else is tried in Chromium, with more to look at ([`Browser`]).
//!
//! [`Browser`]: crate::Browser

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{By, Capabilities, WebDriver};

use crate::browser::FLAGS;
use crate::driver::DriverProcess;
use crate::tools;

/// How long something that should happen may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often it is looked at meanwhile.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// All that a page holds: its text, its attributes and what is typed.
const EVERYTHING: &str = "return document.title + document.documentElement.outerHTML
    + [...document.querySelectorAll('input, textarea')].map(field => field.value).join(' ')";

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, under chromedriver.
    Chromium,
    /// Firefox, under geckodriver.
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser`, under `WebKitWebDriver`.
    WebKit,
}

impl Engine {
    /// Its driver.
    fn driver(self) -> PathBuf {
        match self {
            Self::Chromium => "chromedriver".into(),
            Self::Firefox => tools::geckodriver(),
            Self::WebKit => "WebKitWebDriver".into(),
        }
    }

    /// What a new session is asked for. Nothing waits for pages to load: some of them never do.
    fn wishes(self, profile: &Path) -> Value {
        let profile = profile.display().to_string();
        let own = match self {
            Self::Chromium => {
                let folder = format!("--user-data-dir={profile}");
                let mut flags = FLAGS.to_vec();
                flags.extend(["--lang=en", "--restore-last-session", &folder]);
                json!({"goog:chromeOptions": {"args": flags}})
            }
            Self::Firefox => json!({"moz:firefoxOptions": {
                "args": ["-headless", "-profile", profile],
                // 3: begins with what was open when it ended.
                "prefs": {"intl.accept_languages": "en", "browser.startup.page": 3},
            }}),
            Self::WebKit => json!({}),
        };
        let mut wishes = json!({"pageLoadStrategy": "none"});
        if let (Value::Object(wishes), Value::Object(own)) = (&mut wishes, own) {
            wishes.extend(own);
        }
        wishes
    }
}

/// A window of an engine, with a folder of its own for all that it keeps.
pub struct Window {
    running: Running,
    folder: TempDir,
}

/// The processes of a window. They end when this is dropped.
struct Running {
    driver: WebDriver,
    process: DriverProcess,
    /// Kept for as long as something is drawn on it.
    _screen: Option<Screen>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.process.close(&self.driver);
    }
}

impl Window {
    /// Opens it for somebody who was never here.
    pub async fn open(engine: Engine) -> Result<Self> {
        Self::open_in(engine, tempfile::tempdir()?).await
    }

    /// Closes it; what it has kept is left.
    pub fn closed(self) -> TempDir {
        let Self { running, folder } = self;
        drop(running);
        folder
    }

    /// Closes it and opens it again, as somebody does who picks up where they were.
    pub async fn opened_again(self, engine: Engine) -> Result<Self> {
        Self::open_in(engine, self.closed()).await
    }

    async fn open_in(engine: Engine, folder: TempDir) -> Result<Self> {
        let profile = folder.path().join("profile");
        std::fs::create_dir_all(&profile)?;
        // WebKit has no mode without a screen.
        let screen = (engine == Engine::WebKit).then(Screen::start).transpose()?;
        let process = DriverProcess::start(&engine.driver(), |command| {
            for name in [
                "HOME",
                "TMPDIR",
                "XDG_CACHE_HOME",
                "XDG_CONFIG_HOME",
                "XDG_DATA_HOME",
            ] {
                command.env(name, folder.path());
            }
            if engine == Engine::Firefox {
                command.arg("--websocket-port=0");
            }
            if let Some(screen) = &screen {
                command.env("DISPLAY", &screen.display);
                command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
                command.env("LANGUAGE", "en");
            }
        })?;
        let wishes: Capabilities = serde_json::from_value(engine.wishes(&profile))?;
        let driver = WebDriver::new(process.url(), wishes)
            .await
            .with_context(|| format!("starting {engine:?}"))?;
        let running = Running {
            driver,
            process,
            _screen: screen,
        };
        Ok(Self { running, folder })
    }

    /// The driver, for what needs no waiting.
    pub fn driver(&self) -> &WebDriver {
        &self.running.driver
    }

    /// Where the browser keeps what it keeps.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the body of a function in the page and takes what it returns.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self
            .driver()
            .execute(script, Vec::new())
            .await?
            .json()
            .clone())
    }

    /// Everything that the page holds.
    pub async fn everything(&self) -> Result<String> {
        let text = self.run(EVERYTHING).await?;
        text.as_str().map(str::to_owned).context("a page")
    }

    /// Goes to an address and waits for some words there.
    pub async fn goes(&self, url: &str, until: &str) -> Result<()> {
        self.driver().goto(url).await?;
        self.reads(until).await
    }

    /// Waits until the page holds some words.
    pub async fn reads(&self, words: &str) -> Result<()> {
        self.wait(|| async {
            let text = self.everything().await?;
            let shown = text.split_once("<body").map_or(&*text, |(_, body)| body);
            ensure!(text.contains(words), "no “{words}” in:\n{shown}");
            Ok(())
        })
        .await
    }

    /// Fails when the page holds one of the words.
    pub async fn holds_nothing_of(&self, words: &[&str]) -> Result<()> {
        let text = self.everything().await?;
        match words.iter().find(|word| text.contains(**word)) {
            Some(word) => bail!("“{word}” is still there:\n{text}"),
            None => Ok(()),
        }
    }

    /// Presses what a selector finds, when it is there.
    pub async fn presses(&self, selector: &str) -> Result<()> {
        let by = By::Css(selector);
        let press = || async {
            let found = self.driver().find(by.clone()).await?;
            // Not every driver does so itself.
            found.scroll_into_view().await?;
            found.click().await
        };
        self.wait(|| async { press().await.with_context(|| selector.to_owned()) })
            .await
    }

    /// Types into what a selector finds.
    pub async fn types(&self, selector: &str, text: &str) -> Result<()> {
        let by = By::Css(selector);
        self.wait(|| async {
            Ok(self
                .driver()
                .find(by.clone())
                .await?
                .send_keys(text)
                .await?)
        })
        .await
    }

    /// Looks again and again until it is so, or patience ends.
    pub async fn wait<T, F: Future<Output = Result<T>>>(&self, look: impl Fn() -> F) -> Result<T> {
        let started = Instant::now();
        loop {
            match look().await {
                Ok(found) => return Ok(found),
                Err(problem) if started.elapsed() > PATIENCE => return Err(problem),
                Err(_) => tokio::time::sleep(BETWEEN_LOOKS).await,
            }
        }
    }
}

/// A screen that nobody sees.
struct Screen {
    child: Child,
    display: String,
}

impl Screen {
    fn start() -> Result<Self> {
        let mut command = Command::new("Xvfb");
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "800x900x24",
            "-nolisten",
            "tcp",
        ]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("Xvfb")?;
        let mut number = String::new();
        let output = child.stdout.take().context("Xvfb's output")?;
        BufReader::new(output).read_line(&mut number)?;
        Ok(Self {
            child,
            display: format!(":{}", number.trim()),
        })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
