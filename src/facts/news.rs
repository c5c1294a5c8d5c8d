//! One piece of news in a sentence.

use portal_types::{Update, UpdateKind};

use super::Reader;
use crate::ui::{Icon, Line, Tone};

/// Who did what, and whether it is new.
#[must_use]
pub fn news_line(reader: &Reader, update: &Update) -> Line {
    let words = reader.words;
    let agency = reader.agency(&update.agency);
    let step = || reader.step_title(update.step_kind.as_deref().unwrap_or_default());
    let visit = || reader.visit_title(update.appointment_kind.as_deref().unwrap_or_default());
    let to = update
        .to
        .as_ref()
        .map(|to| reader.day(to))
        .unwrap_or_default();
    let (icon, text) = match update.kind {
        UpdateKind::AppointmentBooked => (
            Icon::Calendar,
            words.news_visit_booked(&agency, &visit(), &to),
        ),
        UpdateKind::AppointmentMoved if update.to.is_none() => {
            (Icon::Calendar, words.news_visit_open(&agency, &visit()))
        }
        UpdateKind::AppointmentMoved => (
            Icon::Calendar,
            words.news_visit_moved(&agency, &visit(), &to),
        ),
        UpdateKind::AppointmentPlaceChanged => {
            (Icon::Place, words.news_visit_place(&agency, &visit()))
        }
        UpdateKind::InterpreterBooked => (Icon::Speech, words.news_interpreter(&visit())),
        UpdateKind::AppointmentCancelled => (
            Icon::Calendar,
            words.news_visit_cancelled(&agency, &visit()),
        ),
        UpdateKind::StepStarted => (Icon::Steps, words.news_step_started(&agency, &step())),
        UpdateKind::StepWaitsForFamily => (Icon::Person, words.news_step_yours(&step())),
        UpdateKind::StepPaused => (Icon::Pause, words.news_step_paused(&agency, &step())),
        UpdateKind::StepClosed => (Icon::Check, words.news_step_closed(&agency, &step())),
        UpdateKind::StepDone => (Icon::Check, words.news_step_done(&agency, &step())),
        UpdateKind::PromiseMade => (Icon::Clock, words.news_promise_made(&agency, &step(), &to)),
        UpdateKind::PromiseMoved => (Icon::Clock, words.news_promise_moved(&agency, &step(), &to)),
        UpdateKind::TeamChanged => (Icon::People, words.news_team(&agency)),
    };
    if update.is_new {
        Line::toned(icon, [words.news_new(), text].join(": "), Tone::Action)
    } else {
        Line::plain(icon, text)
    }
}
