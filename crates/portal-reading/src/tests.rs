//! What the judge lets through and what it names.

use super::*;

fn told(language: &str, kind: Kind, text: &str) -> Vec<String> {
    let found = judge(language, kind, "place", &[text]);
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn plain_words_pass() {
    let table = [
        (
            "en",
            "A nurse checks your child. You can stay in the room. It is free.",
        ),
        (
            "es",
            "Una enfermera ve a su hijo. Usted puede estar ahí. Es gratis.",
        ),
        ("vi", "Y tá khám cho con của bạn. Bạn có thể ở trong phòng."),
        ("ar", "الممرضة تفحص طفلك. يمكنك البقاء في الغرفة."),
        (
            "so",
            "Kalkaalisadu waxay eegtaa ilmahaaga. Waad la joogi kartaa.",
        ),
    ];
    for (language, text) in table {
        for kind in [Kind::Entry, Kind::Screen] {
            assert_eq!(told(language, kind, text), [""; 0], "{language}");
        }
    }
}

#[test]
fn a_hard_text_is_named_with_its_hardest_sentence_and_word() {
    let found = told(
        "en",
        Kind::Entry,
        "You wait. The determination needs an organizational authorization.",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("place: Flesch-Kincaid grade "),
        "{found:?}"
    );
    assert!(found[0].contains("replace “organizational”"), "{found:?}");
}

#[test]
fn a_screen_must_be_easier_than_an_entry() {
    let text = "Your advocate can go with you to the visit on Monday at nine. \
                Ask for an interpreter before you come to the center.";
    let grade = textstat::flesch_kincaid_grade(text);
    assert!((SCREEN_GRADE..ENTRY_GRADE).contains(&grade), "{grade}");
    assert_eq!(told("en", Kind::Entry, text), [""; 0]);
    assert_eq!(told("en", Kind::Screen, text).len(), 1);
}

#[test]
fn a_long_sentence_is_named_in_every_language() {
    for (language, word) in [
        ("en", "go"),
        ("es", "va"),
        ("vi", "đi"),
        ("ar", "هو"),
        ("so", "tag"),
    ] {
        let text = vec![word; longest_sentence(language) + 1].join(" ");
        let found = told(language, Kind::Screen, &text);
        assert!(
            found[0].contains("words in one sentence"),
            "{language}: {found:?}"
        );
    }
}

#[test]
fn a_word_no_family_should_have_to_know_is_named_with_another_one() {
    let found = told("en", Kind::Screen, "We know the disposition.");
    assert!(
        found[0].contains("for “disposition” in “We know the disposition.”"),
        "{found:?}"
    );
}
