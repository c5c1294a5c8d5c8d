//! What is shown, one thing after the other.

use portal_types::{Appointment, Overview, Step, TeamMember};

use crate::api::{Steps, Team, Visits};
use crate::facts::{
    Question, Reader, call, is_ahead, is_open, questions, quiet_card, step_card, visit_page,
};
use crate::ui::{Card, Icon, Line};

/// One thing to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its heading.
    pub title: String,
    /// What it says.
    pub cards: Vec<Card>,
}

/// The case of a caregiver, as far as it has arrived.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// What is next and what is late.
    pub overview: &'a Overview,
    /// Every step.
    pub steps: &'a Steps,
    /// Every visit.
    pub visits: &'a Visits,
    /// The team.
    pub team: &'a Team,
}

impl Case<'_> {
    /// What can be asked of whom.
    #[must_use]
    pub fn questions(&self, reader: &Reader) -> Vec<Question> {
        questions(reader, &self.steps.steps, &self.visits.appointments)
    }
}

/// Everything to show, in the order in which it is told: what to do, the next visit, what is late or quiet,
/// what else is on its way, the other visits, who helps.
#[must_use]
pub fn all(reader: &Reader, case: Case) -> Vec<Shown> {
    let words = reader.words;
    let one = |title: String, card: Card| Shown {
        title,
        cards: vec![card],
    };
    let next = case.overview.next_step.as_ref();
    let visit = case.overview.next_appointment.as_ref();
    let mut shown = vec![
        one(
            words.home_next(),
            next.map_or_else(
                || nothing(words.home_nothing_to_do()),
                |s| step_card(reader, s),
            ),
        ),
        one(
            words.home_visit(),
            visit.map_or_else(|| nothing(words.home_no_visit()), |v| visit_page(reader, v)),
        ),
    ];
    let late = late(reader, case.overview).into_iter();
    shown.extend(late.map(|card| one(words.home_late(), card)));
    let is_told = |step: &Step| {
        next.is_some_and(|s| s.id == step.id) || case.overview.late.iter().any(|s| s.id == step.id)
    };
    let open = case
        .steps
        .steps
        .iter()
        .filter(|s| is_open(s) && !is_told(s));
    shown.extend(open.map(|s| one(words.steps_title(), step_card(reader, s))));
    let is_next = |v: &Appointment| visit.is_some_and(|next| next.id == v.id);
    let ahead = case
        .visits
        .appointments
        .iter()
        .filter(|v| is_ahead(v) && !is_next(v));
    shown.extend(ahead.map(|v| one(words.visits_title(), visit_page(reader, v))));
    if !case.team.people.is_empty() {
        shown.push(Shown {
            title: words.people_title(),
            cards: case.team.people.iter().map(|p| person(reader, p)).collect(),
        });
    }
    shown
}

fn nothing(title: String) -> Card {
    Card {
        title,
        ..Card::default()
    }
}

/// A late step that is also quiet is told once: lateness is the stronger word.
fn late(reader: &Reader, overview: &Overview) -> Vec<Card> {
    let steps = overview.late.iter().map(|step| step_card(reader, step));
    let is_told = |id: &String| overview.late.iter().any(|step| step.id == *id);
    let quiet = overview.quiet.iter().filter(|q| !is_told(&q.step_id));
    steps.chain(quiet.map(|q| quiet_card(reader, q))).collect()
}

fn person(reader: &Reader, member: &TeamMember) -> Card {
    let contact = &member.contact;
    let role = reader.role(&contact.role);
    let who = [role, reader.agency(&contact.agency)];
    let who: Vec<String> = who.into_iter().filter(|part| !part.is_empty()).collect();
    Card {
        title: contact.name.clone(),
        lines: vec![Line::plain(Icon::Person, who.join(" · "))],
        calls: call(reader, contact, member.is_advocate)
            .into_iter()
            .collect(),
        ..Card::default()
    }
}

#[cfg(test)]
mod tests {
    use portal_types::StepState;

    use super::*;
    use crate::facts::testing::{World, contact, overview, step, visit};

    #[test]
    fn each_thing_is_shown_once_in_the_order_it_is_told() {
        let world = World::new();
        let with = |state, id: &str| Step {
            id: id.to_owned(),
            ..step(state)
        };
        let (mine, late) = (
            with(StepState::WaitingFamily, "mine"),
            with(StepState::Late, "late"),
        );
        let overview = Overview {
            next_step: Some(mine.clone()),
            next_appointment: Some(visit("v1")),
            late: vec![late.clone()],
            quiet: Vec::new(),
            ..overview()
        };
        let steps = Steps {
            steps: vec![
                with(StepState::Done, "done"),
                mine,
                late,
                with(StepState::InProgress, "other"),
            ],
        };
        let visits = Visits {
            appointments: vec![visit("v1"), visit("v2")],
        };
        let team = Team {
            people: vec![TeamMember {
                contact: contact("Dana"),
                is_advocate: true,
            }],
        };
        let case = Case {
            overview: &overview,
            steps: &steps,
            visits: &visits,
            team: &team,
        };
        let reader = world.reader();
        let titles: Vec<String> = all(&reader, case).into_iter().map(|s| s.title).collect();
        let words = reader.words;
        assert_eq!(
            titles,
            [
                words.home_next(),
                words.home_visit(),
                words.home_late(),
                words.steps_title(),
                words.visits_title(),
                words.people_title(),
            ]
        );
    }
}
