//! A network and a view of the disk of a test's own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use nix::sched::{CloneFlags, unshare};
use serde_json::Value;

/// Which policies the browser finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policies {
    /// Those of `deploy/kiosk`, for the address of the test's portal.
    Shipped,
    /// None, nor what Debian ships: shows that a probe would see what it looks for.
    None,
}

/// Where X servers listen.
const SCREENS: &str = "/tmp/.X11-unix";

/// A place where the shipped files lie as on a kiosk. Made once in a thread, which stays in it, as
/// does everything that the thread starts.
pub struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    /// Leaves the machine's network and its view of the disk. Needs to be root.
    pub fn enter() -> Result<Self> {
        unshare(CloneFlags::CLONE_NEWNS | CloneFlags::CLONE_NEWNET)
            .context("a room of one's own needs root")?;
        // What is mounted from here on stays in here.
        run("mount", &["--make-rprivate", "/"])?;
        run("ip", &["link", "set", "lo", "up"])?;
        let folder = tempfile::tempdir()?;
        let path = text(folder.path())?;
        run("mount", &["-t", "tmpfs", "-o", "mode=711", "tmpfs", path])?;
        run("mount", &["-t", "tmpfs", "tmpfs", "/etc/chromium"])?;
        // Screens are told apart by number: those of other tests must not be seen in here.
        std::fs::create_dir_all(SCREENS)?;
        run(
            "mount",
            &["-t", "tmpfs", "-o", "mode=1777", "tmpfs", SCREENS],
        )?;
        Ok(Self { folder })
    }

    /// A folder in memory that is gone with the test.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Makes a folder that the kiosk's user may write to.
    pub fn folder_for_kiosk(&self, name: &str) -> Result<PathBuf> {
        let path = self.folder().join(name);
        std::fs::create_dir_all(&path)?;
        run("chown", &["nobody:nogroup", text(&path)?])?;
        Ok(path)
    }

    /// Puts policies where Chromium looks for them, for a portal at `address`.
    pub fn set_policies(&self, which: Policies, address: &str) -> Result<()> {
        let file = Path::new("/etc/chromium/policies/managed/portal-kiosk.json");
        std::fs::create_dir_all(file.parent().context("it has a folder")?)?;
        match which {
            Policies::Shipped => {
                let own = address.replace("://", "://.");
                let json = policies().to_string();
                let json = json.replace("https://.families.example.org", &own);
                ensure!(json.contains(&own), "the address is not in policies.json");
                std::fs::write(file, json)?;
            }
            Policies::None if file.exists() => std::fs::remove_file(file)?,
            Policies::None => {}
        }
        Ok(())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // Lazily: a process that is just ending may still be in it.
        let _ = Command::new("umount").arg("-l").arg(self.folder()).status();
    }
}

/// One of the files that are shipped.
///
/// # Panics
/// When it is not there.
pub fn deployed(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../deploy/kiosk")
        .join(name);
    path.canonicalize()
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The shipped policies.
///
/// # Panics
/// When they are not JSON.
pub fn policies() -> Value {
    let text = std::fs::read_to_string(deployed("policies.json")).expect("policies.json is text");
    serde_json::from_str(&text).expect("policies.json is JSON")
}

/// Runs a program of the machine and insists on its success.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Result<()> {
    let status = Command::new(program).args(arguments).status();
    match status.with_context(|| format!("{program} is missing"))? {
        status if status.success() => Ok(()),
        status => bail!("{program} {arguments:?}: {status}"),
    }
}

/// A path as text.
pub(crate) fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path that is no text")
}
