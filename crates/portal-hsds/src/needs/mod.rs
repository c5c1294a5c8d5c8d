//! Which of a family's needs a service answers: a bit set over [`Need::ALL`].
//!
//! Codes of the AIRS/211 LA County taxonomy decide where there are some, because a
//! librarian has chosen them. Words in names help where there are none.

mod table;

use portal_types::Need;

use crate::model::{Attribute, Service};
use table::{CODES, WORDS};

/// The needs of a service as bits of [`Need::bit`].
#[must_use]
pub fn of_service(service: &Service) -> u16 {
    let places = &service.service_at_locations;
    let attributes = service.attributes.iter();
    let attributes = attributes.chain(places.iter().flat_map(|place| &place.attributes));
    let mut bits = 0;
    for attribute in attributes {
        bits |= match code(attribute) {
            Some(code) => of_code(code),
            None => of_words(term_name(attribute)),
        };
    }
    bits |= of_words(&service.name);
    if bits == 0 {
        let named = [
            service.alternate_name.as_deref(),
            service
                .program
                .as_deref()
                .map(|p| p.name.as_deref().unwrap_or_default()),
        ];
        bits = named
            .into_iter()
            .flatten()
            .fold(0, |bits, name| bits | of_words(name));
    }
    if bits == 0 {
        // The agency's name speaks for a branch that is called after its town.
        bits = service
            .organization
            .as_deref()
            .map_or(0, |agency| of_words(&agency.name));
    }
    bits
}

/// The 211 code of an attribute, if it has one: two letters, then maybe a dash and numbers.
fn code(attribute: &Attribute) -> Option<&str> {
    let term = attribute.taxonomy_term.as_deref();
    [
        term.and_then(|term| term.code.as_deref()),
        term.map(|term| term.id.as_str()),
        attribute.taxonomy_term_id.as_deref(),
    ]
    .into_iter()
    .flatten()
    .find(|code| is_code(code))
}

fn is_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    let letters = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_uppercase())
        .count();
    match letters {
        1 | 2 if bytes.len() == letters => true,
        2 => {
            bytes[2] == b'-'
                && bytes[3..]
                    .iter()
                    .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
        }
        _ => false,
    }
}

fn term_name(attribute: &Attribute) -> &str {
    let term = attribute.taxonomy_term.as_deref();
    term.and_then(|term| term.name.as_deref())
        .or(attribute.label.as_deref())
        .unwrap_or_default()
}

/// The needs of a code: those of its longest prefix in the table.
fn of_code(code: &str) -> u16 {
    CODES
        .iter()
        .filter(|(prefix, _)| code.starts_with(prefix))
        .max_by_key(|(prefix, _)| prefix.len())
        .map_or(0, |(_, needs)| bits(needs))
}

/// The needs that words of a name tell; a word counts from its beginning.
fn of_words(name: &str) -> u16 {
    let name = format!(
        " {} ",
        name.to_lowercase()
            .replace(|letter: char| !letter.is_alphanumeric(), " ")
    );
    WORDS
        .iter()
        .filter(|(word, _)| begins_in(&name, word))
        .fold(0, |set, (_, needs)| set | bits(needs))
}

/// Whether a word of `name`, which has a space before each, begins like this.
fn begins_in(name: &str, word: &str) -> bool {
    name.match_indices(word)
        .any(|(at, _)| name[..at].ends_with(' '))
}

fn bits(needs: &[Need]) -> u16 {
    needs.iter().fold(0, |set, need| set | need.bit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Need::{Children, Counselling, Food, Housing, Legal, Money, Safety};

    #[test]
    fn the_longest_prefix_decides() {
        assert_eq!(of_code("BH-8400.3000"), bits(&[Housing]));
        assert_eq!(of_code("BH-1800.1500-100"), bits(&[Housing, Safety]));
        assert_eq!(of_code("NL-6000.2000"), bits(&[Food, Money]));
        assert_eq!(of_code("RP-1400.8000-020.18"), bits(&[Counselling, Safety]));
        assert_eq!(of_code("FT-3600.1550"), bits(&[Legal]));
        assert_eq!(of_code("PH-1250.1800"), bits(&[Children]));
        assert_eq!(of_code("FF-1500"), 0, "a prison answers no need");
        assert_eq!(of_code("YB-9500.0500"), 0, "a target group is no need");
    }

    #[test]
    fn words_count_from_their_beginning() {
        assert_eq!(of_words("SAFE HARBOR SHELTER"), bits(&[Housing]));
        assert_eq!(of_words("Uncounselled"), 0);
        assert_eq!(of_words("Animal shelter"), 0);
    }

    #[test]
    fn only_codes_are_codes() {
        for (text, yes) in [
            ("BH-1800.1500-100", true),
            ("PX", true),
            ("J", true),
            ("housing", false),
            ("B2-1", false),
            ("", false),
        ] {
            assert_eq!(is_code(text), yes, "{text}");
        }
    }
}
