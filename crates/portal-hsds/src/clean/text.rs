//! Cleans one text: blanks, control characters, markup, placeholders.

use super::kinds::Kind;
use super::markup;
use crate::report::{Report, Spot};

/// Punctuation whose UTF-8 bytes were once read as code page 437, as real exports hold it.
const MIS_DECODED: [(&str, &str); 9] = [
    ("GÇÖ", "\u{2019}"),
    ("GÇÿ", "\u{2018}"),
    ("GÇ£", "\u{201c}"),
    ("GÇ¥", "\u{201d}"),
    ("GÇô", "\u{2013}"),
    ("GÇö", "\u{2014}"),
    ("GÇª", "\u{2026}"),
    ("GÇæ", "-"),
    ("GÇï", ""),
];

/// The clean text, or `None` when nothing is left of it. Every change is counted in `report`.
pub(super) fn clean(
    key: &str,
    kind: Kind,
    raw: &str,
    spot: Spot<'_>,
    report: &mut Report,
) -> Option<String> {
    if raw.is_empty() {
        return None;
    }
    let raw = within_limit(raw, spot, report);
    let mut text = characters(raw, spot, report);
    if kind != Kind::Code {
        text = escapes(text, spot, report);
        let plain = markup::to_plain(&text);
        if plain != text {
            report.repair("markup_to_text", spot);
            text = plain;
        }
    }
    if kind == Kind::Prose {
        text = without_markers(text, spot, report);
    }
    let tidy = blanks(kind, &text);
    if tidy.is_empty() {
        report.repair("blank_for_empty", spot);
        return None;
    }
    if tidy.len() < raw.len() && raw.trim() != raw {
        report.repair("blank_around_text", spot);
    }
    // Templates and mock servers fill a field with its own name.
    if tidy == key && key != "name" {
        report.repair("placeholder", spot);
        return None;
    }
    if kind == Kind::Prose {
        report.free_text(spot.file, key);
    }
    Some(tidy)
}

/// The longest text that is kept, in bytes; past it nobody reads, and taking markup out
/// of a text made to be slow takes time that grows with its square.
const LONGEST: usize = 50_000;

/// The beginning of a text that is too long.
fn within_limit<'a>(raw: &'a str, spot: Spot<'_>, report: &mut Report) -> &'a str {
    if raw.len() <= LONGEST {
        return raw;
    }
    report.repair("text_cut_short", spot);
    &raw[..raw.floor_char_boundary(LONGEST)]
}

/// Takes out characters that cannot be seen and can mislead.
fn characters(raw: &str, spot: Spot<'_>, report: &mut Report) -> String {
    if raw.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return raw.to_owned();
    }
    let (mut bidi, mut control) = (false, false);
    let kept = raw
        .chars()
        .filter(|&letter| {
            let turns = is_bidi_control(letter);
            let hidden = (letter.is_control() && !matches!(letter, '\n' | '\t' | '\r'))
                || matches!(letter, '\u{200b}' | '\u{feff}');
            bidi |= turns;
            control |= hidden;
            !turns && !hidden
        })
        .collect();
    if bidi {
        report.repair("bidi_control", spot);
    }
    if control {
        report.repair("control_character", spot);
    }
    kept
}

/// The characters of Unicode that change the direction of what follows.
fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Undoes what an export did to line ends and punctuation.
fn escapes(mut text: String, spot: Spot<'_>, report: &mut Report) -> String {
    if text.contains("\\n") || text.contains("\\r") {
        text = text
            .replace("\\r\\n", "\n")
            .replace("\\n", "\n")
            .replace("\\r", "\n");
        report.repair("literal_backslash_n", spot);
    }
    if text.contains("GÇ") {
        for (wrong, right) in MIS_DECODED {
            text = text.replace(wrong, right);
        }
        report.repair("mis_decoded_punctuation", spot);
    }
    text
}

/// Takes out lines such as `###MON###`, marks of the system the export came from.
fn without_markers(text: String, spot: Spot<'_>, report: &mut Report) -> String {
    if !text.contains("##") {
        return text;
    }
    let kept: Vec<&str> = text.lines().filter(|line| !is_marker(line)).collect();
    if kept.len() < text.lines().count() {
        report.repair("internal_marker", spot);
    }
    kept.join("\n")
}

fn is_marker(line: &str) -> bool {
    let line = line.trim();
    let inner = line.trim_matches('#');
    line.starts_with("##")
        && line.ends_with('#')
        && inner.len() <= 12
        && inner.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// One blank between words; in free text line ends stay, at most two in a row.
fn blanks(kind: Kind, text: &str) -> String {
    if kind == Kind::Code {
        return text.trim().to_owned();
    }
    if kind == Kind::Line {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.is_empty() {
            empty += 1;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        tidy.push_str(&words.join(" "));
        empty = 0;
    }
    tidy
}
