//! A window of one of the three engines, found through its driver alone.

use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::{By, Capabilities, WebDriver};
use tokio::time::timeout;

use crate::driver::DriverProcess;
use crate::engine::Engine;
use crate::patience;

/// Looks, about five seconds of them, before somebody goes to an address once more.
const LOOKS: u32 = 100;
/// Longest time that one look takes.
const ONE_LOOK: Duration = Duration::from_secs(4);

/// All that a page holds: its text, its attributes and what is typed.
const EVERYTHING: &str = "return document.title + document.documentElement.outerHTML
    + [...document.querySelectorAll('input, textarea')].map(field => field.value).join(' ')";

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

    /// Goes to an address and waits for some words there. A step back that was still on its way may win; then it goes again.
    pub async fn goes(&self, url: &str, until: &str) -> Result<()> {
        let looks = Cell::new(0_u32);
        self.wait(|| async {
            if looks.replace(looks.get() + 1).is_multiple_of(LOOKS) {
                self.driver().goto(url).await?;
            }
            self.holds(until).await
        })
        .await
    }

    /// Waits until the page holds some words.
    pub async fn reads(&self, words: &str) -> Result<()> {
        self.wait(|| self.holds(words)).await
    }

    /// Fails when the page does not hold some words.
    async fn holds(&self, words: &str) -> Result<()> {
        let text = self.everything().await?;
        let shown = text.split_once("<body").map_or(&*text, |(_, body)| body);
        ensure!(text.contains(words), "no “{words}” in:\n{shown}");
        Ok(())
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

    /// Looks again and again until it is so, or patience ends. A page that is left while it is looked at may never answer:
    /// `WebKitGTK` keeps it for the way back, question and all.
    pub async fn wait<T, F: Future<Output = Result<T>>>(&self, look: impl Fn() -> F) -> Result<T> {
        patience::wait(|| async {
            let found = timeout(ONE_LOOK, look()).await;
            found.context("the page did not answer")?
        })
        .await
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
