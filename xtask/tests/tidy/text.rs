//! Rules about any text: module docs, length, words that do not belong.

use crate::rule::{Finding, Rule, lines_where, lines_with_word};

/// Longest file. Beyond this a file is about more than one thing.
const LINES: usize = 300;

/// Written in two parts, so that this file keeps the rule.
const UNFINISHED: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];
const MACHINE_PATHS: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/far", "m/"),
    concat!("/Use", "rs/"),
];
const REGISTRIES: [&str; 7] = [
    concat!("registry.npm", "js"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("files.python", "hosted"),
    concat!("pypi", ".org"),
    concat!("deb.debian", ".org"),
    concat!("artif", "actory"),
];

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule {
        name: "a module starts with `//!`: what it is for",
        covers: |path| path.ends_with(".rs"),
        find: |_, text| without_module_doc(text),
        planted: &[
            ("src/a.rs", "use std::fs;\n"),
            ("src/a.rs", "/// Not of the module.\nfn a() {}\n"),
            ("src/a.rs", ""),
        ],
        allowed: &[
            ("src/a.rs", "//! What it is for.\n"),
            ("src/a.rs", "\n#![allow(x)]\n//! What.\n"),
        ],
    },
    Rule {
        name: "a file has at most 300 lines",
        covers: |path| !is_generated(path),
        find: |_, text| too_long(text),
        planted: &[("src/a.rs", MANY_LINES)],
        allowed: &[("src/a.rs", "a\n"), ("Cargo.lock", MANY_LINES)],
    },
    Rule {
        name: "nothing is left unfinished: do it, or write an issue",
        covers: |path| !is_generated(path),
        find: |_, text| lines_also_in_comments(text, &UNFINISHED),
        planted: &[
            ("src/a.rs", concat!("// TO", "DO: later")),
            ("docs/a.md", concat!("FIX", "ME now")),
        ],
        allowed: &[("src/a.rs", "let todos = 1;")],
    },
    Rule {
        name: "no path of one machine",
        covers: |path| !is_generated(path),
        find: |_, text| found_paths(text),
        planted: &[
            ("docs/a.md", concat!("see /wo", "rk/main")),
            ("xtask/a.rs", concat!("\"/ro", "ot/x\"")),
        ],
        allowed: &[("docs/a.md", "see net/work/a and ./root/b")],
    },
    Rule {
        name: "no host of a package registry",
        covers: |path| !is_generated(path) || path.ends_with("package-lock.json"),
        find: |_, text| {
            lines_where(text, |line| {
                REGISTRIES.iter().any(|host| line.contains(host))
            })
        },
        planted: &[(
            "a/package-lock.json",
            concat!("\"resolved\": \"https://registry.npm", "js.org/a\""),
        )],
        allowed: &[("a/package.json", "\"name\": \"a\"")],
    },
];

/// Files that a program writes, and data.
fn is_generated(path: &str) -> bool {
    path == "Cargo.lock"
        || [
            ".json", ".ndjson", ".snap", ".svg", ".csv", ".tsv", ".txt", ".ics",
        ]
        .iter()
        .any(|ending| path.ends_with(ending))
}

fn without_module_doc(text: &str) -> Vec<Finding> {
    let first = text
        .lines()
        .enumerate()
        .find(|(_, line)| !line.trim().is_empty() && !line.starts_with("#!["));
    match first {
        Some((_, line)) if line.starts_with("//!") => Vec::new(),
        Some((at, line)) => vec![(at + 1, line.to_owned())],
        None => vec![(1, "empty".to_owned())],
    }
}

fn too_long(text: &str) -> Vec<Finding> {
    let lines = text.lines().count();
    if lines > LINES {
        vec![(lines, format!("{lines} lines"))]
    } else {
        Vec::new()
    }
}

/// Unlike [`lines_with_word`], which leaves comments out.
fn lines_also_in_comments(text: &str, words: &[&str]) -> Vec<Finding> {
    let bare: Vec<&str> = text
        .lines()
        .map(|line| line.trim_start().trim_start_matches(['/', '*', '!']))
        .collect();
    lines_with_word(&bare.join("\n"), words)
}

/// A path counts at the start of a word only: `net/work/` is none.
fn found_paths(text: &str) -> Vec<Finding> {
    let starts_word = |line: &str, at: usize| {
        !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '}'))
    };
    let has_path = |line: &str| {
        MACHINE_PATHS
            .iter()
            .any(|p| line.match_indices(p).any(|(at, _)| starts_word(line, at)))
    };
    let lines = text.lines().enumerate().filter(|(_, line)| has_path(line));
    lines
        .map(|(at, line)| (at + 1, line.trim().to_owned()))
        .collect()
}

const NEWLINES: [u8; LINES + 1] = [b'\n'; LINES + 1];
const MANY_LINES: &str = match std::str::from_utf8(&NEWLINES) {
    Ok(text) => text,
    Err(_) => "",
};
