//! Who promised what by when, where the promise comes from, and what became of those before it.

use portal_types::{PastPromise, Promise, PromiseBasis, PromiseOutcome, Step, StepState};

use super::Reader;
use super::rights::law;
use crate::ui::{Icon, Line, Prose, Span, Tone};

/// The promise of a step in lines: who said by when, how far away that is, and whether it moved.
#[must_use]
pub fn promise_lines(reader: &Reader, step: &Step) -> Vec<Line> {
    let Some(by) = &step.promised_by else {
        return Vec::new();
    };
    let words = reader.words;
    let said = said(reader, step, step.promise_source, by);
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
    for past in &step.promise_history {
        if is_law_beside(step, past) {
            let tone = match past.outcome {
                PromiseOutcome::Missed => Tone::Late,
                _ => Tone::Plain,
            };
            lines.push(Line::toned(Icon::Info, told(reader, step, past), tone));
        }
    }
    lines
}

/// Whether the promise of a step that is done was kept.
#[must_use]
pub fn kept_lines(reader: &Reader, step: &Step) -> Vec<Line> {
    let Some(promise) = &step.promise else {
        return Vec::new();
    };
    let words = reader.words;
    let was = words.promise_was(&reader.short(&promise.by));
    let line = |text| Line::toned(Icon::Calendar, text, Tone::Quiet);
    match promise.days_late {
        Some(days) => vec![
            line(was),
            Line::toned(Icon::Clock, words.days_late(days), Tone::Quiet),
        ],
        None if promise.outcome == PromiseOutcome::Kept => {
            vec![line([was, words.promise_kept()].join(" "))]
        }
        None => Vec::new(),
    }
}

/// What was promised for a step before, a sentence or two each, under a heading of its own.
#[must_use]
pub fn promised_before(reader: &Reader, step: &Step) -> Option<(String, Prose)> {
    let past = step.promise_history.iter();
    let past = past.filter(|p| !is_law_beside(step, p));
    let texts: Vec<String> = past.map(|p| told(reader, step, p)).collect();
    let prose = vec![Span::Words(texts.join(" "))];
    (!texts.is_empty()).then(|| (reader.words.promise_before(), prose))
}

/// A worker's later day lifts no law: its day stands beside the promise in force and not under what
/// was before.
fn is_law_beside(step: &Step, past: &PastPromise) -> bool {
    past.basis == PromiseBasis::Law
        && step
            .promise_source
            .is_some_and(|basis| basis != PromiseBasis::Law)
}

/// Who said what, and what became of it.
fn told(reader: &Reader, step: &Step, past: &PastPromise) -> String {
    let words = reader.words;
    let said = said(reader, step, Some(past.basis), &past.by);
    let became = match past.outcome {
        PromiseOutcome::Open => return said,
        PromiseOutcome::Kept => words.promise_kept(),
        PromiseOutcome::Missed => words.promise_missed(),
        PromiseOutcome::Moved => words.promise_was_moved(),
    };
    [said, became].join(" ")
}

fn said(reader: &Reader, step: &Step, basis: Option<PromiseBasis>, by: &str) -> String {
    let agency = reader.agency(&step.agency);
    let day = reader.day(by);
    let words = reader.words;
    match basis {
        Some(PromiseBasis::Law) => words.promise_law(&agency, &day),
        Some(PromiseBasis::Policy) => words.promise_policy(&agency, &day),
        Some(PromiseBasis::Worker) => words.promise_worker(&agency, &day),
        None => words.promise_plain(&day),
    }
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
