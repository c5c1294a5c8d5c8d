//! What a document may name as the test that shows something: test functions, tasks of `xtask`, and documents.

use std::collections::BTreeSet;

use crate::files::File;

/// Folders whose tests count.
const TESTED: [&str; 4] = ["crates/", "src/", "tests/", "xtask/"];

/// All of it.
pub struct Known {
    tests: BTreeSet<String>,
    /// The subcommands of `xtask`, and the options of `cargo xtask test`.
    tasks: BTreeSet<String>,
    options: BTreeSet<String>,
    /// The groups of `cargo xtask harden`.
    groups: BTreeSet<String>,
    /// Paths below the project's root.
    documents: BTreeSet<String>,
}

impl Known {
    /// Reads it out of the project's files.
    pub fn of(files: &[File]) -> Self {
        let of = |fits: &dyn Fn(&str) -> bool, read: fn(&str) -> Vec<String>| {
            let files = files.iter().filter(|file| fits(&file.path));
            files.flat_map(|file| read(&file.text)).collect()
        };
        Self {
            tests: of(
                &|path| path.ends_with(".rs") && TESTED.iter().any(|f| path.starts_with(f)),
                tests,
            ),
            tasks: of(&|path| path == "xtask/src/main.rs", |text| {
                after_indent(text, "    ", &['(', ','])
                    .map(|name| name.to_lowercase())
                    .collect()
            }),
            options: of(&|path| path == "xtask/src/check.rs", |text| {
                after_indent(text, "    ", &[':'])
                    .map(str::to_owned)
                    .collect()
            }),
            groups: of(&|path| path.starts_with("xtask/src/harden"), |text| {
                let names = text.split("name: \"").skip(1);
                names
                    .filter_map(|rest| rest.split('"').next())
                    .map(str::to_owned)
                    .collect()
            }),
            documents: files.iter().map(|file| file.path.clone()).collect(),
        }
    }

    /// Whether there is a test function of this name, or a task that is called so.
    pub fn has(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split(' ').collect();
        match words[..] {
            [name] => self.tests.contains(name),
            ["cargo", "xtask", "harden", "--only", group] => self.groups.contains(group),
            ["cargo", "xtask", "test", option] => option
                .strip_prefix("--")
                .is_some_and(|option| self.options.contains(option)),
            ["cargo", "xtask", task] => self.tasks.contains(task),
            _ => false,
        }
    }

    /// Whether a link of a page in `docs/` leads to a document of the project.
    pub fn has_document(&self, link: &str) -> bool {
        let path = link.split('#').next().unwrap_or_default();
        let path = match path.strip_prefix("../") {
            Some(above) => above.to_owned(),
            None => format!("docs/{path}"),
        };
        self.documents.contains(&path)
    }
}

/// The names of the test functions of a file, and of those that are made once for each browser engine: `name in file;`.
fn tests(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut marked = false;
    let mut listed = false;
    for line in text.lines().map(str::trim) {
        listed = line == "in_every_engine! {" || (listed && line != "}");
        if let (true, Some((name, _))) = (listed, line.split_once(" in ")) {
            names.push(name.to_owned());
        }
        marked |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        let function = line.split_once("fn ").filter(|(before, _)| {
            before.is_empty() || before.split(' ').all(|w| matches!(w, "" | "async" | "pub"))
        });
        if let (true, Some((_, rest))) = (marked, function) {
            names.extend(rest.split('(').next().map(str::to_owned));
            marked = false;
        }
    }
    names
}

/// The word behind an indent of each line, up to one of the marks.
fn after_indent<'a>(
    text: &'a str,
    indent: &'a str,
    marks: &'a [char],
) -> impl Iterator<Item = &'a str> {
    text.lines().filter_map(move |line| {
        let rest = line.strip_prefix(indent)?;
        let (word, _) = rest.split_once(marks)?;
        let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
        is_word.then_some(word)
    })
}
