//! The rules of the project as tests: what a reviewer would tire of checking.
//!
//! Every rule has a line of its own in the table of the file it stands in, with a
//! violation that it must find, so that no rule can fall asleep.
#![expect(
    clippy::unwrap_used,
    reason = "a broken assumption ends the test, which is what it is for"
)]

mod container;
mod css;
mod dependencies;
mod files;
mod known;
mod languages;
mod layers;
mod packages;
mod rule;
mod shown;
mod tables;
mod text;

use rule::Rule;

fn rules() -> impl Iterator<Item = &'static Rule> {
    text::RULES.iter().chain(layers::RULES).chain(css::RULES)
}

#[test]
fn the_project_keeps_every_rule() {
    let files = files::of_project();
    let broken: Vec<String> = rules().flat_map(|rule| rule.broken_in(&files)).collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_rule_finds_its_planted_violation() {
    for rule in rules() {
        assert!(
            !rule.planted.is_empty(),
            "{}: no violation is planted",
            rule.name
        );
        for (path, snippet) in rule.planted {
            assert!((rule.covers)(path), "{}: does not cover {path}", rule.name);
            assert!(
                !(rule.find)(path, snippet).is_empty(),
                "{}: misses {snippet:?} in {path}",
                rule.name
            );
        }
    }
}

#[test]
fn no_rule_objects_to_what_is_allowed() {
    for rule in rules() {
        for (path, snippet) in rule.allowed {
            let found = if (rule.covers)(path) {
                (rule.find)(path, snippet)
            } else {
                Vec::new()
            };
            assert!(
                found.is_empty(),
                "{}: objects to {snippet:?} in {path}: {found:?}",
                rule.name
            );
        }
    }
}
