//! From the files of a playbook to a playbook, or to every mistake in them.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::check::{Draft, Mistake, check};
use super::lines::Lines;
use super::{Book, FIRST_LANGUAGE, Files, RULES, file_of};
use crate::import::report::{Refusal, RowError};

/// Reads and judges the files of a playbook as a whole.
///
/// # Errors
/// Every mistake found, by file and line.
pub fn read(files: &Files) -> Result<Book, Refusal> {
    let lines: BTreeMap<&str, Lines> = files
        .iter()
        .map(|(name, text)| (name.as_str(), Lines::of(text)))
        .collect();
    let mut draft = Draft::default();
    let mut errors = Vec::new();
    for (name, text) in files {
        let mut reader = Reader {
            name,
            text,
            lines: &lines[name.as_str()],
            errors: &mut errors,
            unread: &mut draft.unread,
        };
        match name.strip_suffix(".json") {
            _ if name == RULES => draft.rules = reader.read(),
            Some(language) if is_tag(language) => {
                draft
                    .words
                    .extend(reader.read().map(|words| (language.to_owned(), words)));
            }
            _ => reader.fail(
                1,
                "-",
                "expected a name such as en.json, or rules.json".to_owned(),
            ),
        }
    }
    errors.extend(missing(files));
    errors.extend(
        check(&draft)
            .into_iter()
            .map(|mistake| located(mistake, &lines)),
    );
    match draft.rules {
        Some(rules) if errors.is_empty() => Ok(Book {
            words: draft.words,
            rules,
        }),
        _ => Err(refusal(errors)),
    }
}

/// The files no playbook is without.
fn missing(files: &Files) -> impl Iterator<Item = RowError> {
    let needed = [file_of(FIRST_LANGUAGE), RULES.to_owned()];
    let missing = needed.into_iter().filter(|name| !files.contains_key(name));
    missing.map(|file| RowError {
        file,
        line: 1,
        field: "-".to_owned(),
        reason: "expected a file of this name, found none".to_owned(),
    })
}

fn located(mistake: Mistake, lines: &BTreeMap<&str, Lines>) -> RowError {
    let line = lines
        .get(mistake.file.as_str())
        .map_or(1, |l| l.line(&mistake.field));
    RowError {
        file: mistake.file,
        line,
        field: mistake.field,
        reason: mistake.reason,
    }
}

fn refusal(mut errors: Vec<RowError>) -> Refusal {
    errors.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    let mut refusal = Refusal::default();
    for error in errors {
        refusal.push(error);
    }
    refusal
}

/// A BCP 47 tag as a file's name may have it.
fn is_tag(text: &str) -> bool {
    let primary = text.split('-').next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Reads one file as far as it can be read.
struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    lines: &'a Lines,
    errors: &'a mut Vec<RowError>,
    unread: &'a mut BTreeSet<String>,
}

impl Reader<'_> {
    /// The file's content. An entry that has another shape is noted and taken out, so that the
    /// others can be judged; `None` when the mistake is not within an entry.
    fn read<T: DeserializeOwned>(&mut self) -> Option<T> {
        let mut value: Value = match serde_json::from_str(self.text) {
            Ok(value) => value,
            Err(e) => {
                let reason = format!("expected JSON: {}", without_place(&e.to_string()));
                self.fail(e.line() as u64, "-", reason);
                return None;
            }
        };
        for (path, line) in &self.lines.doubled {
            self.fail(
                *line,
                path,
                "expected this name once in its part, found it twice".to_owned(),
            );
        }
        loop {
            let e = match serde_path_to_error::deserialize(&value) {
                Ok(content) => return Some(content),
                Err(e) => e,
            };
            let path = path_of(e.path());
            self.fail(
                self.lines.line(&path),
                &path,
                expected(&e.inner().to_string()),
            );
            let mut names = path.split('.');
            let (section, key) = (names.next()?, names.next()?);
            value.get_mut(section)?.as_object_mut()?.remove(key)?;
            self.unread.insert(format!("{section}.{key}"));
        }
    }

    fn fail(&mut self, line: u64, field: &str, reason: String) {
        self.errors.push(RowError {
            file: self.name.to_owned(),
            line,
            field: field.to_owned(),
            reason,
        });
    }
}

/// A path in the spelling of [`Lines`]; `-` for the whole file.
fn path_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let names = path.iter().filter_map(|segment| match segment {
        Segment::Map { key } => Some(key.clone()),
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    let path = names.collect::<Vec<_>>().join(".");
    if path.is_empty() {
        "-".to_owned()
    } else {
        path
    }
}

/// Serde's sentence in the words of the other refusals.
fn expected(message: &str) -> String {
    let said = [
        ("`", ""),
        ("a string", "text"),
        ("sequence", "a list"),
        ("a map", "an object"),
        ("i32", "a whole number"),
    ];
    let mut message = message.to_owned();
    for (serdes, ours) in said {
        message = message.replace(serdes, ours);
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("expected a field {field}, found none");
    }
    let unknown = message
        .strip_prefix("unknown field ")
        .and_then(|m| m.split_once(", "));
    if let Some((field, instead)) = unknown {
        return format!("{instead}, found {field}");
    }
    let choice = message
        .strip_prefix("unknown variant ")
        .and_then(|m| m.split_once(", "));
    if let Some((found, instead)) = choice {
        return format!("{instead}, found {found}");
    }
    let wrong = message
        .strip_prefix("invalid type: ")
        .and_then(|m| m.rsplit_once(", "));
    match wrong {
        Some((found, instead)) => format!("{instead}, found {found}"),
        None => message,
    }
}

fn without_place(message: &str) -> &str {
    message
        .split_once(" at line ")
        .map_or(message, |(what, _)| what)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
