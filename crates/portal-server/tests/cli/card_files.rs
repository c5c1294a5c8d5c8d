//! Cards and slips in files: what is on them, what is not, and who may read them.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::cards::{Issued, opens};
use crate::printed::{
    ADDRESS, change_center, code_in, pdf_text, pin_in, print, print_again, scanned,
};

#[test]
fn a_drawn_card_leads_to_the_portal_with_its_code_and_has_no_pin() {
    let printed = print(&[("--out", "card.svg")], &["--address", ADDRESS]);
    assert!(printed.done, "{}", printed.said);
    let svg = printed.text("card.svg");
    let code = code_in(&svg);
    assert_eq!(scanned(&svg), format!("{ADDRESS}/start#c={code}"));
    let pin = printed.line("pin  ");
    assert!(opens(printed.issued.dir.path(), &code, pin));
    assert!(!svg.contains(pin), "the PIN is on no card");
    assert!(printed.line("card ").starts_with(&code[..4]));
    assert!(
        !printed.said.contains(&code),
        "the code is not shown: {}",
        printed.said
    );
    for wanted in ["816-555-0100", "911", "Vale hasta el", "xml:lang=\"es\""] {
        assert!(svg.contains(wanted), "{wanted}: {svg}");
    }
    for name in ["Family Center", "es-parent-1", "espanol", "Parent", "Mateo"] {
        assert!(!svg.contains(name), "{name} is on the card");
    }
}

#[test]
fn a_pdf_has_one_page_with_the_code_and_neither_pin_nor_name() {
    for language in ["en", "es", "vi", "ar", "so"] {
        let files = [("--out", "card.pdf"), ("--pin-slip", "slip.svg")];
        let printed = print(&files, &["--language", language]);
        assert!(printed.done, "{}", printed.said);
        let pin = pin_in(&printed.text("slip.svg"));
        let pdf = printed.file("card.pdf");
        let text = pdf_text(&pdf);
        let selector = printed.line("card ").split(' ').next().expect("a selector");
        let at = text.find(&format!("{selector}-")).expect("a code");
        assert!(
            opens(printed.issued.dir.path(), &text[at..at + 14], &pin),
            "{language}"
        );
        assert!(
            text.contains("http://127.0.0.1:8080"),
            "the demo's address: {text}"
        );
        assert!(
            text.contains("816-555-0100") && text.contains("911"),
            "{text}"
        );
        for secret in [
            pin.as_str(),
            "FamilyCenter",
            "es-parent-1",
            "Parent",
            "Mateo",
        ] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        let raw = String::from_utf8_lossy(&pdf).into_owned();
        for name in [
            "Family Center",
            "/Author",
            "/Title",
            "/Producer",
            "/CreationDate",
        ] {
            assert!(!raw.contains(name), "{name}");
        }
    }
}

#[test]
fn a_slip_has_the_pin_and_neither_code_nor_site() {
    let files = [("--out", "card.svg"), ("--pin-slip", "slip.pdf")];
    let printed = print(&files, &["--address", ADDRESS]);
    assert!(printed.done, "{}", printed.said);
    let slip = pdf_text(&printed.file("slip.pdf"));
    let code = code_in(&printed.text("card.svg"));
    let pin: String = slip
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take(6)
        .collect();
    assert!(opens(printed.issued.dir.path(), &code, &pin), "{slip}");
    for told in [
        &code[..4],
        &code[5..9],
        &code[10..],
        "http",
        "example",
        "816-",
        "FamilyCenter",
    ] {
        assert!(!slip.contains(told), "{told}: {slip}");
    }
    assert!(
        !printed.said.contains(&pin),
        "the PIN is not shown: {}",
        printed.said
    );
}

#[test]
fn a_pin_can_be_printed_while_the_code_is_shown() {
    let printed = print(&[("--pin-slip", "slip.pdf")], &["--language", "so"]);
    assert!(printed.done, "{}", printed.said);
    let slip = pdf_text(&printed.file("slip.pdf"));
    let pin: String = slip
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take(6)
        .collect();
    assert!(
        opens(printed.issued.dir.path(), printed.line("code "), &pin),
        "{slip}"
    );
}

#[test]
fn files_are_for_their_owner_and_never_written_over() {
    let files = [("--out", "card.pdf"), ("--pin-slip", "slip.svg")];
    let printed = print(&files, &[]);
    assert!(printed.done, "{}", printed.said);
    let path = |name: &str| printed.issued.dir.path().join(name);
    for (_, name) in files {
        let mode = fs::metadata(path(name))
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let before = (printed.file("card.pdf"), printed.file("slip.svg"));
    let cards = printed.issued.card("list", &[]);
    for files in [
        [("--out", "card.pdf"), ("--pin-slip", "other.pdf")],
        [("--out", "other.pdf"), ("--pin-slip", "slip.svg")],
        [("--out", "other.pdf"), ("--pin-slip", "other.pdf")],
        [("--out", "other.pdf"), ("--pin-slip", "missing/slip.svg")],
    ] {
        let (done, said) = print_again(&printed.issued, &files, &[]);
        assert!(!done && said.contains("portal: "), "{files:?}: {said}");
        assert!(
            !path("other.pdf").exists(),
            "{files:?}: what was begun is gone"
        );
    }
    assert_eq!((printed.file("card.pdf"), printed.file("slip.svg")), before);
    assert_eq!(
        printed.issued.card("list", &[]),
        cards,
        "no card was issued"
    );
}

#[test]
fn what_cannot_be_printed_is_refused_and_issues_no_card() {
    let issued = Issued::new();
    let cards = issued.card("list", &[]);
    let out = [("--out", "card.svg")];
    let refused = |files: &[(&str, &str)], rest: &[&str], told: &str| {
        let (done, said) = print_again(&issued, files, rest);
        assert!(!done && said.contains(told), "{rest:?}: {said}");
        assert!(!issued.dir.path().join("card.svg").exists(), "{rest:?}");
    };
    refused(&[("--out", "card.png")], &[], "ends in .pdf or .svg");
    refused(
        &out,
        &["--language", "tlh"],
        "expected one of en, es, vi, ar, so",
    );
    refused(
        &out,
        &["--address", "http://families.example.org"],
        "https://portal.example",
    );
    refused(
        &out,
        &["--address", "https://families.example.org/x"],
        "without a path",
    );
    let long = format!("https://{}.example.org", "families".repeat(7));
    refused(
        &out,
        &["--address", &long],
        "the address is too long for a card",
    );
    refused(&[], &["--address", ADDRESS], "--out");
    change_center(issued.dir.path(), |center| {
        center["address"] = Value::Null;
    });
    refused(&out, &[], "set \"address\" in center.json");
    change_center(issued.dir.path(), |center| {
        center["phone"] = "".into();
    });
    refused(
        &out,
        &["--address", ADDRESS],
        "center.json: phone: expected",
    );
    change_center(issued.dir.path(), |center| {
        center["phone"] = "816-555-0100".into();
        center["address"] = "families.example.org".into();
    });
    refused(&out, &[], "expected an address such as");
    change_center(issued.dir.path(), |center| {
        center["address"] = Value::Null;
    });
    assert_eq!(issued.card("list", &[]), cards, "no card was issued");
}

#[test]
fn a_number_for_what_others_may_read_is_the_one_on_the_card() {
    let issued = Issued::new();
    change_center(issued.dir.path(), |center| {
        center["calendar_phone"] = "816-555-0199".into();
        center["address"] = format!("{ADDRESS}/").into();
    });
    let (done, said) = print_again(&issued, &[("--out", "card.svg")], &[]);
    assert!(done, "{said}");
    let svg = fs::read_to_string(issued.dir.path().join("card.svg")).expect("a file");
    assert!(
        svg.contains("816-555-0199") && !svg.contains("816-555-0100"),
        "{svg}"
    );
    assert!(scanned(&svg).starts_with("https://families.example.org/start#c="));
}
