//! A directory as large as a city's, of a few words in many combinations, and what is typed to search it.

use portal_search::{Damaged, Entry, Index, Pack, Query, Synonyms, write};

const SERVICES: usize = 10_000;

/// What is searched for, one a line: the words of the race against Datasette.
const WORDS: &str = include_str!("../../hsds/words.txt");

const PLACES: [&str; 7] = [
    "Alder", "Birch", "Cypress", "Dogwood", "Elmhurst", "Fernwood", "Granite",
];
const FORMS: [&str; 5] = ["Center", "Program", "Office", "House", "Network"];

/// The search of the directory in English.
pub fn index() -> Result<Index, Damaged> {
    let pack = Pack::read(&write((0..SERVICES).map(service)))?;
    Ok(Index::new(pack, Synonyms::shipped("en")).built())
}

/// What stands in the field after each key.
pub fn keys() -> Vec<&'static str> {
    let beginnings = |word: &'static str| (1..=word.len()).filter_map(|end| word.get(..end));
    WORDS.lines().flat_map(beginnings).collect()
}

/// As the portal asks: as many as a screen has.
pub fn query(text: &str) -> Query<'_> {
    Query {
        text,
        language: "en",
        limit: 20,
        ..Query::default()
    }
}

/// Words at strides without a common divisor, so that names differ as they do in a real directory.
fn service(at: usize) -> Entry {
    let words: Vec<&str> = WORDS.lines().collect();
    let word = |stride: usize| words[(at * stride + at / 7) % words.len()];
    let place = PLACES[at % PLACES.len()];
    Entry {
        id: at.to_string(),
        name: format!(
            "{place} {} {} {}",
            word(3),
            word(11),
            FORMS[at % FORMS.len()]
        ),
        organization: format!("{place} {} {}", word(17), at / 4),
        town: place.to_owned(),
        zip: format!("640{:02}", at % 90),
        needs: 1 << (at % 16),
        languages: vec!["en".to_owned()],
        phone: "816-555-0110".to_owned(),
        ..Entry::default()
    }
}
