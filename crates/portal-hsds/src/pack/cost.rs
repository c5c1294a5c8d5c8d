//! What a service costs, out of prices and words.

use jiff::civil::Date;
use portal_types::Cost;

use crate::model::{CostOption, Service};

/// Words of a sliding scale or of help for some. They win over the others.
const SOME: &[&str] = &[
    "sliding",
    "ability to pay",
    "income based",
    "income-based",
    "based on income",
    "donation",
    "low cost",
    "low-cost",
    "reduced",
    "varies",
    "vary",
    "medicaid",
    "insurance",
    "scholarship",
    "waived",
    "waiver",
    "subsid",
    "free consultation",
    "free for",
];

/// Words of something free of charge.
const FREE: &[&str] = &[
    "free",
    "no fee",
    "no cost",
    "no charge",
    "none",
    "without charge",
    "without cost",
    "gratis",
    "gratuito",
];

/// Words of something that is paid.
const PAID: &[&str] = &[
    "$",
    "£",
    "€",
    "fee",
    "cost",
    "charge",
    "pay",
    "per hour",
    "per session",
    "rate",
];

/// Phrases that mean the opposite of a word in them; taken out before words are looked for.
const NOT_FREE: &[&str] = &[
    "not free",
    "toll free",
    "toll-free",
    "smoke free",
    "drug free",
    "feel free",
];

/// The cost of a service on `today`.
#[must_use]
pub fn cost(service: &Service, today: Date) -> Cost {
    let current = || {
        service
            .cost_options
            .iter()
            .filter(|option| in_force(option, today))
    };
    let amounts: Vec<f64> = current().filter_map(|option| option.amount).collect();
    let free = amounts.iter().filter(|amount| **amount == 0.0).count();
    if !amounts.is_empty() {
        return match free {
            0 => Cost::Paid,
            _ if free == amounts.len() => Cost::Free,
            _ => Cost::Some,
        };
    }
    let texts = [&service.fees_description, &service.fees];
    let options = current().flat_map(|option| [&option.amount_description, &option.option]);
    texts
        .into_iter()
        .chain(options)
        .flatten()
        .map(|text| of_words(text))
        .find(|cost| !cost.is_unknown())
        .unwrap_or_default()
}

fn in_force(option: &CostOption, today: Date) -> bool {
    let date = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Date>().ok());
    date(&option.valid_from).is_none_or(|from| from <= today)
        && date(&option.valid_to).is_none_or(|to| today <= to)
}

fn of_words(text: &str) -> Cost {
    let mut text = text.to_lowercase();
    let mut opposite = false;
    for phrase in NOT_FREE {
        opposite |= *phrase == "not free" && text.contains(phrase);
        text = text.replace(phrase, " ");
    }
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if any(SOME) {
        return Cost::Some;
    }
    let free = any(FREE);
    for phrase in FREE {
        text = text.replace(phrase, " ");
    }
    let paid = opposite || PAID.iter().any(|word| text.contains(word));
    match (free, paid) {
        (true, true) => Cost::Some,
        (true, false) => Cost::Free,
        (false, true) => Cost::Paid,
        (false, false) => Cost::Unknown,
    }
}

/// The cost in the directory's words.
pub(super) fn note(service: &Service) -> Option<String> {
    let said = service
        .fees_description
        .clone()
        .or_else(|| service.fees.clone());
    said.or_else(|| {
        let options = service.cost_options.iter();
        let words: Vec<String> = options
            .filter_map(|option| option.amount_description.clone())
            .collect();
        (!words.is_empty()).then(|| words.join("\n"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_the_cost() {
        for (text, cost) in [
            ("Free", Cost::Free),
            ("No fee", Cost::Free),
            ("There is no charge for this service.", Cost::Free),
            ("None", Cost::Free),
            ("Sliding scale fee", Cost::Some),
            ("Free for residents, $20 for others", Cost::Some),
            ("Medicaid accepted", Cost::Some),
            ("$50 per hour", Cost::Paid),
            ("Fees apply", Cost::Paid),
            ("Not free", Cost::Paid),
            ("Call toll-free", Cost::Unknown),
            ("Call us", Cost::Unknown),
        ] {
            assert_eq!(of_words(text), cost, "{text}");
        }
    }
}
