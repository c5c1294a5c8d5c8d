//! What a rule is.

use crate::files::File;

/// Something found wrong: line number and what stands there.
pub type Finding = (usize, String);

/// A path and a text, for a rule's own test.
type Snippet = (&'static str, &'static str);

/// A rule about the text of files.
pub struct Rule {
    /// What must hold, as a sentence.
    pub name: &'static str,
    /// Which files it is about, by path.
    pub covers: fn(&str) -> bool,
    /// What breaks it in a file.
    pub find: fn(&str, &str) -> Vec<Finding>,
    /// Violations it must find.
    pub planted: &'static [Snippet],
    /// Neighbours of a violation that it must let pass.
    pub allowed: &'static [Snippet],
}

impl Rule {
    /// Every violation in the files, as lines to print.
    pub fn broken_in(&self, files: &[File]) -> Vec<String> {
        let covered = files.iter().filter(|file| (self.covers)(&file.path));
        let found = covered.flat_map(|file| {
            (self.find)(&file.path, &file.text)
                .into_iter()
                .map(move |f| (file, f))
        });
        found
            .map(|(file, (line, what))| format!("{}:{line}: {} ({what})", file.path, self.name))
            .collect()
    }
}

/// Lines of code for which `is_bad` holds; lines that are only a comment do not count.
pub fn lines_where(text: &str, is_bad: impl Fn(&str) -> bool) -> Vec<Finding> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !is_comment(line) && is_bad(line));
    lines
        .map(|(at, line)| (at + 1, line.trim().to_owned()))
        .collect()
}

/// Lines that hold any of the needles.
pub fn lines_with(text: &str, needles: &[&str]) -> Vec<Finding> {
    lines_where(text, |line| {
        needles.iter().any(|needle| line.contains(needle))
    })
}

/// Lines that hold any of the words, as whole words.
pub fn lines_with_word(text: &str, words: &[&str]) -> Vec<Finding> {
    lines_where(text, |line| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| words.contains(&word))
    })
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") || line.starts_with("/*") || line.starts_with("* ")
}
