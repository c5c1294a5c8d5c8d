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
    let fact = Fact {
        icon: Icon::Bag,
        label: reader.words.visit_bring(),
        lines,
    };
    Some(fact)
        .filter(|f| !f.lines.is_empty())
        .into_iter()
        .collect()
}

fn texts(reader: &Reader, step: &Step, pressing: bool) -> Vec<(String, Prose)> {
    let words = reader.words;
    let ended = matches!(step.state, StepState::Done | StepState::ClosedNoAction);
    let mut texts: Vec<(String, Prose)> = Vec::new();
    texts.extend(reader.reason_text(step.reason.as_ref()));
    let parts = [
        (is_open(step), words.you_do_title(), "you_do"),
        (pressing, words.say_title(), "say"),
        (ended, words.next_title(), "next"),
    ];
    for (wanted, heading, field) in parts {
        let text = reader.prose(&["steps", &step.kind, field]);
        texts.extend(text.filter(|_| wanted).map(|text| (heading, text)));
    }
    if step.state == StepState::ClosedNoAction {
        texts.push((words.review_title(), vec![Span::Words(words.review_how())]));
    }
    // Who waits for an agency reads their right at once; anybody else finds it folded.
    if pressing {
        let rights = rights_of_step(reader, &step.kind).into_iter();
        let rights = rights.filter(|key| key != COMPLAIN);
        texts.extend(rights.map(|key| right_beside(reader, &key)));
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
    let texts = parts.into_iter().filter_map(|(heading, field)| {
        let text = reader.prose(&["steps", &step.kind, field])?;
        Some((heading, text))
    });
    let mut rights = rights_of_step(reader, &step.kind);
    if pressing {
        rights = vec![COMPLAIN.to_owned()];
    }
    let rights = rights.iter().map(|key| right_beside(reader, key));
    let rights = rights.filter(|(title, _)| !title.is_empty());
    let texts = texts.chain(promised_before(reader, step));
    texts.chain(rights).collect()
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
    let mut small = Vec::new();
    if is_open(step) {
        small.extend(promise_source(reader, step.promise.as_ref()));
    }
    let started = step.started_on.as_ref().filter(|_| is_open(step));
    let confirmed = step.last_confirmed_on.as_ref();
    let ages = [
        started.map(|on| words.started_on(&reader.short(on))),
        confirmed.map(|on| words.confirmed_on(&reader.agency(&step.agency), &reader.short(on))),
    ];
    let ages: Vec<String> = ages.into_iter().flatten().collect();
    if !ages.is_empty() {
        small.push(ages.join(" "));
    }
    small
}
