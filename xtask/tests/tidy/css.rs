//! Rules about style sheets: one place for colours, no left and right.

use crate::rule::{Finding, Rule};

/// Colour words that would end up in a style sheet by hand. System colours (`Canvas`) and
/// `transparent` carry no design and may stand anywhere.
const COLOUR_WORDS: [&str; 14] = [
    "white", "black", "red", "green", "blue", "yellow", "orange", "purple", "gray", "grey",
    "silver", "teal", "navy", "brown",
];

const COLOUR_FUNCTIONS: [&str; 8] = [
    "rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "lab(", "lch(",
];

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule {
        name: "style sheets say start and end, not left and right: Arabic reads the other way",
        covers: |path| path.ends_with(".css"),
        find: |_, text| declarations_where(text, is_physical),
        planted: &[
            ("styles/a.css", "a { margin-left: 1px; }"),
            ("styles/a.css", "a {\n  text-align: right;\n}"),
            ("styles/a.css", "a { left: 0 }"),
        ],
        allowed: &[(
            "styles/a.css",
            "/* left */ .left { margin-inline-start: 1px; }",
        )],
    },
    Rule {
        name: "colours stand in styles/tokens.css alone, and those of strong contrast in styles/contrast.css",
        covers: |path| {
            path.ends_with(".css") && !["styles/tokens.css", "styles/contrast.css"].contains(&path)
        },
        find: |_, text| declarations_where(text, is_colour),
        planted: &[
            ("styles/a.css", "a { color: #fff; }"),
            ("styles/a.css", "@media print { a { background: white } }"),
            ("src/ui/a/a.css", "a { border: 1px solid rgb(1 2 3); }"),
        ],
        allowed: &[
            (
                "styles/a.css",
                "#add { color: var(--ink); background: transparent; outline-color: CanvasText }",
            ),
            ("styles/tokens.css", ":root { --ink: #1b2430; }"),
            (
                "styles/a.css",
                "a { white-space: nowrap; background: url(\"#a\") }",
            ),
        ],
    },
];

fn is_physical(property: &str, value: &str) -> bool {
    let names_side = |word: &str| word == "left" || word == "right";
    property.split('-').any(names_side) || value.split([' ', ',']).any(names_side)
}

fn is_colour(_property: &str, value: &str) -> bool {
    let is_hex = |word: &str| {
        word.strip_prefix('#').is_some_and(|hex| {
            matches!(hex.len(), 3 | 4 | 6 | 8) && hex.chars().all(|c| c.is_ascii_hexdigit())
        })
    };
    let words = value
        .split([' ', ',', '(', ')', '/'])
        .map(str::to_ascii_lowercase);
    words
        .into_iter()
        .any(|word| is_hex(&word) || COLOUR_WORDS.contains(&word.as_str()))
        || COLOUR_FUNCTIONS
            .iter()
            .any(|function| value.contains(function))
}

/// Declarations for which `is_bad` holds, with their line. Selectors and comments do not count.
fn declarations_where(text: &str, is_bad: fn(&str, &str) -> bool) -> Vec<Finding> {
    let text = blank_comments(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, end) in text.match_indices(['{', ';', '}']) {
        let chunk = &text[start..at];
        if end != "{"
            && let Some((property, value)) = chunk.split_once(':')
            && is_bad(property.trim(), value.trim())
        {
            let line = text[..at].matches('\n').count() + 1;
            found.push((line, chunk.trim().to_owned()));
        }
        start = at + 1;
    }
    found
}

/// Comments become spaces; lines keep their numbers.
fn blank_comments(text: &str) -> String {
    let mut blanked = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        blanked.push_str(before);
        blanked.extend(comment.matches('\n'));
        rest = after;
    }
    blanked + rest
}
