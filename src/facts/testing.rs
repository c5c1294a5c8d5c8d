//! A small fictional case for native tests.

use std::collections::BTreeMap;

use portal_types::{
    Appointment, AppointmentStatus, AppointmentWords, Contact, Interpreter, Overview, Playbook,
    PlaybookWords, PromiseBasis, RoleWords, SourceState, Step, StepState, StepWords, WhoActs,
};
use serde_json::Value;

use super::{Book, Reader};
use crate::i18n::{Words, testing::words};
use crate::ui::{Prose, Span};

/// What lies at a path of a playbook.
fn at(playbook: &Playbook, path: &[&str]) -> Option<Value> {
    let mut at = serde_json::to_value(playbook).ok()?;
    for name in path {
        at = at.get(name)?.clone();
    }
    Some(at)
}

impl Book for Playbook {
    fn text(&self, path: &[&str]) -> Option<String> {
        at(self, path)?.as_str().map(str::to_owned)
    }

    fn items(&self, path: &[&str]) -> Vec<String> {
        match at(self, path) {
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(|i| i.as_str().map(str::to_owned))
                .collect(),
            Some(Value::Object(entries)) => entries.into_iter().map(|(key, _)| key).collect(),
            _ => Vec::new(),
        }
    }
}

/// Words, playbook and agencies.
pub struct World {
    /// English.
    pub words: Words,
    /// One step and one visit.
    pub playbook: Playbook,
    /// The police.
    pub sources: Vec<SourceState>,
}

impl World {
    /// A centre with one agency.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "it reads files")]
    pub fn new() -> Self {
        let step = StepWords {
            title: "Police look into it".to_owned(),
            means: "They ask questions.".to_owned(),
            say: Some("Ask for a date.".to_owned()),
            ..StepWords::default()
        };
        let visit = AppointmentWords {
            title: "Check-up".to_owned(),
            what_happens: "A nurse looks.".to_owned(),
            for_child: Some("You can say stop.".to_owned()),
            ..AppointmentWords::default()
        };
        let role = RoleWords {
            title: "Detective".to_owned(),
            does: String::new(),
        };
        let spoken = PlaybookWords {
            steps: BTreeMap::from([("police_look".to_owned(), step)]),
            appointments: BTreeMap::from([("medical".to_owned(), visit)]),
            roles: BTreeMap::from([("detective".to_owned(), role)]),
            ..PlaybookWords::default()
        };
        let playbook = Playbook {
            words: spoken,
            ..Playbook::default()
        };
        let police = SourceState {
            agency: "police".to_owned(),
            kind: "police".to_owned(),
            name: "Police Child Unit".to_owned(),
            phone: None,
            last_confirmed: Some("2026-03-01".to_owned()),
            ok: true,
        };
        Self {
            words: words("en"),
            playbook,
            sources: vec![police],
        }
    }

    /// Reads with all of it.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            words: &self.words,
            book: &self.playbook,
            sources: &self.sources,
            zone: "America/Chicago",
            today: "2026-03-05",
            elsewhere: false,
        }
    }
}

/// A text as it is read.
#[must_use]
pub fn read(prose: &Prose) -> String {
    let span = |span: &Span| match span {
        Span::Words(words) => words.clone(),
        Span::Term { word, .. } => word.clone(),
        Span::Outside { text, .. } => text.clone(),
    };
    prose.iter().map(span).collect()
}

/// A detective with a number.
#[must_use]
pub fn contact(name: &str) -> Contact {
    Contact {
        name: name.to_owned(),
        role: "detective".to_owned(),
        agency: "police".to_owned(),
        phone: Some("816-555-0111".to_owned()),
        extension: None,
    }
}

/// A step of the police in a state.
#[must_use]
pub fn step(state: StepState) -> Step {
    let late = state == StepState::Late;
    Step {
        id: "s1".to_owned(),
        kind: "police_look".to_owned(),
        agency: "police".to_owned(),
        state,
        who_acts: WhoActs::Agency,
        children: Vec::new(),
        started_on: None,
        promised_by: Some("2026-03-06".to_owned()),
        promise_source: Some(PromiseBasis::Worker),
        promise: None,
        promise_history: Vec::new(),
        due_in_days: Some(if late { -4 } else { 2 }),
        days_late: late.then_some(4),
        done_on: (state == StepState::Done).then(|| "2026-03-02".to_owned()),
        last_confirmed_on: Some("2026-03-01".to_owned()),
        days_quiet: None,
        asked_on: None,
        asked_by: None,
        next_check_on: None,
        reason: None,
        contact: Some(contact("Dana Reed")),
        escalation: Vec::new(),
    }
}

/// A booked visit in three days.
#[must_use]
pub fn visit(id: &str) -> Appointment {
    Appointment {
        id: id.to_owned(),
        kind: "medical".to_owned(),
        agency: "police".to_owned(),
        status: AppointmentStatus::Booked,
        starts_at: Some("2026-03-06T14:30:00-06:00".to_owned()),
        ends_at: None,
        in_days: Some(3),
        minutes: Some(90),
        time_zone: "America/Chicago".to_owned(),
        place: None,
        people: Vec::new(),
        children: Vec::new(),
        interpreter: Interpreter::NotNeeded,
        bring: Vec::new(),
        changed: None,
        differs: None,
    }
}

/// A home screen with nothing on it.
#[must_use]
pub fn overview() -> Overview {
    Overview {
        next_step: None,
        next_appointment: None,
        late: Vec::new(),
        quiet: Vec::new(),
        advocate: None,
    }
}
