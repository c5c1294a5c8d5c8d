//! A screen with hands: an X server in memory, a window manager, and keys and clicks.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::became;

/// A screen of 1280 by 800 pixels that ends with the value.
pub struct Screen {
    server: Child,
    manager: Child,
    display: String,
}

impl Screen {
    /// Turns it on.
    pub fn start() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x800x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb is missing")?;
        let mut number = String::new();
        let output = server.stdout.take().context("its output is a pipe")?;
        BufReader::new(output).read_line(&mut number)?;
        ensure!(!number.trim().is_empty(), "Xvfb found no number");
        let display = format!(":{}", number.trim());
        let manager = Command::new("openbox")
            .env("DISPLAY", &display)
            .stderr(Stdio::null())
            .spawn()
            .context("openbox is missing")?;
        Ok(Self {
            server,
            manager,
            display,
        })
    }

    /// Its name, for the environment of a program.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Presses keys one after the other, such as `ctrl+t`.
    pub fn press(&self, keys: &[&str]) -> Result<()> {
        self.hand(&[&["key", "--delay", "60"], keys].concat())
    }

    /// Types a text.
    pub fn write(&self, text: &str) -> Result<()> {
        self.hand(&["type", "--delay", "15", text])
    }

    /// Types a text and then the return key.
    pub fn enter(&self, text: &str) -> Result<()> {
        self.write(text)?;
        self.press(&["Return"])
    }

    /// Touches the middle of the screen.
    pub fn touch(&self) -> Result<()> {
        self.hand(&["mousemove", "640", "400", "click", "1"])
    }

    /// The names of all windows that can be seen; a browser's is that of its tab in front.
    pub fn windows(&self) -> Vec<String> {
        let found = self.ask(&["search", "--onlyvisible", "--name", "."]);
        let names = found
            .lines()
            .map(|window| self.ask(&["getwindowname", window]));
        names.map(|name| name.trim().to_owned()).collect()
    }

    /// Waits for a window whose name has this in it.
    pub fn shows(&self, name: &str) -> Result<()> {
        let shown = became(|| self.windows().iter().any(|window| window.contains(name)));
        ensure!(shown, "no window `{name}` but {:?}", self.windows());
        Ok(())
    }

    fn hand(&self, arguments: &[&str]) -> Result<()> {
        let status = self
            .tool(arguments)
            .status()
            .context("xdotool is missing")?;
        ensure!(status.success(), "xdotool {arguments:?}: {status}");
        Ok(())
    }

    /// A window may close between being found and being asked: then the answer is empty.
    fn ask(&self, arguments: &[&str]) -> String {
        let output = self.tool(arguments).output();
        output.map_or_else(
            |_| String::new(),
            |output| String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    }

    fn tool(&self, arguments: &[&str]) -> Command {
        let mut tool = Command::new("xdotool");
        tool.args(arguments)
            .env("DISPLAY", &self.display)
            .stderr(Stdio::null());
        tool
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        for child in [&mut self.manager, &mut self.server] {
            // By TERM, so that the server takes its lock and its socket along.
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
    }
}
