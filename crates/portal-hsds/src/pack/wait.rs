//! How long families wait, where the directory knows.

use crate::model::{Attribute, Service};

/// The code of the term under which a directory says it: 9 in 10 families wait less than so
/// many days. No field of the standard holds a number.
const NINE_IN_TEN: &str = "wait-9-in-10-days";

/// Days that can be meant: up to ten years.
const DAYS: std::ops::RangeInclusive<u16> = 1..=3650;

/// 9 in 10 families wait less than this many days.
pub(super) fn days(service: &Service) -> Option<u16> {
    let of_wait = |one: &&Attribute| {
        let term = one.taxonomy_term.as_deref();
        let code = term.and_then(|term| term.code.as_deref());
        code.or(one.taxonomy_term_id.as_deref()) == Some(NINE_IN_TEN)
    };
    let told = service.attributes.iter().filter(of_wait);
    told.filter_map(|one| one.value.as_deref()?.trim().parse().ok())
        .find(|days| DAYS.contains(days))
}

/// How long one waits in the directory's words, when no number is known.
pub(super) fn note(service: &Service) -> Option<String> {
    match days(service) {
        Some(_) => None,
        None => service.wait_time.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TaxonomyTerm;

    #[test]
    fn a_wait_is_a_whole_number_of_days_or_the_words_of_the_directory() {
        for (code, value, expected) in [
            (NINE_IN_TEN, "21", Some(21)),
            (NINE_IN_TEN, " 3650 ", Some(3650)),
            (NINE_IN_TEN, "0", None),
            (NINE_IN_TEN, "3651", None),
            (NINE_IN_TEN, "-3", None),
            (NINE_IN_TEN, "3.5", None),
            (NINE_IN_TEN, "three weeks", None),
            ("wait", "21", None),
        ] {
            let term = TaxonomyTerm {
                code: Some(code.into()),
                ..TaxonomyTerm::default()
            };
            let service = Service {
                wait_time: Some("Some weeks".into()),
                attributes: vec![Attribute {
                    value: Some(value.into()),
                    taxonomy_term: Some(Box::new(term)),
                    ..Attribute::default()
                }],
                ..Service::default()
            };
            assert_eq!(days(&service), expected, "{code} {value}");
            assert_eq!(note(&service).is_some(), expected.is_none(), "{value}");
        }
        assert_eq!(note(&Service::default()), None);
    }
}
