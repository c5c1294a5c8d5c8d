//! Sixty searches of families, each with the services that answer it, judged by what the
//! directory's librarians say of a service (its 211 codes) or by its name: neither the codes
//! nor this list reach the search.

#![expect(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "in a test file a panic is a failed test, and what was measured is told"
)]

mod directory;

use portal_search::{Index, Pack, Query, Scratch, Synonyms, write};
use serde::Deserialize;

/// Results that are seen without scrolling.
const SEEN: usize = 5;
/// What the sixty searches must reach on the average, in thousandths.
const WANTED: u32 = 840;

#[derive(Deserialize)]
struct Judged {
    query: String,
    ids: Vec<String>,
}

fn index() -> Option<Index> {
    let pack = Pack::read(&write(directory::miami()?)).unwrap();
    let words = Synonyms::parse(include_str!("words.tsv"));
    Some(Index::new(pack, words).built())
}

/// Of the results seen, the share that answers, where the first weighs most (1, 1/2, ... 1/5).
fn quality(found: &[&str], right: &[String]) -> f64 {
    let weights = (0..SEEN.min(right.len())).map(|at| (at, 1.0 / (at + 1) as f64));
    let (mut reached, mut possible) = (0.0, 0.0);
    for (at, weight) in weights {
        possible += weight;
        if found
            .get(at)
            .is_some_and(|id| right.iter().any(|one| one == id))
        {
            reached += weight;
        }
    }
    reached / possible
}

#[test]
fn families_find_what_answers_them_among_the_first_five() {
    let Some(index) = index() else { return };
    let judged: Vec<Judged> = serde_json::from_str(include_str!("judged.json")).unwrap();
    assert_eq!(judged.len(), 60);
    let mut scratch = Scratch::default();
    let mut sum = 0.0;
    for Judged { query, ids } in &judged {
        let query = Query {
            text: query,
            limit: SEEN,
            ..Query::default()
        };
        let found = index.search(&query, &mut scratch).positions;
        let seen: Vec<&str> = found
            .iter()
            .map(|at| index.pack().id(*at as usize))
            .collect();
        let reached = quality(&seen, ids);
        sum += reached;
        if reached < 0.9 {
            eprintln!("{reached:.2} {}", query.text);
            for at in found {
                let (at, pack) = (at as usize, index.pack());
                let right = ids.iter().any(|id| id == pack.id(at));
                eprintln!("   {right} {} | {}", pack.name(at), pack.organization(at));
            }
        }
    }
    let mean = sum / judged.len() as f64;
    eprintln!("mean {mean:.3}");
    assert!(mean * 1000.0 >= f64::from(WANTED), "{mean:.3}");
}
