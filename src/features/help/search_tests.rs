//! What a search finds, in which order, and how fast.

use portal_types::OpeningHours;

use super::*;

fn entry(name: &str, organization: &str, need: Need) -> DirectoryEntry {
    DirectoryEntry {
        id: name.to_owned(),
        name: name.to_owned(),
        organization: organization.to_owned(),
        town: Some(0),
        needs: need.bit(),
        languages: vec![0],
        cost: Cost::Unknown,
        hours: Vec::new(),
        phone: None,
        checked_days_ago: None,
    }
}

fn directory() -> Directory {
    let mut free = entry("Night Shelter", "Harbor House", Need::Housing);
    free.cost = Cost::Free;
    free.languages = vec![0, 1];
    free.hours = vec![OpeningHours(1, 0, 1440)];
    Directory {
        imported_on: "2026-03-01".to_owned(),
        languages: vec!["en".to_owned(), "es".to_owned()],
        towns: vec!["Riverton".to_owned()],
        services: vec![
            entry("Family Counseling", "Shelter Friends", Need::Counselling),
            entry("Shelter for Families", "Harbor House", Need::Housing),
            free,
            entry("Niños Clínica", "", Need::Medical),
        ],
    }
}

fn names(wish: &Wish, language: &str) -> Vec<String> {
    let directory = directory();
    let need_words: Vec<String> = Need::ALL
        .iter()
        .map(|need| match need {
            Need::Housing => "A place to stay, home, rent".to_owned(),
            _ => String::new(),
        })
        .collect();
    let index = Index::new(&directory, &need_words, language);
    let now = Minute::of("2026-03-02T10:00:00-06:00", 0);
    let found = index.find(&directory, wish, now);
    found
        .positions
        .iter()
        .map(|at| directory.services[*at].name.clone())
        .collect()
}

fn typed(text: &str) -> Vec<String> {
    let wish = Wish {
        text: text.to_owned(),
        ..Wish::default()
    };
    names(&wish, "en")
}

#[test]
fn the_name_counts_more_than_the_organisation() {
    assert_eq!(
        typed("shelter"),
        ["Shelter for Families", "Night Shelter", "Family Counseling"]
    );
}

#[test]
fn words_are_found_by_their_beginning_in_any_order_without_accents() {
    assert_eq!(
        typed("fam shel"),
        ["Shelter for Families", "Family Counseling"]
    );
    assert_eq!(typed("ninos CLINICA"), ["Niños Clínica"]);
    assert_eq!(typed("helter").len(), 3, "one letter is missing in front");
    assert_eq!(typed("elter"), Vec::<String>::new());
}

#[test]
fn the_words_of_a_need_and_the_town_are_found() {
    assert_eq!(typed("rent").len(), 2);
    assert_eq!(typed("riverton").len(), 4);
}

#[test]
fn one_wrong_letter_is_forgiven_in_longer_words() {
    for text in ["counselng", "counselling", "conuseling", "counzeling"] {
        assert_eq!(typed(text), ["Family Counseling"], "{text}");
    }
    assert_eq!(typed("rnet"), Vec::<String>::new());
}

#[test]
fn nothing_typed_shows_all_and_what_is_open_and_free_comes_first() {
    let all = typed("");
    assert_eq!(all.len(), 4);
    assert_eq!(all[0], "Night Shelter");
}

#[test]
fn filters_narrow_and_say_how_many_they_would_leave() {
    let wish = Wish {
        need: Some(Need::Housing),
        speaks: true,
        ..Wish::default()
    };
    assert_eq!(names(&wish, "es"), ["Night Shelter"]);
    let directory = directory();
    let index = Index::new(&directory, &vec![String::new(); 9], "es");
    let now = Minute::of("2026-03-02T10:00:00-06:00", 0);
    let found = index.find(&directory, &Wish::default(), now);
    assert_eq!((found.free, found.speaks, found.open), (1, 1, 1));
}

#[test]
fn letters_are_the_same_with_and_without_their_marks() {
    let table = [
        ("Thức ăn", " thuc an"),
        ("chỗ ở", " cho o"),
        ("người Đỡ đẦu", " nguoi do dau"),
        ("tu va\u{302}\u{301}n", " tu van"),
        ("Clínica Ñandú", " clinica nandu"),
        ("St. Mary’s", " st marys"),
    ];
    for (text, folded) in table {
        assert_eq!(fold(text), folded, "{text}");
    }
}
