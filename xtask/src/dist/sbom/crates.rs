//! Which crates a program is built from, by cargo's own words: what they are, and which needs which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::Program;
use crate::{project, run};

/// A crate by its name and version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    /// As on crates.io.
    pub name: String,
    /// Without a leading `v`.
    pub version: String,
}

/// What is known of a crate.
pub struct Crate {
    /// An SPDX expression.
    pub licence: String,
    /// SHA-256 of its package on crates.io; none of a crate of the project's own.
    pub checksum: Option<String>,
    /// Where its source is on this machine. Never told.
    pub folder: PathBuf,
}

/// The crates of one program.
#[derive(Clone)]
pub struct Built {
    /// The package that is the program.
    pub root: Id,
    /// All that take part in building it, each with what it needs.
    pub needs: BTreeMap<Id, BTreeSet<Id>>,
    /// Those of them whose code is in it. The rest are macros and build scripts: they run on the machine that builds.
    pub inside: BTreeSet<Id>,
}

/// Every crate that the project can use.
pub fn known() -> Result<BTreeMap<Id, Crate>> {
    let checksums = checksums()?;
    let mut cargo = run::cargo();
    let text = run::output(cargo.args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text).context("`cargo metadata`")?;
    let packages = metadata["packages"].as_array();
    let packages = packages.context("`cargo metadata` tells no packages")?;
    packages
        .iter()
        .map(|package| {
            let word = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
            let id = Id {
                name: word("name"),
                version: word("version"),
            };
            let mut folder = PathBuf::from(word("manifest_path"));
            folder.pop();
            let known = Crate {
                // The old spelling of OR.
                licence: word("license").replace('/', " OR "),
                checksum: checksums.get(&id).cloned(),
                folder,
            };
            ensure!(
                known.checksum.is_some() || package["source"].is_null(),
                "{} {} is not the project's own and has no checksum in Cargo.lock",
                id.name,
                id.version
            );
            Ok((id, known))
        })
        .collect()
}

/// What a program is built from.
pub fn of(program: &Program) -> Result<Built> {
    let needs = tree(program, "normal,build")?;
    let inside = tree(program, "normal,no-proc-macro")?;
    let root = needs.keys().find(|id| id.name == program.package);
    Ok(Built {
        root: root.context(program.package)?.clone(),
        inside: inside.into_keys().collect(),
        needs,
    })
}

fn tree(program: &Program, edges: &str) -> Result<BTreeMap<Id, BTreeSet<Id>>> {
    let mut cargo = run::cargo();
    cargo.args(["tree", "--quiet", "--locked", "--prefix", "depth"]);
    cargo.args(["--package", program.package, "--edges", edges]);
    if let Some(target) = program.target {
        cargo.args(["--target", target]);
    }
    read(&run::output(&mut cargo)?)
}

/// Lines like `2serde v1.0.229 (*)`: how deep, and what. A crate that was told before is not told again with what it needs.
fn read(printed: &str) -> Result<BTreeMap<Id, BTreeSet<Id>>> {
    let mut needs = BTreeMap::<Id, BTreeSet<Id>>::new();
    let mut above: Vec<Id> = Vec::new();
    for line in printed.lines().filter(|line| !line.is_empty()) {
        let name = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let depth: usize = line[..line.len() - name.len()].parse().context("a depth")?;
        let mut words = name.split_whitespace();
        let (name, version) = (words.next(), words.next());
        let version = version.and_then(|version| version.strip_prefix('v'));
        let (Some(name), Some(version)) = (name, version) else {
            anyhow::bail!("expected a name and a version, found: {line}")
        };
        let id = Id {
            name: name.to_owned(),
            version: version.to_owned(),
        };
        ensure!(depth <= above.len(), "a crate below none: {line}");
        above.truncate(depth);
        if let Some(needing) = above.last() {
            needs.entry(needing.clone()).or_default().insert(id.clone());
        }
        needs.entry(id.clone()).or_default();
        above.push(id);
    }
    Ok(needs)
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

fn checksums() -> Result<BTreeMap<Id, String>> {
    let text = fs::read_to_string(project::root().join("Cargo.lock")).context("Cargo.lock")?;
    let lock: Lock = toml::from_str(&text).context("Cargo.lock")?;
    let packages = lock.package.into_iter();
    let with_checksum = packages.filter_map(|one| {
        let Locked { name, version, .. } = one;
        Some((Id { name, version }, one.checksum?))
    });
    Ok(with_checksum.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "0portal v0.1.0 (/a folder)
1serde v1.0.2
2serde_derive v1.0.2 (proc-macro)
3syn v3.0.1
1syn v2.0.0 (*)
1serde_json v1.0.0
2serde v1.0.2 (*)
";

    #[test]
    fn a_tree_tells_what_needs_what() {
        let needs = read(TREE).unwrap();
        let told: Vec<String> = needs
            .iter()
            .map(|(id, needs)| {
                let needs: Vec<&str> = needs.iter().map(|id| &*id.version).collect();
                format!("{} {}: {}", id.name, id.version, needs.join(" "))
            })
            .collect();
        assert_eq!(
            told,
            [
                "portal 0.1.0: 1.0.2 1.0.0 2.0.0",
                "serde 1.0.2: 1.0.2",
                "serde_derive 1.0.2: 3.0.1",
                "serde_json 1.0.0: 1.0.2",
                "syn 2.0.0: ",
                "syn 3.0.1: ",
            ]
        );
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        for bad in ["serde v1", "0serde", "0serde 1.0.0", "1serde v1.0.0"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
