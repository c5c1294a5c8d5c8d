//! What stands on card and slip, in every language.

use jiff::civil::date;
use portal_reading::Kind;

use super::super::Page;
use super::super::date::in_words;
use super::seen::drawn;
use super::{USUAL, a_card, a_slip, code};
use crate::words::Words;

#[test]
fn a_card_says_this_and_nothing_else() {
    let bare = |page: &Page| -> Vec<String> {
        let lines = drawn(page).into_iter();
        lines
            .map(|line| line.text.replace(['\u{2068}', '\u{2069}'], ""))
            .collect()
    };
    let card = a_card("en", USUAL).expect("a card");
    assert_eq!(
        bare(&card),
        [
            "https://families.example.org",
            &code().to_printed(),
            "Point your phone’s camera at the",
            "square. Or go to the address and",
            "type the code.",
            "You need your PIN too.",
            "Good until September\u{a0}28,\u{a0}2026.",
            "Need help? Call 816-555-0100.",
            "In danger now? Call\u{a0}911",
        ]
    );
    assert_eq!(
        bare(&a_slip("en")),
        [
            "PIN",
            "608913",
            "Learn these 6 numbers. Then tear up",
            "this paper.",
            "Or keep it far away from your card.",
            "Do not tell anyone.",
        ]
    );
}

#[test]
fn what_stands_on_them_is_easy_to_read() {
    for language in Words::tags() {
        let words = Words::of(language).expect("a language");
        let day = in_words(date(2026, 9, 28), words);
        let texts = [
            words.text("card.how").to_owned(),
            words.text("card.pin").to_owned(),
            words.fill("card.until", &[("day", &day)]),
            words.fill("card.help", &[("phone", USUAL.1)]),
            words.text("emergency").to_owned(),
            words.text("card.slip_learn").to_owned(),
            words.text("card.slip_apart").to_owned(),
            words.text("card.slip_secret").to_owned(),
        ];
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let hard = portal_reading::judge(language, Kind::Screen, "card", &texts);
        let hard: Vec<String> = hard.iter().map(ToString::to_string).collect();
        assert!(hard.is_empty(), "{hard:#?}");
    }
}

#[test]
fn a_day_is_written_as_the_language_writes_it() {
    for (language, first, last) in [
        ("en", "March 6, 2026", "December 31, 2026"),
        ("es", "6 de marzo de 2026", "31 de diciembre de 2026"),
        ("vi", "6 tháng 3 2026", "31 tháng 12 2026"),
        ("ar", "6 مارس 2026", "31 ديسمبر 2026"),
        ("so", "6 Maarso 2026", "31 Desembar 2026"),
    ] {
        let words = Words::of(language).expect("a language");
        assert_eq!(in_words(date(2026, 3, 6), words), first);
        assert_eq!(in_words(date(2026, 12, 31), words), last);
    }
}

#[test]
fn nothing_of_a_setting_becomes_markup() {
    let number = "<b>816</b> & \"555\"";
    let page = a_card("en", (USUAL.0, number)).expect("a card");
    let wanted = format!("Need help? Call \u{2068}{number}\u{2069}.");
    assert!(drawn(&page).iter().any(|line| line.text == wanted));
}
