//! Who is welcome: children, and people without papers. What is not said is not promised.

use portal_types::Need;

use super::words::{Words, clauses};
use crate::model::Service;

/// Ages from which somebody is an adult, in years.
const ADULT: f64 = 18.0;

/// Whoever is taken at less than this is a child.
const CHILD: f64 = 13.0;

/// Words for children and for those who come with them.
const YOUNG: &[&str] = &[
    "families",
    "children",
    "kids",
    "parents",
    "mothers",
    "fathers",
    "youth",
    "youths",
    "teens",
    "teenagers",
    "adolescents",
    "infants",
    "babies",
    "toddlers",
    "familias",
    "niños",
    "niñas",
    "padres",
    "madres",
    "jóvenes",
];

/// Words that say it is for adults alone.
const ADULTS_ONLY: &[&str] = &[
    "adults only",
    "only adults",
    "adult only",
    "no children",
    "no minors",
    "seniors only",
    "18 and older",
    "18 and over",
    "18 and up",
    "18 or older",
    "18 or over",
    "18 years and older",
    "18 years and over",
    "18 years or older",
    "18 years of age and older",
    "18 years of age or older",
    "18 years old and older",
    "18 years old or older",
    "at least 18",
    "over 18",
    "21 and older",
    "21 and over",
    "21 years and older",
    "over 21",
];

/// Papers that stand for all of them.
const PAPERS: &[&str] = &[
    "id",
    "ids",
    "identification",
    "document",
    "documents",
    "documentation",
    "paper",
    "papers",
    "paperwork",
];

/// What is asked for by its name.
const ASKED_FOR: &[&str] = &[
    "bring",
    "proof of",
    "photo id",
    "picture id",
    "valid id",
    "birth certificate",
    "social security card",
    "driver s license",
    "license",
    "passport",
];

/// What makes a sentence hold for some only.
const CONDITIONS: &[&str] = &["if", "unless", "except", "until", "when", "but"];

/// How a list of papers says that it is empty.
const NONE: &[&str] = &["none", "no", "nothing", "not required", "not needed"];

/// Whether children are welcome: the service is for them, or says families, children or
/// their ages, and nothing says that it is for adults only.
pub(super) fn child_friendly(service: &Service, needs: u16) -> bool {
    let eligible = service.eligibility_description.as_deref().map(Words::of);
    let name = Words::of(&service.name);
    let adults_only = service.minimum_age.is_some_and(|age| age >= ADULT)
        || name.has_any(ADULTS_ONLY)
        || eligible.as_ref().is_some_and(|e| e.has_any(ADULTS_ONLY));
    // Zero is how forms say "not filled in".
    let from = service.minimum_age.filter(|age| *age > 0.0);
    let young = from.is_some_and(|age| age < CHILD)
        || service
            .maximum_age
            .is_some_and(|age| age > 0.0 && age <= ADULT);
    let said = young
        || needs & Need::Children.bit() != 0
        || name.has_any(YOUNG)
        || eligible.is_some_and(|e| e.has_any(YOUNG) && !e.denies(YOUNG));
    said && !adults_only
}

/// Whether it is said that nobody asks for papers, and no paper is asked for.
pub(super) fn no_papers(service: &Service) -> bool {
    let listed: Vec<&str> = service
        .required_documents
        .iter()
        .filter_map(|paper| paper.document.as_deref())
        .filter(|paper| !paper.trim().is_empty())
        .collect();
    if !listed.iter().all(|paper| is_none(paper)) {
        return false;
    }
    let told = || {
        let fields = [
            &service.application_process,
            &service.eligibility_description,
        ];
        fields.into_iter().flatten()
    };
    let asked = told()
        .flat_map(|text| clauses(text))
        .any(|clause| asks(&clause));
    let applies = service.application_process.as_deref();
    let free = !listed.is_empty()
        || applies.is_some_and(|text| Words::of(text).is("none"))
        || told()
            .flat_map(|text| clauses(text))
            .any(|clause| waives(&clause));
    free && !asked
}

/// Whether an entry of the list of papers says that there are none.
fn is_none(paper: &str) -> bool {
    let words = Words::of(paper);
    NONE.iter().any(|none| words.is(none))
        || words.is("none required")
        || words.is("none needed")
        || waives(&words)
}

/// Whether a clause says that no papers are needed, whoever comes.
fn waives(clause: &Words) -> bool {
    if clause.has_any(CONDITIONS) || clause.has_any(&ASKED_FOR[1..]) {
        return false;
    }
    let needed = ["required", "needed", "necessary"];
    clause.has("with or without papers")
        || PAPERS.iter().any(|paper| {
            clause.has(&format!("no {paper}"))
                || clause.has(&format!("not need {paper}"))
                || clause.has(&format!("not need any {paper}"))
                || clause.has(&format!("not ask for {paper}"))
                || clause.has(&format!("not require {paper}"))
                || needed.iter().any(|needed| {
                    ["", "is ", "are "]
                        .iter()
                        .any(|is| clause.has(&format!("{paper} {is}not {needed}")))
                })
        })
}

/// Whether a clause asks for a paper.
fn asks(clause: &Words) -> bool {
    let named = clause.has_any(ASKED_FOR) && !clause.denies(ASKED_FOR);
    let required = clause.has_any(&["required", "must", "provide", "present", "submit"]);
    named || (required && clause.has_any(PAPERS) && !waives(clause))
}

#[cfg(test)]
#[path = "welcome_tests.rs"]
mod tests;
