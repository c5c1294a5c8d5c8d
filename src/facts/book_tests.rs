//! What the playbook adds to facts: hard words, rights, what to bring.

use portal_types::{GlossaryWords, RightRules, RightWords, StepState, VisitRules};

use super::step_card;
use super::testing::{World, read, step};
use crate::ui::{Prose, Span};

#[test]
fn a_hard_word_opens_what_it_means_and_a_title_shows_it_plainly() {
    let mut world = World::new();
    let judge = GlossaryWords {
        word: "judge".to_owned(),
        means: "The person in charge in court.".to_owned(),
    };
    world
        .playbook
        .words
        .glossary
        .insert("judge".to_owned(), judge);
    let step = world
        .playbook
        .words
        .steps
        .get_mut("police_look")
        .expect("a step");
    step.means =
        "A [[judge]] or another [[judge|one in charge]] and a [[nobody|thing]].".to_owned();
    let reader = world.reader();
    let prose = reader
        .prose(&["steps", "police_look", "means"])
        .unwrap_or_default();
    let terms: Vec<&Span> = prose
        .iter()
        .filter(|s| matches!(s, Span::Term { .. }))
        .collect();
    assert_eq!(
        terms.len(),
        2,
        "a mark without an entry is plain: {prose:?}"
    );
    let plain = "A judge or another one in charge and a thing.";
    assert_eq!(read(&prose), plain);
    assert_eq!(reader.step("police_look", "means").as_deref(), Some(plain));
}

#[test]
fn a_right_stands_beside_the_step_it_touches_and_is_open_when_that_is_late() {
    let mut world = World::new();
    let right = RightWords {
        title: "You can ask".to_owned(),
        means: "The law says so.".to_owned(),
        you_do: Some("Call them.".to_owned()),
        next: None,
    };
    let touches = RightRules {
        steps: vec!["police_look".to_owned()],
        ..RightRules::default()
    };
    world
        .playbook
        .words
        .rights
        .insert("status".to_owned(), right);
    world
        .playbook
        .rules
        .rights
        .insert("status".to_owned(), touches);
    let told = |card: &[(String, Prose)]| {
        let found = card.iter().find(|(title, _)| title == "You can ask");
        found.map(|(_, text)| read(text).trim().to_owned())
    };
    let late = step_card(&world.reader(), &step(StepState::Late));
    assert_eq!(
        told(&late.texts).as_deref(),
        Some("The law says so. Call them.")
    );
    let calm = step_card(&world.reader(), &step(StepState::InProgress));
    assert_eq!(told(&calm.texts), None);
    assert!(told(&calm.folded).is_some());
}

#[test]
fn what_to_bring_is_the_agencys_list_or_else_the_playbooks() {
    let mut world = World::new();
    for key in ["toy", "letters"] {
        world
            .playbook
            .words
            .bring
            .insert(key.to_owned(), format!("Your {key}"));
    }
    let usual = VisitRules {
        bring: vec!["toy".to_owned()],
    };
    world
        .playbook
        .rules
        .appointments
        .insert("medical".to_owned(), usual);
    let reader = world.reader();
    assert_eq!(reader.bring("appointments", "medical", &[]), ["Your toy"]);
    let named = ["letters".to_owned()];
    assert_eq!(
        reader.bring("appointments", "medical", &named),
        ["Your letters"]
    );
}
