//! Who acts, in which order, and how much of each step is open.

use portal_types::{Step, StepState, WhoActs};

use crate::facts::{Reader, is_open, step_card};
use crate::ui::Card;

/// The steps of one who acts: the family, or one agency.
pub struct Group {
    /// Who acts.
    pub title: String,
    /// What they do, in one line.
    pub about: String,
    /// Done, present and next.
    pub stations: Vec<Station>,
    /// Further away, folded.
    pub later: Vec<Station>,
}

/// One station of the path.
pub struct Station {
    /// Where it lies.
    pub place: Place,
    /// The step.
    pub card: Card,
}

/// Where a station lies, seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind: quiet.
    Done,
    /// Here: open.
    Now,
    /// Late: open, and in need of a call.
    Late,
    /// The next one: visible.
    Next,
}

impl Place {
    /// The value of `data-place`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Late => "late",
            Self::Next => "next",
        }
    }
}

fn place(step: &Step) -> Place {
    match step.state {
        StepState::Done | StepState::ClosedNoAction => Place::Done,
        StepState::NotStarted => Place::Next,
        StepState::Late => Place::Late,
        _ if step.days_quiet.is_some() => Place::Late,
        _ => Place::Now,
    }
}

/// Groups by who acts: the family first, then each agency in the order of the path.
#[must_use]
pub fn groups(reader: &Reader, steps: &[Step]) -> Vec<Group> {
    let yours = |step: &&Step| step.who_acts == WhoActs::Family && is_open(step);
    let mut groups = Vec::new();
    let family: Vec<&Step> = steps.iter().filter(yours).collect();
    if !family.is_empty() {
        let title = reader.words.steps_yours();
        groups.push(group(reader, title, String::new(), &family));
    }
    let rest: Vec<&Step> = steps.iter().filter(|s| !yours(s)).collect();
    let mut agencies: Vec<&str> = Vec::new();
    for step in &rest {
        if !agencies.contains(&step.agency.as_str()) {
            agencies.push(&step.agency);
        }
    }
    for agency in agencies {
        let own: Vec<&Step> = rest
            .iter()
            .copied()
            .filter(|s| s.agency == agency)
            .collect();
        let kind = reader
            .source(agency)
            .map(|s| s.kind.as_str())
            .unwrap_or_default();
        let about = reader.book("agencies", kind, "does");
        groups.push(group(
            reader,
            reader.agency(agency),
            about.unwrap_or_default(),
            &own,
        ));
    }
    groups
}

fn group(reader: &Reader, title: String, about: String, steps: &[&Step]) -> Group {
    let mut stations = Vec::new();
    let mut later = Vec::new();
    let mut next_shown = false;
    for step in steps {
        let place = place(step);
        let mut card = step_card(reader, step);
        if matches!(place, Place::Done | Place::Next) {
            // Quiet stations say their state and no more, except how to have a closed one reviewed.
            if step.state == StepState::Done {
                card.texts.clear();
                card.folded.clear();
            }
            card.small.clear();
        }
        let station = Station { place, card };
        if place == Place::Next && next_shown {
            later.push(station);
        } else {
            next_shown |= place == Place::Next;
            stations.push(station);
        }
    }
    Group {
        title,
        about,
        stations,
        later,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::testing::{World, step};

    #[test]
    fn the_family_comes_first_and_far_steps_are_folded() {
        let world = World::new();
        let mut yours = step(StepState::WaitingFamily);
        yours.who_acts = WhoActs::Family;
        let steps = [
            step(StepState::Done),
            step(StepState::Late),
            step(StepState::NotStarted),
            step(StepState::NotStarted),
            yours,
        ];
        let groups = groups(&world.reader(), &steps);
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].title, world.words.steps_yours());
        assert_eq!(groups[1].title, "Police Child Unit");
        let places: Vec<Place> = groups[1].stations.iter().map(|s| s.place).collect();
        assert_eq!(places, [Place::Done, Place::Late, Place::Next]);
        assert_eq!(groups[1].later.len(), 1);
    }

    #[test]
    fn silence_is_a_station_in_need_of_a_call() {
        let mut quiet = step(StepState::NoDate);
        quiet.days_quiet = Some(400);
        assert_eq!(place(&quiet), Place::Late);
    }
}
