//! A machine that is on.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use anyhow::{Context, Result, ensure};

use crate::machine::answer;

/// A machine with power. Without the value it has none, from one moment to the next.
pub struct Power {
    pub(crate) container: Child,
}

impl Power {
    /// Tells its systemd something; what it answers. It listens to its own processes alone.
    pub fn systemctl(&self, arguments: &[&str]) -> Result<String> {
        let first = self.first()?;
        let first = first.file_name().context("a process has a number")?;
        let mut command = Command::new("nsenter");
        command
            .arg("--target")
            .arg(first)
            .args(["--mount", "--pid", "systemctl"]);
        answer(command.args(arguments))
    }

    /// Whether its systemd has reached the end of its start.
    pub fn is_up(&self) -> bool {
        let state = self.systemctl(&["is-active", "multi-user.target"]);
        state.is_ok_and(|state| state.trim() == "active")
    }

    /// One property of a unit, such as `ActiveState`.
    pub fn property(&self, unit: &str, name: &str) -> Result<String> {
        let value = self.systemctl(&["show", "--value", "--property", name, unit])?;
        Ok(value.trim().to_owned())
    }

    /// The command lines of its processes with their folders below `/proc` of this machine. Those
    /// that Chromium shut in are among them.
    pub fn processes(&self) -> Result<Vec<(PathBuf, String)>> {
        let mut found = vec![self.first()?];
        let mut next = 0;
        while let Some(path) = found.get(next).cloned() {
            next += 1;
            for task in std::fs::read_dir(path.join("task"))
                .into_iter()
                .flatten()
                .flatten()
            {
                let children =
                    std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
                found.extend(
                    children
                        .split_whitespace()
                        .map(|child| Path::new("/proc").join(child)),
                );
            }
        }
        // A process may end while it is looked at.
        Ok(found
            .into_iter()
            .filter_map(|path| {
                let line = std::fs::read(path.join("cmdline")).ok()?;
                Some((path, String::from_utf8_lossy(&line).replace('\0', " ")))
            })
            .collect())
    }

    /// The folder below `/proc` of its first process.
    fn first(&self) -> Result<PathBuf> {
        let children = format!("/proc/{0}/task/{0}/children", self.container.id());
        let first = std::fs::read_to_string(children)?;
        ensure!(!first.trim().is_empty(), "the machine is off");
        Ok(Path::new("/proc").join(first.trim()))
    }
}

impl Drop for Power {
    fn drop(&mut self) {
        // Its first process goes with it, and with that one all others.
        let _ = self.container.kill();
        let _ = self.container.wait();
    }
}
