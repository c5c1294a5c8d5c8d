//! Each threat (`docs/threats.md`) and each row of the standard (`docs/asvs.md`) is shown by a test that exists, or says why not.

use std::collections::BTreeMap;

use crate::files::{self, File};
use crate::known::Known;
use crate::tables::{Row, tables};

const THREATS: &str = "docs/threats.md";
const STANDARD: &str = "docs/asvs.md";

/// The head of the last column of a table that is looked at.
const SHOWN_BY: &str = "shown by";

/// How a last cell begins that names no test; what follows says more.
const REASONS: [&str; 5] = [
    "Does not apply: ",
    "No test: ",
    "Not held: ",
    "Nothing yet: ",
    WRITTEN,
];

/// How a last cell begins that names a document.
const WRITTEN: &str = "Written: ";

/// Fewer words are no reason.
const WORDS_OF_A_REASON: usize = 4;

/// What is wrong with the tables of a document, as lines to print.
fn problems(path: &str, text: &str, known: &Known) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for table in tables(text, |head| head.last() == Some(&SHOWN_BY)) {
        let Some((head, rows)) = table.split_first() else {
            continue;
        };
        for row in rows {
            let mut tell = |what: String| found.push(format!("{path}:{}: {what}", row.line));
            if row.cells.len() != head.cells.len() {
                tell(format!(
                    "{} cells, expected {}",
                    row.cells.len(),
                    head.cells.len()
                ));
            }
            if row.cells.iter().any(|cell| cell.is_empty()) {
                tell("a cell is empty".to_owned());
            }
            if let Some(before) = seen.insert(row.cells[0], row.line) {
                tell(format!("{} stands in line {before} as well", row.cells[0]));
            }
            let shown = row.cells[row.cells.len() - 1];
            if let Err(problem) = judge(shown, known) {
                tell(problem);
            }
        }
    }
    if seen.is_empty() {
        found.push(format!(
            "{path}: has no table whose last column is \"{SHOWN_BY}\""
        ));
    }
    found
}

/// Whether a last cell names tests that exist, or gives a reason.
fn judge(cell: &str, known: &Known) -> Result<(), String> {
    if let Some(start) = REASONS.iter().find(|start| cell.starts_with(**start)) {
        let reason = &cell[start.len()..];
        let links = || {
            reason
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split(')').next())
        };
        if *start == WRITTEN && links().next().is_none() {
            return Err(format!("{reason:?} names no document"));
        }
        if *start != WRITTEN && reason.split_whitespace().count() < WORDS_OF_A_REASON {
            return Err(format!("{reason:?} is no reason: say more"));
        }
        return match links().find(|link| !known.has_document(link)) {
            Some(link) => Err(format!("there is no document {link}")),
            None => Ok(()),
        };
    }
    for part in cell.split(", ") {
        let name = part.strip_prefix('`').and_then(|p| p.strip_suffix('`'));
        match name {
            None => {
                return Err(format!(
                    "{part:?}: expected a test in backticks, or one of {REASONS:?}"
                ));
            }
            Some(name) if !known.has(name) => return Err(format!("there is no test {name}")),
            Some(_) => {}
        }
    }
    Ok(())
}

/// The counts a document of the standard gives that are not those of its rows.
fn wrong_counts(text: &str) -> Vec<String> {
    let of_chapter = |row: &Row| {
        row.cells[0]
            .split('.')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let rows = tables(text, |head| head.last() == Some(&SHOWN_BY));
    let rows = rows.iter().flat_map(|table| &table[1..]);
    let mut counted: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for row in rows {
        let counts = counted.entry(of_chapter(row)).or_default();
        counts[0] += usize::from(row.cells[1] != "3");
        counts[1] += usize::from(row.cells[1].ends_with('3'));
    }
    let counts = tables(text, |head| head[0] == "chapter");
    let told = counts.iter().flat_map(|table| &table[1..]);
    let told: BTreeMap<String, [usize; 2]> = told
        .map(|row| {
            let number = |at: usize| row.cells[at].parse().unwrap_or(usize::MAX);
            (row.cells[0].to_owned(), [number(2), number(3)])
        })
        .collect();
    let chapters = counted.keys().chain(told.keys());
    let mut wrong: Vec<String> = chapters
        .filter(|chapter| counted.get(*chapter) != told.get(*chapter))
        .map(|chapter| {
            let (rows, told) = (counted.get(chapter), told.get(chapter));
            format!("chapter {chapter}: {rows:?} rows, told are {told:?}")
        })
        .collect();
    wrong.dedup();
    wrong
}

fn document<'a>(files: &'a [File], path: &str) -> &'a str {
    let found = files.iter().find(|file| file.path == path);
    &found.unwrap_or_else(|| panic!("{path} is missing")).text
}

#[test]
fn every_threat_and_row_of_the_standard_is_shown_or_says_why_not() {
    let files = files::of_project();
    let known = Known::of(&files);
    let found: Vec<String> = [THREATS, STANDARD]
        .iter()
        .flat_map(|path| problems(path, document(&files, path), &known))
        .chain(wrong_counts(document(&files, STANDARD)))
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

const HEAD: &str = "| # | asks | shown by |\n| --- | --- | --- |\n";

#[test]
fn a_row_that_is_not_whole_or_names_no_test_is_told() {
    let known = Known::of(&files::of_project());
    let table = [
        ("| A1 | x |  |", "a cell is empty"),
        (
            "| A1 |  | `a_row_that_is_not_whole_or_names_no_test_is_told` |",
            "a cell is empty",
        ),
        ("| A1 | x | y | z |", "4 cells, expected 3"),
        (
            "| A1 | x | `no_such_test_anywhere` |",
            "there is no test no_such_test_anywhere",
        ),
        ("| A1 | x | `judge` |", "there is no test judge"),
        ("| A1 | x | a test |", "expected a test in backticks"),
        (
            "| A1 | x | `cargo xtask test --no-such-option` |",
            "there is no test cargo",
        ),
        (
            "| A1 | x | `cargo xtask harden --only no-such-group` |",
            "there is no test cargo",
        ),
        (
            "| A1 | x | `cargo xtask nothing` |",
            "there is no test cargo",
        ),
        ("| A1 | x | No test: later |", "is no reason"),
        (
            "| A1 | x | Written: somewhere in the many documents |",
            "names no document",
        ),
        (
            "| A1 | x | Written: it stands [there](nowhere.md) somewhere |",
            "there is no document",
        ),
        (
            "| A1 | x | No test: what it is and why |\n| A1 | x | No test: what it is and why |",
            "stands in line 3 as well",
        ),
    ];
    for (rows, expected) in table {
        let found = problems("a.md", &format!("{HEAD}{rows}\n"), &known);
        assert!(
            found.iter().any(|f| f.contains(expected)),
            "{rows}: {found:?}"
        );
    }
    let fine = "| A1 | x | `a_row_that_is_not_whole_or_names_no_test_is_told`, `cargo xtask test --hsds` |\n\
                | A2 | x | Written: all of it stands in [a document](threats.md) |\n";
    let found = problems("a.md", &format!("{HEAD}{fine}"), &known);
    assert!(found.is_empty(), "{found:?}");
    assert!(!problems("a.md", "no table", &known).is_empty());
}

#[test]
fn a_count_that_is_not_that_of_the_rows_is_told() {
    let rows = "| # | level | asks | shown by |\n| --- | --- | --- | --- |\n| 1.1 | 1 | x | y |\n| 1.2 | 2, 3 | x | y |\n| 2.1 | 3 | x | y |\n";
    let counts = |first: &str, second: &str| {
        format!(
            "| chapter | about | levels 1 and 2 | of level 3 |\n| --- | --- | --- | --- |\n| 1 | x | {first} |\n| 2 | x | {second} |\n\n{rows}"
        )
    };
    assert!(wrong_counts(&counts("2 | 1", "0 | 1")).is_empty());
    assert_eq!(wrong_counts(&counts("3 | 1", "0 | 1")).len(), 1);
    assert_eq!(wrong_counts(&counts("2 | 1", "1 | 1")).len(), 1);
}
