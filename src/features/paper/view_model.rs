//! What stands on the page.

use portal_types::{Appointment, Step};

use crate::facts::{Reader, is_ahead, is_open, questions, step_line};

/// A line of the page: what, when, and with whom or where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub what: String,
    /// When.
    pub when: String,
    /// Who does it, or where it is, and the number to call.
    pub who: String,
}

/// The open steps, each with who does it and by when.
#[must_use]
pub fn steps(reader: &Reader, steps: &[Step]) -> Vec<Entry> {
    let open = steps.iter().filter(|step| is_open(step));
    open.map(|step| Entry {
        what: reader.step_title(&step.kind),
        // Late is said as late, here as on every screen.
        when: step_line(reader, step).text,
        who: who(reader, step),
    })
    .collect()
}

fn who(reader: &Reader, step: &Step) -> String {
    let agency = reader.agency(&step.agency);
    let person = step.contact.as_ref().map(|c| {
        let phone = c.phone.clone().unwrap_or_default();
        [c.name.as_str(), &phone].join(" ")
    });
    let parts = [Some(agency), person].into_iter().flatten();
    parts.collect::<Vec<_>>().join(" · ")
}

/// The visits ahead, each with its time and place.
#[must_use]
pub fn visits(reader: &Reader, visits: &[Appointment]) -> Vec<Entry> {
    let ahead = visits.iter().filter(|visit| is_ahead(visit));
    ahead
        .map(|visit| Entry {
            what: reader.visit_title(&visit.kind),
            when: match &visit.starts_at {
                Some(start) => [reader.day(start), reader.time(start)].join(", "),
                None => reader.words.visit_no_time(),
            },
            who: place(visit),
        })
        .collect()
}

fn place(visit: &Appointment) -> String {
    let Some(place) = &visit.place else {
        return String::new();
    };
    let parts = [
        Some(&place.name),
        place.street.as_ref(),
        place.phone.as_ref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(" · ")
}

/// The questions that were chosen, each with a number to call.
#[must_use]
pub fn asked(
    reader: &Reader,
    (steps, visits): (&[Step], &[Appointment]),
    is_chosen: impl Fn(&str) -> bool,
) -> Vec<Entry> {
    let all = questions(reader, steps, visits).into_iter();
    all.filter(|q| is_chosen(&q.key))
        .map(|q| Entry {
            what: q.text,
            when: String::new(),
            who: q.phone,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use portal_types::StepState;

    use super::*;
    use crate::facts::testing::{World, step, visit};
    use crate::i18n::testing::bare;

    #[test]
    fn open_steps_have_a_day_and_somebody() {
        let world = World::new();
        let all = [
            step(StepState::Done),
            step(StepState::Late),
            step(StepState::NoDate),
        ];
        let told = steps(&world.reader(), &all);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(bare(&told[0].when).starts_with("This is late."), "{told:?}");
        assert!(told.iter().all(|entry| !entry.who.is_empty()), "{told:?}");
    }

    #[test]
    fn visits_ahead_have_a_time() {
        let world = World::new();
        let told = visits(&world.reader(), &[visit("v")]);
        assert_eq!(told.len(), 1);
        assert!(told[0].when.contains(", "), "{told:?}");
    }

    #[test]
    fn only_chosen_questions_are_asked() {
        let world = World::new();
        let late = step(StepState::Late);
        let reader = world.reader();
        let ask =
            |chosen: bool| asked(&reader, (std::slice::from_ref(&late), &[]), |_| chosen).len();
        assert_eq!((ask(true), ask(false)), (1, 0));
    }
}
