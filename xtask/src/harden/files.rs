//! Every poisonous file through the real importers: refused with a reason, nothing changed, little memory.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result};

use super::figure;
use super::poison::{ALL, Made, Poison};
use crate::bench::measured::{Goal, Measured};
use crate::bench::memory;
use crate::centre::{Home, Server};
use crate::{project, run};

/// MB that an importer may hold of a file that it refuses.
const MEGABYTES: f64 = 256.0;

/// Seconds that refusing a file may take.
const SECONDS: f64 = 60.0;

/// What a source says of itself, so that its visits are read at all.
const SETTINGS: &str = r#"{"agency":"clinic","default_kind":"other_visit"}"#;

/// Imports all of them.
pub fn measure() -> Result<Vec<Measured>> {
    let attack = "hostile-files";
    let home = Home::new(attack)?;
    let sources = home.path().join("sources");
    fs::create_dir_all(&sources)?;
    fs::write(sources.join("hostile.json"), SETTINGS)?;
    let folder = project::target().join("centres").join("hostile-files-made");
    let before = state(home.path())?;
    let (mut peak, mut longest, mut wrong) = (0.0_f64, 0.0_f64, 0.0);
    for poison in ALL {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let told = import(poison, &folder, home.path())?;
        let Poison { what, name, .. } = poison;
        println!(
            "{attack}: {what} {name}: {:.1} MB, {:.2} s: {}",
            told.peak, told.seconds, told.why
        );
        let is_unchanged = state(home.path())? == before;
        wrong += f64::from(u8::from(!told.is_refused || !is_unchanged));
        peak = peak.max(told.peak);
        longest = longest.max(told.seconds);
    }
    fs::remove_dir_all(&folder)?;
    // What the importers left behind can still be served.
    let server = Server::start(&home)?;
    server.sign_in(&home)?;
    Ok(vec![
        figure(
            attack,
            "tried",
            ALL.len() as f64,
            "files",
            Goal::AtLeast(30.0),
        ),
        figure(attack, "not-refused", wrong, "files", Goal::AtMost(0.0)),
        figure(attack, "peak", peak, "MB", Goal::AtMost(MEGABYTES)),
        figure(attack, "longest", longest, "s", Goal::AtMost(SECONDS)),
    ])
}

/// What became of one file.
struct Told {
    is_refused: bool,
    peak: f64,
    seconds: f64,
    /// The first line of what it said.
    why: String,
}

fn import(poison: &Poison, folder: &Path, home: &Path) -> Result<Told> {
    let path = poison.make(folder)?;
    let mut portal = run::program(project::portal_binary(true));
    portal.args(["import", poison.what]).arg(&path);
    portal.args(["--source", "hostile", "--home"]).arg(home);
    let said = folder.join("said.txt");
    portal.stdin(Stdio::null()).stdout(Stdio::null());
    portal.stderr(fs::File::create(&said)?);
    let began = Instant::now();
    let (status, peak) = memory::until_end(portal.spawn()?)?;
    let seconds = began.elapsed().as_secs_f64();
    let said = fs::read_to_string(&said)?;
    let mut lines = said.lines().filter(|line| !line.ends_with('…'));
    let why = lines.next().unwrap_or_default();
    let why = why.replace(&format!("{}/", folder.display()), "");
    // 2: judged and refused; 1: it could not be read, which a link or a pipe that goes on may say as well.
    let may_be_unreadable = matches!(
        poison.made,
        Made::Piped(..) | Made::Link(_) | Made::Lying(..)
    );
    let is_refused = match status.code() {
        Some(2) => true,
        Some(1) => may_be_unreadable,
        _ => false,
    };
    let has_panicked = said.contains("panicked");
    Ok(Told {
        is_refused: is_refused && !has_panicked && !why.is_empty(),
        peak,
        seconds,
        why: why.chars().take(160).collect(),
    })
}

/// Which snapshot is served, and which there are: they change with everything that is taken in.
fn state(home: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(home.join("snapshots")).context("snapshots")?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<Result<_>>()?;
    names.sort();
    Ok(names)
}
