//! libFuzzer with every format of import (`crates/portal-fuzz`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, bail};

use crate::{project, run, setup};

/// The package with the targets, below the project.
const PACKAGE: &str = "crates/portal-fuzz";

/// What is compiled for: cargo-fuzz wants it said, and keeps its programs apart by it.
const TRIPLE: &str = "x86_64-unknown-linux-gnu";

/// Most memory of a process that imports one file after another, in MB.
pub const MEMORY: u64 = 256;

/// Most seconds for one file.
const LONGEST: u64 = 10;

/// Lines that are shown of what libFuzzer says when a file did harm.
const LAST: usize = 30;

/// Formats that are fuzzed at a time: one for each core of the machines that this was made for.
pub const AT_ONCE: u64 = 2;

/// What trying one format has come to.
pub struct Fuzzed {
    pub format: String,
    /// How many files were tried.
    pub files: u64,
    /// The most memory there was, in MB.
    pub memory: u64,
}

/// Tries files of each format for so many seconds.
///
/// # Errors
/// When a file made one panic, hang or swell; libFuzzer says so, and where it left the file.
pub fn run(seconds: u64) -> Result<Vec<Fuzzed>> {
    setup::fuzzer()?;
    run::step("fuzz: targets (about 4 min when cold)", || {
        run::done(&mut build())
    })?;
    let formats = formats()?;
    let waiting = Mutex::new(formats.iter());
    let next = || waiting.lock().ok()?.next();
    let work = || -> Result<Vec<Fuzzed>> {
        let mut done = Vec::new();
        while let Some(format) = next() {
            done.push(run_one(format, seconds)?);
        }
        Ok(done)
    };
    run::step(&format!("fuzz: {seconds} s for each format"), || {
        thread::scope(|scope| {
            let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
            let mut fuzzed = Vec::new();
            for worker in workers {
                let of_worker = worker.join().map_err(|_| anyhow::anyhow!("panicked"))?;
                fuzzed.extend(of_worker?);
            }
            Ok(fuzzed)
        })
    })
}

/// The formats that are fuzzed, by name.
pub fn formats() -> Result<Vec<String>> {
    let corpus = corpus();
    let entries = fs::read_dir(&corpus).with_context(|| corpus.display().to_string())?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Lets libFuzzer begin with the files that are kept. What it finds beside them stays below `target`.
fn run_one(format: &str, seconds: u64) -> Result<Fuzzed> {
    let found = folder(format, "found")?;
    let kept = corpus().join(format);
    let mut target = run::program(target(format));
    target
        .arg(&found)
        .arg(&kept)
        .args([
            format!("-max_total_time={seconds}"),
            format!("-timeout={LONGEST}"),
        ])
        .args([
            format!("-rss_limit_mb={MEMORY}"),
            "-max_len=65536".to_owned(),
        ])
        .arg(format!(
            "-artifact_prefix={}/",
            folder(format, "harmful")?.display()
        ))
        .args(["-print_final_stats=1", "-verbosity=1"]);
    // Each file is a database in memory's own folder: a disk would be what is measured.
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        target.env("TMPDIR", memory);
    }
    let ended = target.output().with_context(|| format.to_owned())?;
    let said = String::from_utf8_lossy(&ended.stderr);
    if !ended.status.success() {
        let lines: Vec<_> = said.lines().collect();
        let last = &lines[lines.len().saturating_sub(LAST)..];
        bail!("{format}: {}\n{}", ended.status, last.join("\n"));
    }
    let stat = |name: &str| -> Result<u64> {
        let line = said.lines().find_map(|line| line.strip_prefix(name));
        let number = line.with_context(|| format!("{format}: no {name} in what libFuzzer says"))?;
        Ok(number.trim().parse()?)
    };
    let fuzzed = Fuzzed {
        format: format.to_owned(),
        files: stat("stat::number_of_executed_units:")?,
        memory: stat("stat::peak_rss_mb:")?,
    };
    let Fuzzed { files, memory, .. } = fuzzed;
    println!("fuzz: {format}: {files} files, {memory} MB at most");
    Ok(fuzzed)
}

/// Puts what was found into the files that are kept, as far as it reaches code that none of those reaches.
///
/// # Errors
/// When a file could not be tried or kept.
pub fn keep() -> Result<()> {
    for format in formats()? {
        let kept = corpus().join(&format);
        let mut merge = run::program(target(&format));
        // Few files, and short ones. How often they reach a place does not count, or there would be ten times as many.
        merge
            .args(["-set_cover_merge=1", "-use_counters=0", "-max_len=4096"])
            .arg(&kept)
            .arg(folder(&format, "found")?);
        run::complaints(&mut merge)?;
    }
    Ok(())
}

/// Compiles the targets. With overflow checks, as the tests are; without a sanitizer, because nothing here is unsafe, and
/// SQLite's C would not be watched by one.
fn build() -> Command {
    let mut build = run::cargo();
    build
        .args(["fuzz", "build", "--dev", "--sanitizer", "none"])
        .args(["--target", TRIPLE, "--fuzz-dir", PACKAGE])
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
    build
}

/// The files that are kept.
fn corpus() -> PathBuf {
    project::root().join(PACKAGE).join("corpus")
}

/// A target's program.
fn target(format: &str) -> PathBuf {
    project::target().join(TRIPLE).join("debug").join(format)
}

/// A folder for what comes of a format, below `target`.
fn folder(format: &str, of: &str) -> Result<PathBuf> {
    let folder = project::target().join("fuzz").join(of).join(format);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}
