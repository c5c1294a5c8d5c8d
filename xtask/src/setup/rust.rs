//! The wasm target and the tools that come from crates.io.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{project, run};

const WASM: &str = "wasm32-unknown-unknown";

/// 0.22 wants a newer rustc than the pinned one.
const TRUNK: &str = "0.21.14";

const GECKODRIVER: &str = "0.37.1";

const CARGO_FUZZ: &str = "0.13.2";

/// The standard library for wasm, for the toolchain that `rust-toolchain.toml` pins.
pub fn wasm_target() -> Result<()> {
    if has_wasm_library() {
        return Ok(());
    }
    run::step(&format!("setup: rustup target {WASM} (about 5 s)"), || {
        run::done(run::program("rustup").args(["target", "add", WASM]))
    })?;
    if !has_wasm_library() {
        bail!("the toolchain still has no {WASM}: is `rustc` on PATH the one of rustup?");
    }
    Ok(())
}

/// The source of the standard library, which the release builds for size, and the packages it is made of.
pub fn standard_library() -> Result<()> {
    let library = || {
        let root = run::answer("rustc", &["--print", "sysroot"])?;
        let library = Path::new(root.trim()).join("lib/rustlib/src/rust/library");
        library.join("std").is_dir().then_some(library)
    };
    if library().is_none() {
        run::step("setup: source of the standard library (about 5 s)", || {
            run::done(run::program("rustup").args(["component", "add", "rust-src"]))
        })?;
    }
    let Some(library) = library() else {
        bail!("the toolchain still has no rust-src: is `rustc` on PATH the one of rustup?");
    };
    // Trunk builds without a network; what is there already is not asked for again.
    let mut fetch = run::cargo();
    fetch
        .args(["fetch", "--quiet", "--locked", "--manifest-path"])
        .arg(library.join("Cargo.toml"));
    // The library's manifest may use what is not stable yet.
    run::done(fetch.env("RUSTC_BOOTSTRAP", "1"))
}

fn has_wasm_library() -> bool {
    let folder = run::answer("rustc", &["--print", "target-libdir", "--target", WASM]);
    folder.is_some_and(|folder| Path::new(&folder).is_dir())
}

/// The wasm-bindgen of exactly the version in `Cargo.lock`: the two must agree.
pub fn wasm_bindgen() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    // Not `--locked`: the package's own lock file names a crate that is no longer to be had.
    cargo_install(
        "wasm-bindgen",
        "wasm-bindgen-cli",
        &version,
        &[],
        "about 4 min",
    )
}

/// Trunk, which builds the portal.
pub fn trunk() -> Result<()> {
    cargo_install("trunk", "trunk", TRUNK, &["--locked"], "about 7 min")
}

/// Firefox's driver, which Debian does not have.
pub fn geckodriver() -> Result<()> {
    cargo_install(
        "geckodriver",
        "geckodriver",
        GECKODRIVER,
        &["--locked"],
        "about 2 min",
    )
}

/// What compiles targets for libFuzzer.
pub fn cargo_fuzz() -> Result<()> {
    let options = ["--locked"];
    cargo_install(
        "cargo-fuzz",
        "cargo-fuzz",
        CARGO_FUZZ,
        &options,
        "about 1 min",
    )
}

/// The test runner. Any version does.
pub fn nextest() -> Result<()> {
    if run::on_path("cargo-nextest") {
        return Ok(());
    }
    install("cargo-nextest", &["--locked"], "about 6 min")
}

fn cargo_install(
    binary: &str,
    package: &str,
    version: &str,
    options: &[&str],
    takes: &str,
) -> Result<()> {
    let has = run::answer(find(binary), &["--version"]);
    // The version stands alone as a word: `trunk 0.21.14`.
    if has.is_some_and(|line| line.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    let mut arguments = vec!["--version", version];
    arguments.extend(options);
    install(package, &arguments, takes)
}

fn install(package: &str, options: &[&str], takes: &str) -> Result<()> {
    run::step(&format!("setup: {package} ({takes} on two cores)"), || {
        let mut command = fast_compile(run::cargo());
        command
            .args(["install", package, "--force", "--root"])
            .arg(project::tools());
        run::done(command.args(options))
    })
}

/// Tools run for seconds and are compiled on every fresh machine: compile time counts, not
/// their own speed. One target folder lets them share what they have in common.
fn fast_compile(mut command: Command) -> Command {
    command
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_TARGET_DIR", project::tools().join("build"));
    command
}

/// The project's own copy before any other on PATH.
fn find(binary: &str) -> PathBuf {
    let own = project::tools().join("bin").join(binary);
    if own.is_file() {
        own
    } else {
        PathBuf::from(binary)
    }
}

/// The version of a package in the project's `Cargo.lock`.
fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(project::root().join("Cargo.lock")).context("Cargo.lock")?;
    version_in_lock(&lock, package).with_context(|| format!("{package} is not in Cargo.lock"))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let entry = lock
        .split_once(&format!("name = \"{package}\"\nversion = \""))?
        .1;
    Some(entry.split_once('"')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-cli\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(lock, "trunk"), None);
    }
}
