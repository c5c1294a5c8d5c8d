//! How much of the machine each systemd unit leaves within reach, by systemd's own count from 0 to 10. Nothing is started.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::bench::measured::{Goal, Measured, nothing};
use crate::{project, run};

/// Folders of units, the drop-in that all of a folder have, and the most exposure.
const FOLDERS: [(&str, Option<&str>, f64); 2] = [
    ("deploy", None, 2.0),
    // A browser shuts its own parts in, with namespaces that nothing else would be given, and draws on a screen.
    ("deploy/kiosk", Some("sandbox.conf"), 2.5),
];

/// Installs all units into a folder and has them judged there.
pub fn measure() -> Result<Vec<Measured>> {
    if !run::on_path("systemd-analyze") {
        return nothing("units", &"this machine has no systemd-analyze");
    }
    let root = project::target().join("harden/units");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    let mut figures = Vec::new();
    for (folder, drop_in, most) in FOLDERS {
        for unit in units(&project::root().join(folder))? {
            let name = install(&unit, drop_in, &root)?;
            let exposure = exposure(&name, &root)?;
            let name = format!("units-{}", name.trim_end_matches(".service"));
            figures.push(Measured::new(name, exposure, "of 10", Goal::AtMost(most)));
        }
    }
    Ok(figures)
}

fn units(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let paths = entries.into_iter().map(|entry| entry.path());
    let mut units: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "service"))
        .collect();
    units.sort();
    Ok(units)
}

/// Puts a unit where systemd looks for it below a folder; its name.
fn install(unit: &Path, drop_in: Option<&str>, root: &Path) -> Result<String> {
    let system = root.join("etc/systemd/system");
    fs::create_dir_all(&system)?;
    let name = unit.file_name().context("a name")?;
    let name = name.to_string_lossy().into_owned();
    fs::copy(unit, system.join(&name))?;
    if let Some(drop_in) = drop_in {
        let folder = system.join(format!("{name}.d"));
        fs::create_dir_all(&folder)?;
        fs::copy(unit.with_file_name(drop_in), folder.join(drop_in))?;
    }
    Ok(name)
}

/// The number in `→ Overall exposure level for portal.service: 1.1 OK`.
fn exposure(name: &str, root: &Path) -> Result<f64> {
    let mut analyze = run::program("systemd-analyze");
    analyze.args(["security", "--offline=true", "--no-pager"]);
    analyze.arg(format!("--root={}", root.display())).arg(name);
    let told = run::output(&mut analyze)?;
    let (_, level) = told
        .rsplit_once(&format!("{name}: "))
        .with_context(|| format!("systemd-analyze says nothing of {name}"))?;
    let number = level.split_whitespace().next().and_then(|n| n.parse().ok());
    number.with_context(|| format!("systemd-analyze: expected a number, found {level:?}"))
}
