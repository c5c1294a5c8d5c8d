//! That everything on card and slip has its place, in every language.

mod saying;
mod seen;

use jiff::civil::date;
use portal_types::{CardCode, Pin};

use super::drawing::{CARD, MARGIN};
use super::*;
use crate::address::Address;
use seen::{Area, CLOSE, drawn, square};

/// Squares that stay free around a code (ISO/IEC 18004 section 5.3.8).
const QUIET: f32 = 4.0;

/// The longest addresses and phone numbers that a card is made for, and the usual ones.
const USUAL: (&str, &str) = ("https://families.example.org", "816-555-0100");
const LONG: (&str, &str) = (
    "https://families.childrens-center.example.org:8443",
    "+1 816-555-0100 ext. 1234",
);

fn code() -> CardCode {
    CardCode::from_values([26, 22, 23, 26, 21, 23, 22, 26, 23, 22, 21])
}

fn a_card(language: &str, (address, phone): (&str, &str)) -> Result<Page, PrintError> {
    let address: Address = address.parse().expect("an address");
    card(&CardFace {
        address: &address,
        code: &code(),
        // A long month in most languages.
        expires_on: date(2026, 9, 28),
        phone,
        words: Words::of(language).expect("a language"),
    })
}

fn a_slip(language: &str) -> Page {
    let pin = Pin::parse("608913").expect("a PIN");
    pin_slip(&pin, Words::of(language).expect("a language")).expect("a slip")
}

#[test]
fn every_language_has_its_place_on_card_and_slip() {
    let inside = Area {
        left: 0.0,
        top: 0.0,
        right: CARD.0,
        bottom: CARD.1,
    }
    .grown(-MARGIN / 2.0);
    for language in Words::tags() {
        for (page, least) in [
            (a_card(language, USUAL).expect("a card"), 2.75),
            (a_card(language, LONG).expect("a card"), 2.4),
            (a_slip(language), 3.5),
        ] {
            let lines = drawn(&page);
            assert!(lines.len() >= 5, "{language}");
            for (at, line) in lines.iter().enumerate() {
                let told = format!("{language}: {:?} {:?}", line.text, line.ink);
                assert!(line.whole, "a letter is in no font: {told}");
                assert!(line.ink.is_in(inside), "too near the edge: {told}");
                assert!(line.size >= least - CLOSE, "{} mm: {told}", line.size);
                for other in &lines[..at] {
                    assert!(!line.ink.meets(other.ink), "{told} meets {:?}", other.text);
                }
            }
        }
    }
}

#[test]
fn the_square_is_large_enough_and_stays_free_around() {
    for language in Words::tags() {
        for (address, phone) in [("https://a.b", USUAL.1), USUAL, LONG] {
            let page = a_card(language, (address, phone)).expect("a card");
            let square = square(&page);
            let wide = square.right - square.left;
            assert!(wide >= 20.0, "{wide} mm for {address}");
            let face = format!("{address}/start#c={}", code().to_printed());
            let across = qr::squares(&face).expect("a code").across;
            let quiet = square.grown(wide / across as f32 * QUIET);
            for line in drawn(&page) {
                assert!(
                    !line.ink.meets(quiet),
                    "{language}: {:?} is too near the square",
                    line.text
                );
            }
        }
    }
}

#[test]
fn arabic_begins_on_the_right_and_is_joined() {
    let (english, arabic) = (a_card("en", USUAL), a_card("ar", USUAL));
    let (english, arabic) = (english.expect("a card"), arabic.expect("a card"));
    assert!((square(&english).left - MARGIN).abs() < CLOSE);
    assert!((CARD.0 - square(&arabic).right - MARGIN).abs() < CLOSE);
    for (page, mirrored) in [(&english, false), (&arabic, true)] {
        let last = drawn(page).pop().expect("a line");
        let (left, right) = (last.ink.left, CARD.0 - last.ink.right);
        let start = if mirrored { right } else { left };
        assert!(
            (start - MARGIN).abs() < 0.5,
            "{:?} {:?}",
            last.text,
            last.ink
        );
    }
    let style = drawing::Style {
        face: drawing::Face::Regular,
        size: 1.0,
    };
    let alone: f32 = "بطاقة"
        .chars()
        .map(|c| fonts::width(&c.to_string(), style))
        .sum();
    assert!(fonts::width("بطاقة", style) < alone * 0.9);
}

#[test]
fn a_letter_that_no_font_has_is_found() {
    let page = a_card("en", (USUAL.0, "816-555-0100 \u{5b57}")).expect("a card");
    assert!(drawn(&page).iter().any(|line| !line.whole));
}

#[test]
fn what_has_no_room_is_refused_and_never_cut_off() {
    let long = format!("https://{}.example.org", "families".repeat(6));
    let number = "816-555-0100, ".repeat(5);
    for (face, told) in [
        ((long.as_str(), USUAL.1), "the address is too long"),
        ((USUAL.0, number.as_str()), "the phone number is too long"),
    ] {
        let refused = a_card("en", face).err().map(|e| e.to_string());
        assert!(refused.is_some_and(|e| e.starts_with(told)), "{told}");
    }
}
