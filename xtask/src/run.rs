//! Running other programs, and saying so.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::project;

/// Runs `work` as a step with a name, and says when it is done and how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("── {name}");
    let started = Instant::now();
    let result = work().with_context(|| name.to_owned());
    let seconds = started.elapsed().as_secs_f32();
    match &result {
        Ok(_) => println!("── {name}: done in {seconds:.1} s"),
        Err(_) => println!("── {name}: FAILED after {seconds:.1} s"),
    }
    result
}

/// A program to be run in the project's root, with the project's own tools first on PATH.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command
        .current_dir(project::root())
        .env("CARGO_TARGET_DIR", project::target())
        .env("PATH", path_with_tools());
    // What cargo set for this program is about xtask; a build inside must not see it.
    for (key, _) in std::env::vars_os() {
        let name = key.to_string_lossy();
        if name.starts_with("CARGO_PKG_")
            || name.starts_with("CARGO_MANIFEST_")
            || name.starts_with("CARGO_BIN_")
        {
            command.env_remove(&key);
        }
    }
    command
}

/// Cargo, the one that runs this task.
pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a program to its end; an error names it when it fails.
pub fn done(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed: {status}");
    }
    Ok(())
}

/// Runs a program to its end and returns what it printed.
pub fn output(command: &mut Command) -> Result<String> {
    Ok(ended(command.stderr(Stdio::inherit()))?.0)
}

/// The same for a program that reports as others complain.
pub fn complaints(command: &mut Command) -> Result<String> {
    Ok(ended(command)?.1)
}

/// What a program printed, and what it complained of.
fn ended(command: &mut Command) -> Result<(String, String)> {
    let shown = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{shown}`"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let printed = (text(&output.stdout), text(&output.stderr));
    if !output.status.success() {
        bail!("`{shown}` failed: {}\n{}", output.status, printed.1);
    }
    Ok(printed)
}

/// What a program prints to a question like `--version`, or `None` when it cannot be asked.
pub fn answer(program_name: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = program(program_name)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program of that name can be found on PATH.
pub fn on_path(name: &str) -> bool {
    std::env::split_paths(&path_with_tools()).any(|folder| is_file(&folder.join(name)))
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file())
}

fn path_with_tools() -> std::ffi::OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(project::tools().join("bin")).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).unwrap_or(path)
}

fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
