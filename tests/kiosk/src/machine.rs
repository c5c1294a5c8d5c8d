//! A whole machine with systemd and the installed kiosk, as a container of a test's own.
//!
//! Its disk is this machine's with a layer on top that is gone with the test; nothing is enabled
//! on it but what the shipped `install` enables. Its screen is one that cage draws in memory.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::room::{run, text};
use crate::{Power, Room, deployed};

/// What is different from a real machine: where the screen is.
const NO_SCREEN: &str = "[Service]
Environment=WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1
";

const UNITS: [&str; 3] = ["portal-kiosk", "portal-kiosk-enrol", "portal-kiosk-night"];

/// The folders that a machine keeps in memory.
const MEMORY: [&str; 2] = ["run", "tmp"];

/// A disk with the kiosk installed on it.
pub struct Machine {
    root: PathBuf,
}

impl Machine {
    /// Runs the shipped `install` for a portal at `address` on an empty machine.
    pub fn install(room: &Room, address: &str) -> Result<Self> {
        let root = room.folder().join("root");
        let layers = ["upper", "work"].map(|name| room.folder().join(name));
        for folder in layers.iter().chain([&root]) {
            std::fs::create_dir_all(folder)?;
        }
        let [upper, work] = layers;
        let options = format!(
            "lowerdir=/,upperdir={},workdir={}",
            text(&upper)?,
            text(&work)?
        );
        run(
            "mount",
            &["-t", "overlay", "-o", &options, "overlay", text(&root)?],
        )?;
        let machine = Self { root };
        machine.mount_devices()?;
        machine.empty_memory()?;
        machine.forget_what_is_enabled()?;
        machine.bring_files()?;
        machine.inside("/opt/kiosk/install", &[address])?;
        for unit in UNITS {
            let file = machine.path(&format!("etc/systemd/system/{unit}.service.d/test.conf"));
            std::fs::write(file, NO_SCREEN)?;
        }
        // And how long a night lasts.
        let settings = machine.path("etc/portal-kiosk/kiosk.env");
        let night = std::fs::read_to_string(&settings)?.replace("SECONDS=60", "SECONDS=3");
        std::fs::write(&settings, night)?;
        Ok(machine)
    }

    /// Runs a program on its disk, with power or without; what it prints.
    pub fn inside(&self, program: &str, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new("chroot");
        answer(command.arg(&self.root).arg(program).args(arguments))
    }

    /// A path on its disk.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Turns it on.
    pub fn boot(&self) -> Result<Power> {
        // What is in memory is gone from the time before.
        for folder in ["run", "tmp"] {
            let _ = Command::new("umount")
                .args(["-q", "-l"])
                .arg(self.path(folder))
                .status();
            self.mount("tmpfs", folder)?;
        }
        let container = Command::new("unshare")
            .args([
                "--pid",
                "--mount",
                "--fork",
                "--kill-child",
                "--cgroup",
                "--ipc",
                "--uts",
                "sh",
                "-euc",
                BOOT,
                "boot",
            ])
            .arg(&self.root)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("unshare is missing")?;
        Ok(Power { container })
    }

    /// Only what programs need that know no hardware: no terminal, no screen, no disk.
    fn mount_devices(&self) -> Result<()> {
        self.mount("tmpfs", "dev")?;
        for name in ["full", "null", "random", "urandom", "zero"] {
            let node = self.path("dev").join(name);
            std::fs::write(&node, "")?;
            run("mount", &["--bind", &format!("/dev/{name}"), text(&node)?])?;
        }
        let shared = self.path("dev/shm");
        std::fs::create_dir(&shared)?;
        run(
            "mount",
            &["-t", "tmpfs", "-o", "mode=1777", "tmpfs", text(&shared)?],
        )?;
        run("mount", &["--bind", "/sys", text(&self.path("sys"))?])?;
        run(
            "mount",
            &["-o", "remount,bind,ro", text(&self.path("sys"))?],
        )
    }

    fn empty_memory(&self) -> Result<()> {
        MEMORY
            .iter()
            .try_for_each(|folder| self.mount("tmpfs", folder))
    }

    fn mount(&self, kind: &str, folder: &str) -> Result<()> {
        run("mount", &["-t", kind, kind, text(&self.path(folder))?])
    }

    /// Neither services nor disks of this machine: it shall do nothing of its own at a start.
    fn forget_what_is_enabled(&self) -> Result<()> {
        for place in ["etc/systemd/system", "lib/systemd/system"] {
            for entry in std::fs::read_dir(self.path(place))? {
                let path = entry?.path();
                if path.extension().is_some_and(|kind| kind == "wants") {
                    std::fs::remove_dir_all(path)?;
                }
            }
        }
        std::fs::write(self.path("etc/fstab"), "")?;
        let policies = self.path("etc/chromium/policies");
        ensure!(!policies.exists(), "this machine has policies of its own");
        Ok(())
    }

    fn bring_files(&self) -> Result<()> {
        let from = deployed("install");
        let from = from.parent().context("it has a folder")?;
        let to = self.path("opt/kiosk");
        std::fs::create_dir_all(&to)?;
        run("cp", &["-R", &format!("{}/.", text(from)?), text(&to)?])
    }
}

/// Mounts what belongs to the machine's own processes, and becomes its first one. The kernel's
/// settings are this machine's as well: they can only be read.
const BOOT: &str = r#"
mount -t proc proc "$1/proc"
mount --bind "$1/proc/sys" "$1/proc/sys"
mount -o remount,bind,ro "$1/proc/sys"
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    mount -t cgroup2 cgroup2 "$1/sys/fs/cgroup"
else
    mount -t tmpfs tmpfs "$1/sys/fs/cgroup"
    mkdir "$1/sys/fs/cgroup/systemd"
    mount -t cgroup -o none,name=systemd cgroup "$1/sys/fs/cgroup/systemd"
fi
# Its disk becomes the root itself: in a changed one the kernel makes no user namespace, and
# Chromium no sandbox.
cd "$1"
mount --move . /
exec chroot . env -i container=test PATH=/usr/sbin:/usr/bin /lib/systemd/systemd --system --unit=multi-user.target
"#;

/// Runs a command to its end; what it prints, when it succeeds.
pub(crate) fn answer(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    let [printed, error] =
        [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    ensure!(
        output.status.success(),
        "{command:?}: {}\n{error}",
        output.status
    );
    Ok(printed.into_owned())
}
