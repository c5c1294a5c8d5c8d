//! Numbers and web addresses as a family sees them.

use super::*;

#[test]
fn numbers_have_one_form() {
    for (number, shown) in [
        ("(305) 555-0100", Some("305-555-0100")),
        ("+1 305 555 0100", Some("305-555-0100")),
        ("1-800-555-0100", Some("800-555-0100")),
        ("+44 1234 234567", Some("+44 1234 234567")),
        ("211", Some("211")),
        ("1-800-555-HELP", Some("1-800-555-HELP")),
        ("none", None),
    ] {
        assert_eq!(shown_number(number).as_deref(), shown, "{number}");
    }
}

#[test]
fn only_pages_of_the_web_are_linked() {
    for (url, shown) in [
        ("www.example.org", Some("https://www.example.org")),
        ("HTTP://Example.org/a", Some("http://Example.org/a")),
        ("https://example.org", Some("https://example.org")),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://example.org@evil.example", None),
        ("https://exa mple.org", None),
        ("mailto:a@example.org", None),
        ("é", None),
    ] {
        assert_eq!(web_address(url).as_deref(), shown, "{url}");
    }
}
