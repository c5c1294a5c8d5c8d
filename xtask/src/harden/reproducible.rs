//! Whether somebody else, in another folder and with another home for cargo, makes the same release byte by byte.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::bench::measured::{Goal, Measured};
use crate::dist::Site;
use crate::{project, run};

/// What is not the project's source: it is made anew, or is of this copy alone.
const LEFT_OUT: [&str; 3] = [".git", "dist", "target"];

/// Builds once more from a copy of the project, and counts files of the release that are not the same.
pub fn measure() -> Result<Vec<Measured>> {
    let folder = project::target().join("reproducible");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let copy = folder.join("another/place");
    copy_source(&project::root(), &copy, &LEFT_OUT)?;
    let home = folder.join("home");
    share_crates(&home)?;
    run::step("the release once more (about 12 min)", || {
        build(&copy, &home)
    })?;
    let differ = differing(&files(&project::root())?, &files(&copy)?);
    for path in &differ {
        println!("{path} is not the same");
    }
    if differ.is_empty() {
        // What differs can be looked at; 5 GB that do not are in the way.
        fs::remove_dir_all(&folder)?;
    }
    let count = f64::from(u32::try_from(differ.len())?);
    let none = Goal::AtMost(0.0);
    Ok(vec![Measured::new(
        "reproducible-differ",
        count,
        "files",
        none,
    )])
}

/// The files of a folder as they are now, without those of its own that have such a name.
fn copy_source(from: &Path, to: &Path, left_out: &[&str]) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if left_out.iter().any(|left_out| name == *left_out) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            // A folder of sources may have the name of one that is built, as `xtask/src/dist` has.
            copy_source(&path, &to.join(&name), &[])?;
        } else {
            fs::copy(&path, to.join(&name)).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// A home for cargo at another path, with the crates that are there already.
fn share_crates(home: &Path) -> Result<()> {
    fs::create_dir_all(home)?;
    let registry = project::cargo_home()?.join("registry");
    std::os::unix::fs::symlink(&registry, home.join("registry"))
        .with_context(|| registry.display().to_string())
}

fn build(copy: &Path, home: &Path) -> Result<()> {
    let mut cargo = run::cargo();
    cargo.current_dir(copy).args(["xtask", "dist"]);
    cargo.env("CARGO_HOME", home);
    cargo.env("CARGO_TARGET_DIR", copy.join("target"));
    run::done(cargo.env("PORTAL_TOOLS", project::tools()))
}

/// All that is delivered: the portal's files, the server, and what both are made of.
fn files(root: &Path) -> Result<Site> {
    let mut files = Site::read(&root.join("dist"))?;
    for name in ["portal", "family-portal.cdx.json"] {
        let file: PathBuf = root.join("target/release").join(name);
        let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
        files.put(&format!("target/release/{name}"), bytes);
    }
    Ok(files)
}

/// Files that are not the same on both sides, or only on one.
fn differing(one: &Site, other: &Site) -> BTreeSet<String> {
    let paths = one.paths().into_iter().chain(other.paths());
    paths
        .filter(|path| one.bytes(path).ok() != other.bytes(path).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let mut site = Site::default();
        for (path, text) in files {
            site.put(path, text.as_bytes().to_vec());
        }
        site
    }

    #[test]
    fn what_is_changed_missing_or_more_is_found() {
        let one = site(&[("same", "a"), ("changed", "a"), ("missing", "a")]);
        let other = site(&[("same", "a"), ("changed", "b"), ("more", "a")]);
        let found = differing(&one, &other);
        let found: Vec<&str> = found.iter().map(|path| &**path).collect();
        assert_eq!(found, ["changed", "missing", "more"]);
        assert!(differing(&one, &one).is_empty());
    }

    #[test]
    fn a_copy_has_the_source_and_nothing_that_was_built() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        for path in [
            ".cargo/config.toml",
            "src/main.rs",
            "src/dist/page.rs",
            "target/a",
            "dist/b",
            ".git/c",
        ] {
            let file = from.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, path).unwrap();
        }
        copy_source(&from, &to, &LEFT_OUT).unwrap();
        let copied = Site::read(&to).unwrap().paths();
        assert_eq!(
            copied,
            [".cargo/config.toml", "src/dist/page.rs", "src/main.rs"]
        );
    }
}
