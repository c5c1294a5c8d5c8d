//! The family's rights: all of them, and those that touch a step.

use super::Reader;
use crate::ui::{Card, Prose};

/// The right to complain. It stands beside everything that is late or quiet, whatever its kind.
pub const COMPLAIN: &str = "complain";

/// Keys of all rights, in the playbook's order.
#[must_use]
pub fn rights(reader: &Reader) -> Vec<String> {
    reader.book.items(&["rights"])
}

/// Keys of the rights that touch a kind of step.
#[must_use]
pub fn rights_of_step(reader: &Reader, kind: &str) -> Vec<String> {
    let mut touching = rights(reader);
    touching.retain(|right| {
        let steps = reader.book.items(&["rules", "rights", right, "steps"]);
        steps.iter().any(|step| step == kind)
    });
    touching
}

/// A right in full.
#[must_use]
pub fn right_card(reader: &Reader, key: &str) -> Card {
    let words = reader.words;
    let parts = [
        (String::new(), "means"),
        (words.rights_how(), "you_do"),
        (words.rights_if_not(), "next"),
    ];
    let texts = parts.into_iter().filter_map(|(heading, field)| {
        let text = reader.prose(&["rights", key, field])?;
        Some((heading, text))
    });
    Card {
        title: reader.book("rights", key, "title").unwrap_or_default(),
        texts: texts.collect(),
        small: law(reader, "rights", key),
        ..Card::default()
    }
}

/// A right beside the step it touches: what it is and how to use it, under its own sentence. Who
/// complains reads as well whom to go to next.
#[must_use]
pub fn right_beside(reader: &Reader, key: &str) -> (String, Prose) {
    let title = reader.book("rights", key, "title").unwrap_or_default();
    let mut text = Prose::new();
    let fields: &[&str] = match key {
        COMPLAIN => &["means", "you_do", "next"],
        _ => &["means", "you_do"],
    };
    for field in fields {
        text.extend(reader.prose(&["rights", key, field]).unwrap_or_default());
        text.push(crate::ui::Span::Words(" ".to_owned()));
    }
    (title, text)
}

/// Where a law stands and whether a lawyer has looked at it; `part` is `rights` or
/// `promise_sources`. Nothing for the centre's own rules.
#[must_use]
pub fn law(reader: &Reader, part: &str, key: &str) -> Vec<String> {
    let words = reader.words;
    let rule = |field| reader.book.text(&["rules", part, key, field]);
    let Some(citation) = rule("citation") else {
        return Vec::new();
    };
    let checked = match rule("date_checked") {
        Some(on) => words.law_checked(&reader.day(&on)),
        None => words.law_unchecked(),
    };
    vec![words.rights_law(&citation), checked]
}
