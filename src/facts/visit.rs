//! A visit as a card: weekday and time first and large.

use portal_types::{Appointment, AppointmentChange, AppointmentStatus, ChangeKind, Interpreter};

use super::Reader;
use super::differs::{difference, whom_to_ask};
use crate::ui::{Card, Icon, Line, Tone};

/// Whether the visit still lies ahead.
#[must_use]
pub fn is_ahead(visit: &Appointment) -> bool {
    let open = !matches!(
        visit.status,
        AppointmentStatus::Fulfilled | AppointmentStatus::Cancelled | AppointmentStatus::Noshow
    );
    open && visit.in_days.is_none_or(|days| days >= 0)
}

/// The status of a visit in the words of the portal.
fn status_line(reader: &Reader, visit: &Appointment) -> Line {
    let words = reader.words;
    let (icon, text, tone) = match visit.status {
        AppointmentStatus::Proposed => (Icon::Clock, words.visit_proposed(), Tone::Plain),
        AppointmentStatus::Pending => (Icon::Clock, words.visit_pending(), Tone::Plain),
        AppointmentStatus::Booked => (Icon::Check, words.visit_booked(), Tone::Good),
        AppointmentStatus::Arrived | AppointmentStatus::CheckedIn => {
            (Icon::Check, words.visit_checked_in(), Tone::Good)
        }
        AppointmentStatus::Fulfilled => (Icon::Check, words.visit_done(), Tone::Quiet),
        AppointmentStatus::Cancelled => (Icon::Info, words.visit_cancelled(), Tone::Late),
        AppointmentStatus::Noshow => (Icon::Info, words.visit_missed(), Tone::Late),
        AppointmentStatus::Waitlist => (Icon::Clock, words.visit_waitlist(), Tone::Plain),
    };
    Line::toned(icon, text, tone)
}

/// What changed last: "The time changed on March 2. It was Thursday, March 5 at 9:00 AM."
fn change_line(reader: &Reader, change: &AppointmentChange) -> Line {
    let words = reader.words;
    let on = reader.short(&change.on);
    let mut text = match (change.what, &change.from) {
        (ChangeKind::Moved, Some(from)) => {
            words.changed_moved_from(&on, &reader.day(from), &reader.time(from))
        }
        (ChangeKind::Moved, None) => words.changed_moved(&on),
        (ChangeKind::Place, _) => words.changed_place(&on),
        (ChangeKind::Cancelled, _) => words.changed_cancelled(&on),
    };
    if let Some(reason) = reader.reason(change.reason.as_ref()) {
        text.push(' ');
        text.push_str(&reason);
        text.push('.');
    }
    Line::toned(Icon::Alert, text, Tone::Late)
}

/// A visit as a card of a list; `href` leads to its page.
#[must_use]
pub fn visit_card(reader: &Reader, visit: &Appointment, href: Option<String>) -> Card {
    let ahead = is_ahead(visit);
    let (mut lines, mut calls) = (Vec::new(), Vec::new());
    if let Some(differs) = &visit.differs {
        lines = difference(reader, visit, differs);
        calls = whom_to_ask(reader, visit, differs);
    }
    if let Some(change) = visit.changed.as_ref().filter(|_| ahead) {
        lines.push(change_line(reader, change));
    }
    if let Some(start) = visit
        .starts_at
        .as_ref()
        .filter(|_| reader.elsewhere && ahead)
    {
        let zone = reader.words.zone_name(start, &visit.time_zone);
        lines.push(Line::plain(Icon::Clock, reader.words.visit_zone(&zone)));
    }
    if let Some(place) = &visit.place {
        lines.push(Line::plain(Icon::Place, place.name.clone()));
    }
    if let Some(about) = reader.children(&visit.children) {
        lines.push(Line::plain(Icon::Person, about));
    }
    if ahead {
        lines.extend(interpreter_line(reader, visit.interpreter));
    }
    Card {
        title: reader.visit_title(&visit.kind),
        href,
        lead: when(reader, visit),
        badge: Some(status_line(reader, visit)),
        lines,
        calls,
        tone: if ahead { Tone::Plain } else { Tone::Quiet },
        ..Card::default()
    }
}

/// Weekday, time and how far away that is, or that there is no time yet.
fn when(reader: &Reader, visit: &Appointment) -> Vec<String> {
    let Some(start) = &visit.starts_at else {
        return vec![reader.words.visit_no_time()];
    };
    let time = reader.time(start);
    let time = match visit.in_days {
        Some(days) => reader.words.visit_when(&time, &reader.in_days(days)),
        None => time,
    };
    vec![reader.day(start), time]
}

/// Whether an interpreter comes; a missing one is a problem that everyone may see.
fn interpreter_line(reader: &Reader, interpreter: Interpreter) -> Option<Line> {
    match interpreter {
        Interpreter::Booked => Some(Line::plain(Icon::Speech, reader.words.interpreter_booked())),
        Interpreter::NotYet => Some(Line::toned(
            Icon::Speech,
            reader.words.interpreter_not_yet(),
            Tone::Late,
        )),
        Interpreter::NotNeeded => None,
    }
}
