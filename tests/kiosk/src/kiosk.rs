//! The shipped launcher, run as the unit runs it.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::{Room, Screen, became, deployed};

/// The two folders of a kiosk.
pub struct State {
    /// On disk: the template.
    pub disk: PathBuf,
    /// In memory: the profile of one start.
    pub memory: PathBuf,
}

impl State {
    /// Those of a kiosk that was never enrolled.
    pub fn new(room: &Room, name: &str) -> Result<Self> {
        Ok(Self {
            disk: room.folder_for_kiosk(&format!("{name}-disk"))?,
            memory: room.folder_for_kiosk(&format!("{name}-memory"))?,
        })
    }

    /// The profile that a browser writes to while it runs.
    pub fn profile(&self) -> PathBuf {
        self.memory.join("profile")
    }
}

/// A launcher with its browser. What is left of it ends with the value.
pub struct Kiosk {
    child: Child,
}

impl Kiosk {
    /// Runs `portal-kiosk ACTION` for a portal at `address`, with more flags for Chromium.
    pub fn start(
        screen: &Screen,
        state: &State,
        address: &str,
        action: &str,
        flags: &str,
    ) -> Result<Self> {
        let mut command = as_kiosk_user(screen);
        command
            .env("KIOSK_ADDRESS", address)
            .env("KIOSK_FLAGS", flags)
            .env("KIOSK_REFRESH_SECONDS", "3")
            .env("STATE_DIRECTORY", &state.disk)
            .env("RUNTIME_DIRECTORY", &state.memory)
            .arg(deployed("portal-kiosk"))
            .arg(action);
        Self::spawn(command)
    }

    /// Runs Chromium in an ordinary window, with none of the launcher's flags but the necessary.
    pub fn in_a_window(screen: &Screen, profile: &Path, address: &str) -> Result<Self> {
        let mut command = as_kiosk_user(screen);
        command
            .env("HOME", profile)
            .env("TMPDIR", profile)
            .args(["chromium", "--no-first-run", "--password-store=basic"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("{address}/kiosk"));
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Result<Self> {
        // A group of its own, so that all of it can be ended and nothing else.
        let child = command
            .process_group(0)
            .spawn()
            .context("setpriv is missing")?;
        Ok(Self { child })
    }

    /// The process of the launcher.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits for it to end by itself.
    pub fn ended(&mut self) -> Result<ExitStatus> {
        let mut status = None;
        became(|| {
            status = self.child.try_wait().ok().flatten();
            status.is_some()
        });
        match status {
            Some(status) => Ok(status),
            None => bail!("the kiosk does not end"),
        }
    }

    /// Sends a signal to the launcher alone, such as `TERM`.
    pub fn signal(&self, name: &str) -> Result<()> {
        crate::room::run("kill", &["-s", name, &self.pid().to_string()])
    }
}

impl Drop for Kiosk {
    fn drop(&mut self) {
        let group = format!("-{}", self.pid());
        let _ = Command::new("kill")
            .args(["-s", "KILL", "--", &group])
            .stderr(Stdio::null())
            .status();
        let _ = self.child.wait();
    }
}

/// A command that runs as an ordinary user, who can gain no rights: Chromium's own sandbox is on.
fn as_kiosk_user(screen: &Screen) -> Command {
    let mut command = Command::new("setpriv");
    command
        .args([
            "--reuid=nobody",
            "--regid=nogroup",
            "--clear-groups",
            "--no-new-privs",
        ])
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("DISPLAY", screen.display())
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
