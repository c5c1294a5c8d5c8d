//! The search: what is found, in which order, and the counts beside the filters.

#![expect(
    clippy::unwrap_used,
    reason = "in a test file a panic is a failed test"
)]

use portal_search::{
    Demand, Entry, Filter, Filters, Found, Index, Pack, Place, Query, Scratch, Synonyms, write,
};
use portal_types::{Cost, Need, OpeningHours};

const WORDS: &str = "1\tplace to stay\tshelter\n1\tvivienda\thousing\n1\tnơi ở\n1\tمأوى\n16\tfood\n2\tcounseling\n0\tthe\n0\ta\n";

fn entry(id: &str, name: &str, need: Need) -> Entry {
    Entry {
        id: id.to_owned(),
        name: name.to_owned(),
        needs: need.bit(),
        ..Entry::default()
    }
}

fn directory() -> Vec<Entry> {
    let here = Place::new(257_617, -801_918);
    let there = Place::new(254_687, -804_776);
    vec![
        Entry {
            languages: vec!["es".to_owned()],
            zip: "33101".to_owned(),
            place: here,
            by_bus: true,
            ..entry("night", "Night Shelter", Need::Housing)
        },
        Entry {
            cost: Cost::Free,
            town: "Homestead".to_owned(),
            place: there,
            hours: vec![OpeningHours(1, 0, 1440)],
            ..entry("homes", "Homes for All", Need::Housing)
        },
        Entry {
            cost: Cost::Free,
            hours: vec![OpeningHours(2, 0, 1440)],
            checked_day: Some(20_000),
            ..entry("pantry", "Food Pantry", Need::Food)
        },
        Entry {
            checked_day: Some(19_000),
            ..entry("kitchen", "Kitchen of Hope", Need::Food)
        },
        Entry {
            organization: "Helping Hands".to_owned(),
            ..entry("talk", "Family Counseling", Need::Counselling)
        },
        entry("museum", "Shelter Bay Museum", Need::Children),
    ]
}

/// Ids of what fits when words are taken strictly.
fn strictly(text: &str, demand: Demand) -> Vec<String> {
    let query = Query {
        text,
        limit: 10,
        ..Query::default()
    };
    let index = index();
    let found = index.search_strictly(&query, demand, &mut Scratch::default());
    let id = |at: &u32| index.pack().id(*at as usize).to_owned();
    found.positions.iter().map(id).collect()
}

#[test]
fn a_program_that_reads_all_of_it_asks_for_every_word() {
    for (text, demand, expected) in [
        ("night shelter", Demand::AsTyped, &["night"][..]),
        ("nihgt shelter", Demand::Every, &["night"]),
        ("nihgt shelter", Demand::AsTyped, &[]),
        ("night unicorns", Demand::Every, &[]),
        ("night pantry", Demand::Every, &[]),
    ] {
        assert_eq!(strictly(text, demand), expected, "{text} {demand:?}");
    }
    assert_eq!(strictly("place to stay", Demand::AsTyped).len(), 2 + 1);
}

fn index() -> Index {
    let pack = Pack::read(&write(directory())).unwrap();
    Index::new(pack, Synonyms::parse(WORDS)).built()
}

fn find(index: &Index, query: &Query<'_>) -> (Vec<String>, Found) {
    let query = Query {
        limit: 10,
        ..*query
    };
    let found = index.search(&query, &mut Scratch::default());
    let ids = found
        .positions
        .iter()
        .map(|at| index.pack().id(*at as usize).to_owned());
    (ids.collect(), found)
}

fn ids(index: &Index, text: &str) -> Vec<String> {
    find(
        index,
        &Query {
            text,
            ..Query::default()
        },
    )
    .0
}

#[test]
fn words_find_as_they_are_typed_and_with_errors() {
    let index = index();
    for (text, first) in [
        ("pan", "pantry"),
        ("PÁNTRY", "pantry"),
        ("pantyr", "pantry"),
        ("counciling", "talk"),
        ("ocunseling", "talk"),
        ("helping", "talk"),
        ("homestead", "homes"),
        ("33101", "night"),
        ("the kitchen", "kitchen"),
        ("kitchen qqqq", "kitchen"),
    ] {
        let found = ids(&index, text);
        assert_eq!(found.first().map(String::as_str), Some(first), "{text}");
    }
    assert!(ids(&index, "xqzzy").is_empty());
    assert!(ids(&index, "qqq").is_empty(), "short words must be right");
}

#[test]
fn the_familys_word_for_a_need_finds_every_service_of_it() {
    let index = index();
    for text in [
        "place to stay",
        "place to st",
        "vivienda",
        "nơi ở",
        "noi o",
        "ماوى",
        "vivenda",
    ] {
        let mut found = ids(&index, text);
        found.truncate(2);
        found.sort();
        assert_eq!(found, ["homes", "night"], "{text}");
    }
    assert_eq!(ids(&index, "food"), ["pantry", "kitchen"]);
}

#[test]
fn a_need_goes_before_a_name_by_chance() {
    let found = ids(&index(), "place to stay");
    assert_eq!(found, ["night", "homes", "museum"]);
}

#[test]
fn equals_are_ordered_by_openness_distance_and_freshness() {
    let index = index();
    let of = |need: Need, minute, near| Query {
        need: need.bit(),
        minute,
        near,
        ..Query::default()
    };
    let tuesday = Some(1_440 + 600);
    for (query, order) in [
        (of(Need::Housing, Some(600), None), ["homes", "night"]),
        (of(Need::Housing, tuesday, None), ["night", "homes"]),
        (
            of(Need::Housing, None, Place::new(257_600, -801_900)),
            ["night", "homes"],
        ),
        (
            of(Need::Housing, None, Place::new(254_600, -804_700)),
            ["homes", "night"],
        ),
        (of(Need::Food, None, None), ["pantry", "kitchen"]),
        (of(Need::Food, Some(600), None), ["kitchen", "pantry"]),
    ] {
        assert_eq!(find(&index, &query).0, order, "{query:?}");
    }
}

#[test]
fn filters_leave_out_and_count_what_one_more_would_leave() {
    let index = index();
    let query = Query {
        language: "es",
        minute: Some(600),
        near: Place::new(257_600, -801_900),
        ..Query::default()
    };
    let (_, all) = find(&index, &query);
    assert_eq!(all.total, 6);
    assert_eq!(all.filters, [2, 1, 1, 1, 0, 0, 1, 0]);
    assert_eq!(all.needs[..9], [2, 1, 0, 0, 2, 0, 0, 0, 1]);
    let only = Filters::default().with(Filter::Free);
    let (ids, free) = find(&index, &Query { only, ..query });
    assert_eq!((ids.len(), free.total), (2, 2));
    assert_eq!(free.filters, [2, 0, 1, 0, 0, 0, 0, 0]);
    assert_eq!(free.needs[..5], [1, 0, 0, 0, 1]);
    let need = Need::Housing.bit();
    let (_, housing) = find(
        &index,
        &Query {
            only,
            need,
            ..query
        },
    );
    assert_eq!(housing.total, 1);
    assert_eq!(housing.needs[4], 1, "counted as if it were picked instead");
}

#[test]
fn a_limit_keeps_the_best_and_the_count_of_all() {
    let index = index();
    let query = Query {
        text: "shelter",
        limit: 1,
        ..Query::default()
    };
    let found = index.search(&query, &mut Scratch::default());
    assert_eq!((found.positions.len(), found.total), (1, 2));
    assert_eq!(index.pack().id(found.positions[0] as usize), "night");
    let none = Query { limit: 0, ..query };
    assert!(
        index
            .search(&none, &mut Scratch::default())
            .positions
            .is_empty()
    );
}

#[test]
fn an_index_is_built_in_slices_and_nothing_is_found_by_words_before() {
    let pack = Pack::read(&write(directory())).unwrap();
    let mut index = Index::new(pack, Synonyms::default());
    let mut slices = 0;
    while !index.build_some(2) {
        slices += 1;
        assert!(ids(&index, "pantry").is_empty());
    }
    assert_eq!(
        slices, 4,
        "three slices of entries and one that sorts come before the last"
    );
    assert!(index.build_some(2));
    assert_eq!(ids(&index, "pantry"), ["pantry"]);
}

#[test]
fn one_scratch_serves_many_searches() {
    let index = index();
    let mut scratch = Scratch::default();
    for _ in 0..3 {
        for (text, total) in [("food", 2), ("", 6), ("shelter", 2), ("zzzzzz", 0)] {
            let query = Query {
                text,
                limit: 3,
                ..Query::default()
            };
            assert_eq!(index.search(&query, &mut scratch).total, total, "{text}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_text_is_fatal(text in "\\PC*", need in 0_u16..600, only in 0_u8.., minute in 0_u16..) {
        let query = Query { text: &text, need, only: Filters(only), minute: Some(minute), limit: 5, ..Query::default() };
        let found = index().search(&query, &mut Scratch::default());
        assert!(found.positions.len() <= 5);
    }
}
