//! What a family reads of a visit that two sources tell differently.

use portal_types::{Appointment, AppointmentStatus, Difference, SourceState};

use super::super::testing::{World, visit};
use super::super::visit_card;
use crate::i18n::testing::bare;
use crate::ui::{Card, Icon, Tone};

/// The police told the visit of `visit`, and a court another one before.
fn world() -> World {
    let mut world = World::new();
    world.sources[0].phone = Some("816-555-0110".to_owned());
    world.sources.push(SourceState {
        agency: "court".to_owned(),
        kind: "court".to_owned(),
        name: "Ash County Court".to_owned(),
        phone: Some("816-555-0140".to_owned()),
        last_confirmed: None,
        ok: true,
    });
    world
}

/// A visit of which a court says the same but for what `change` does.
fn told(change: impl FnOnce(&mut Appointment, &mut Difference)) -> Card {
    let mut visit = visit("v");
    let mut differs = Difference {
        agency: "court".to_owned(),
        on: "2026-02-28".to_owned(),
        shown_on: "2026-03-02".to_owned(),
        status: visit.status,
        starts_at: visit.starts_at.clone(),
        ends_at: None,
        place: None,
    };
    change(&mut visit, &mut differs);
    visit.differs = Some(differs);
    visit_card(&world().reader(), &visit, None)
}

fn lines(card: &Card) -> Vec<String> {
    card.lines.iter().map(|line| bare(&line.text)).collect()
}

#[test]
fn the_card_says_first_that_there_are_two_words_which_is_newer_and_whom_to_call() {
    let noon = "2026-03-07T12:00:00-06:00";
    let card = told(|_, differs| differs.starts_at = Some(noon.to_owned()));
    assert_eq!(
        lines(&card),
        [
            "We heard two different things about this visit. Call to be sure which is right.",
            "You see the newer one here. Police Child Unit told us on 2026-03-02.",
            "Ash County Court said on 2026-02-28: it is day 2026-03-07, 12:00.",
        ]
    );
    assert_eq!(
        (card.lines[0].icon, card.lines[0].tone),
        (Icon::Alert, Tone::Late)
    );
    let calls: Vec<String> = card.calls.iter().map(|call| bare(&call.text)).collect();
    assert_eq!(
        calls,
        ["Call Police Child Unit first", "Then call Ash County Court"]
    );
}

#[test]
fn what_the_other_one_says_is_told_in_as_few_words_as_differ() {
    use AppointmentStatus::{Booked, Cancelled, Pending};
    type Change = fn(&mut Appointment, &mut Difference);
    let table: [(Change, &[&str]); 6] = [
        (|_, other| other.status = Cancelled, &["it is called off."]),
        (
            |_, other| other.status = Pending,
            &["the time is not sure yet."],
        ),
        (
            |visit, _| visit.status = Pending,
            &["it is day 2026-03-06, 14:30."],
        ),
        (
            |visit, _| visit.status = Cancelled,
            &["it is day 2026-03-06, 14:30."],
        ),
        (
            |_, other| other.place = Some("Courtroom 4".to_owned()),
            &["it is at Courtroom 4."],
        ),
        (
            |_, other| {
                other.status = Booked;
                other.ends_at = Some("2026-03-06T16:00:00-06:00".to_owned());
            },
            &["it ends at 16:00."],
        ),
    ];
    for (change, expected) in table {
        let said: Vec<String> = lines(&told(change))[2..]
            .iter()
            .filter_map(|line| line.strip_prefix("Ash County Court said on 2026-02-28: "))
            .map(str::to_owned)
            .collect();
        assert_eq!(said, expected);
    }
}

#[test]
fn one_office_that_said_both_is_called_once() {
    let card = told(|_, differs| {
        differs.agency = "police".to_owned();
        differs.status = AppointmentStatus::Cancelled;
    });
    assert_eq!(card.calls.len(), 1);
}
