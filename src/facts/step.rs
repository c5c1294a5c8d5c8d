//! A step of the case as a card: its one state, who acts by when, and what the family can do.

use portal_types::{Step, StepState, WhoActs};

use super::Reader;
use super::people::calls;
use super::promise::{kept_lines, promise_lines, promise_source, promised_before};
use super::rights::{COMPLAIN, right_beside, rights_of_step};
use crate::ui::{Card, Fact, Icon, Line, Prose, Span, Tone};

/// Whether somebody still has to do something.
#[must_use]
pub fn is_open(step: &Step) -> bool {
    !matches!(
        step.state,
        StepState::Done | StepState::ClosedNoAction | StepState::NotStarted
    )
}

/// The state of a step in the words of the portal.
#[must_use]
pub fn step_line(reader: &Reader, step: &Step) -> Line {
    let words = reader.words;
    let agency = reader.agency(&step.agency);
    let day = |date: &Option<String>| date.as_ref().map(|d| reader.day(d)).unwrap_or_default();
    let (icon, text, tone) = match step.state {
        StepState::NotStarted => (Icon::Circle, words.state_not_started(), Tone::Quiet),
        StepState::WaitingFamily => (Icon::Person, words.state_waiting_family(), Tone::Action),
        StepState::InProgress => (Icon::Clock, words.state_in_progress(&agency), Tone::Plain),
        StepState::DueSoon => (
            Icon::Clock,
            words.state_due_soon(&day(&step.promised_by)),
            Tone::Plain,
        ),
        StepState::Late => (
            Icon::Alert,
            words.state_late(&day(&step.promised_by)),
            Tone::Late,
        ),
        StepState::NoDate => (
            Icon::Clock,
            match &step.asked_on {
                Some(on) => words.state_no_date_asked(&reader.short(on)),
                None => words.state_no_date(),
            },
            Tone::Plain,
        ),
        StepState::Paused => (Icon::Pause, words.state_paused(), Tone::Plain),
        StepState::Done => (
            Icon::Check,
            match &step.done_on {
                Some(on) => words.state_done_on(&reader.short(on)),
                None => words.state_done(),
            },
            Tone::Good,
        ),
        StepState::ClosedNoAction => (Icon::Check, words.state_closed(), Tone::Quiet),
        StepState::CannotSay => (Icon::Lock, words.state_cannot_say(&agency), Tone::Plain),
        StepState::SourceDown => (
            Icon::Info,
            match &step.last_confirmed_on {
                Some(on) => words.source_down(&agency, &reader.short(on)),
                None => words.source_never(&agency),
            },
            Tone::Plain,
        ),
    };
    Line::toned(icon, text, tone)
}

/// A step in full.
#[must_use]
pub fn step_card(reader: &Reader, step: &Step) -> Card {
    let late = step.state == StepState::Late;
    let quiet = step.days_quiet.filter(|_| is_open(step));
    Card {
        title: reader.step_title(&step.kind),
        badge: Some(step_line(reader, step)),
        lines: lines(reader, step, quiet),
        facts: bring(reader, step),
        texts: texts(reader, step, late || quiet.is_some()),
        folded: folded(reader, step, late || quiet.is_some()),
        calls: if wants_calls(step) || quiet.is_some() {
            calls(
                reader,
                &step.agency,
                step.contact.as_ref(),
                &step.escalation,
            )
        } else {
            Vec::new()
        },
        small: small(reader, step),
        tone: match step.state {
            StepState::WaitingFamily => Tone::Action,
            StepState::Late => Tone::Late,
            _ if quiet.is_some() => Tone::Late,
            StepState::Done | StepState::ClosedNoAction | StepState::NotStarted => Tone::Quiet,
            _ => Tone::Plain,
        },
        ..Card::default()
    }
}

fn lines(reader: &Reader, step: &Step, quiet: Option<i32>) -> Vec<Line> {
    let words = reader.words;
    let mut lines = Vec::new();
    if let Some(days) = step.days_late.filter(|_| step.state == StepState::Late) {
        lines.push(Line::toned(Icon::Clock, words.days_late(days), Tone::Late));
    }
    if let Some(days) = quiet {
        lines.push(Line::toned(Icon::Bell, words.quiet_days(days), Tone::Late));
    }
    if let Some(about) = reader.children(&step.children) {
        lines.push(Line::plain(Icon::Person, about));
    }
    if step.state == StepState::NotStarted {
        lines.push(Line::plain(Icon::Person, who_starts(reader, step)));
    }
    if is_open(step) || step.state == StepState::NotStarted {
        lines.extend(promise_lines(reader, step));
    }
    if step.state == StepState::Done {
        lines.extend(kept_lines(reader, step));
    }
    if let Some(asker) = step
        .asked_by
        .as_ref()
        .filter(|_| step.state == StepState::NoDate)
    {
        lines.push(Line::plain(Icon::Person, words.asked_by(&asker.name)));
    }
    if let Some(on) = &step.next_check_on {
        let day = reader.day(on);
        let text = match step.state {
            StepState::Paused => words.next_review(&day),
            _ => words.next_check(&day),
        };
        lines.push(Line::plain(Icon::Calendar, text));
    }
    lines
}

fn who_starts(reader: &Reader, step: &Step) -> String {
    match step.who_acts {
        WhoActs::Family => reader.words.starts_family(),
        WhoActs::Center | WhoActs::Agency => {
            reader.words.starts_agency(&reader.agency(&step.agency))
        }
    }
}

fn bring(reader: &Reader, step: &Step) -> Vec<Fact> {
    let lines = match step.state {
        StepState::WaitingFamily => reader.bring("steps", &step.kind, &[]),
        _ => Vec::new(),
    };
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Fact {
        icon: Icon::Bag,
        label: reader.words.visit_bring(),
        lines,
    }]
}

fn texts(reader: &Reader, step: &Step, pressing: bool) -> Vec<(String, Prose)> {
    let words = reader.words;
    let ended = matches!(step.state, StepState::Done | StepState::ClosedNoAction);
    let mut texts: Vec<(String, Prose)> = Vec::new();
    if let Some(reason) = reader.reason_text(step.reason.as_ref()) {
        texts.push(reason);
    }
    let parts = [
        (is_open(step), words.you_do_title(), "you_do"),
        (pressing, words.say_title(), "say"),
        (ended, words.next_title(), "next"),
    ];
    for (wanted, heading, field) in parts {
        if wanted && let Some(text) = reader.prose(&["steps", &step.kind, field]) {
            texts.push((heading, text));
        }
    }
    if step.state == StepState::ClosedNoAction {
        texts.push((words.review_title(), vec![Span::Words(words.review_how())]));
    }
    // Who waits for an agency reads their right at once; anybody else finds it folded.
    if pressing {
        for key in rights_of_step(reader, &step.kind) {
            if key != COMPLAIN {
                texts.push(right_beside(reader, &key));
            }
        }
    }
    texts
}

/// What the step means, what the child can be told, what was promised before, and rights that are not
/// pressing; beside what is late or quiet also how to complain.
fn folded(reader: &Reader, step: &Step, pressing: bool) -> Vec<(String, Prose)> {
    let words = reader.words;
    let parts = [
        (words.means_title(), "means"),
        (words.visit_for_child(), "for_child"),
    ];
    let mut texts = Vec::new();
    for (heading, field) in parts {
        if let Some(text) = reader.prose(&["steps", &step.kind, field]) {
            texts.push((heading, text));
        }
    }
    if let Some(before) = promised_before(reader, step) {
        texts.push(before);
    }
    let mut rights = rights_of_step(reader, &step.kind);
    if pressing {
        rights = vec![COMPLAIN.to_owned()];
    }
    for key in &rights {
        let (title, text) = right_beside(reader, key);
        if !title.is_empty() {
            texts.push((title, text));
        }
    }
    texts
}

/// The states in which the next thing to do is to call somebody.
fn wants_calls(step: &Step) -> bool {
    matches!(
        step.state,
        StepState::WaitingFamily
            | StepState::Late
            | StepState::NoDate
            | StepState::Paused
            | StepState::ClosedNoAction
            | StepState::CannotSay
            | StepState::SourceDown
    )
}

fn small(reader: &Reader, step: &Step) -> Vec<String> {
    let words = reader.words;
    let (mut small, mut ages) = (Vec::new(), Vec::new());
    if is_open(step) {
        if let Some(source) = promise_source(reader, step.promise.as_ref()) {
            small.push(source);
        }
        if let Some(on) = &step.started_on {
            ages.push(words.started_on(&reader.short(on)));
        }
    }
    if let Some(on) = &step.last_confirmed_on {
        ages.push(words.confirmed_on(&reader.agency(&step.agency), &reader.short(on)));
    }
    if !ages.is_empty() {
        small.push(ages.join(" "));
    }
    small
}
