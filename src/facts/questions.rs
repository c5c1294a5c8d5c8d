//! What a family can ask of whom: made from what is late, quiet or without a day. Nobody types anything.

use portal_types::{Appointment, Interpreter, Step, StepState};

use super::{Reader, is_ahead};
use crate::i18n::Words;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Says the same thing in every language.
    pub key: String,
    /// The question.
    pub text: String,
    /// Whom to ask, by phone.
    pub phone: String,
}

/// Every question there is to ask, in the order of the case.
#[must_use]
pub fn questions(reader: &Reader, steps: &[Step], visits: &[Appointment]) -> Vec<Question> {
    let of_steps = steps.iter().filter_map(|step| of_step(reader, step));
    let of_visits = visits.iter().filter_map(|visit| of_visit(reader, visit));
    of_steps.chain(of_visits).collect()
}

fn of_step(reader: &Reader, step: &Step) -> Option<Question> {
    let words = reader.words;
    let ask = match step.state {
        StepState::Late => Words::agreed_ask_late,
        _ if step.days_quiet.is_some() => Words::agreed_ask_news,
        StepState::NoDate => Words::agreed_ask_date,
        _ => return None,
    };
    let (who, phone) = whom(reader, step);
    Some(Question {
        key: step.id.clone(),
        text: ask(words, &who, &reader.step_title(&step.kind)),
        phone,
    })
}

/// The first person who can be called, or else the agency.
fn whom(reader: &Reader, step: &Step) -> (String, String) {
    let mut people = step.contact.iter().chain(&step.escalation);
    let person = people.find_map(|c| Some((c.name.clone(), c.phone.clone()?)));
    person.unwrap_or_else(|| {
        let phone = reader.source(&step.agency).and_then(|s| s.phone.clone());
        (reader.agency(&step.agency), phone.unwrap_or_default())
    })
}

fn of_visit(reader: &Reader, visit: &Appointment) -> Option<Question> {
    let start = visit.starts_at.as_ref()?;
    if visit.interpreter != Interpreter::NotYet || !is_ahead(visit) {
        return None;
    }
    let phone = reader.source(&visit.agency).and_then(|s| s.phone.clone());
    let (who, what) = (
        reader.agency(&visit.agency),
        reader.visit_title(&visit.kind),
    );
    Some(Question {
        key: visit.id.clone(),
        text: reader
            .words
            .agreed_ask_interpreter(&who, &what, &reader.short(start)),
        phone: phone.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::testing::{World, step, visit};
    use crate::i18n::testing::bare;

    #[test]
    fn what_is_late_quiet_or_without_a_day_can_be_asked_for() {
        let world = World::new();
        let reader = world.reader();
        let quiet = Step {
            id: "q".to_owned(),
            days_quiet: Some(40),
            ..step(StepState::InProgress)
        };
        let steps = [
            step(StepState::Done),
            step(StepState::Late),
            quiet,
            step(StepState::NoDate),
            step(StepState::DueSoon),
        ];
        let told = questions(&reader, &steps, &[]);
        let texts: Vec<String> = told.iter().map(|q| bare(&q.text)).collect();
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert!(
            texts[0].contains("late") && texts[1].contains("news") && texts[2].contains("day"),
            "{texts:?}"
        );
        assert!(told.iter().all(|q| !q.phone.is_empty()), "{told:?}");
    }

    #[test]
    fn a_visit_without_its_interpreter_can_be_asked_about() {
        let world = World::new();
        let lacks = Appointment {
            interpreter: Interpreter::NotYet,
            ..visit("v")
        };
        let told = questions(&world.reader(), &[], &[visit("w"), lacks]);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].key, "v");
    }
}
