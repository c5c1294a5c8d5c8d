//! Who promised what by when, and where the promise comes from.

use portal_types::{Promise, PromiseBasis, Step, StepState};

use super::Reader;
use super::rights::law;
use crate::ui::{Icon, Line, Tone};

/// The promise of a step in lines: who said by when, how far away that is, and whether it moved.
#[must_use]
pub fn promise_lines(reader: &Reader, step: &Step) -> Vec<Line> {
    let Some(by) = &step.promised_by else {
        return Vec::new();
    };
    let agency = reader.agency(&step.agency);
    let day = reader.day(by);
    let words = reader.words;
    let said = match step.promise_source {
        Some(PromiseBasis::Law) => words.promise_law(&agency, &day),
        Some(PromiseBasis::Policy) => words.promise_policy(&agency, &day),
        Some(PromiseBasis::Worker) => words.promise_worker(&agency, &day),
        None => words.promise_plain(&day),
    };
    let mut lines = vec![Line::plain(Icon::Calendar, said)];
    match (step.state, step.due_in_days) {
        (StepState::Late, _) => {}
        (StepState::DueSoon | StepState::WaitingFamily, Some(days)) if days >= 0 => {
            lines.push(Line::plain(Icon::Clock, capital(&reader.in_days(days))));
        }
        _ => {}
    }
    if let Some(first) = step.promise.as_ref().and_then(|p| p.first_by.as_ref()) {
        lines.push(Line::toned(
            Icon::Info,
            words.promise_moved(&reader.day(first)),
            Tone::Quiet,
        ));
    }
    lines
}

/// The law or policy under a promise: what it says, where it stands, and whether a lawyer has looked.
#[must_use]
pub fn promise_source(reader: &Reader, promise: Option<&Promise>) -> Option<String> {
    let key = promise?.source_key.as_ref()?;
    let says = reader.book("promise_sources", key, "says")?;
    let mut sentences = vec![says];
    sentences.extend(law(reader, "promise_sources", key));
    Some(sentences.join(" "))
}

/// A phrase at the start of a line. ASCII only: the full tables would cost 12 KB.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    // Values begin with an invisible isolate; a number or name after it stays as it is.
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
