//! Names in capitals, shown in title case. The directory's own spelling stays in
//! the model; only what a family reads is changed.

/// Words that stay in capitals: abbreviations people know by their letters.
const ACRONYMS: &[&str] = &[
    "AA", "AARP", "ABA", "ACLU", "ADA", "ADHD", "AIDS", "ASPIRA", "BIA", "CAC", "CASA", "CDC",
    "CEO", "CHI", "CPR", "DC", "DCF", "DNA", "DUI", "EMS", "ESE", "ESL", "ESOL", "FAU", "FBI",
    "FEMA", "FIU", "FL", "FSU", "GED", "GLBT", "GLBTQ", "HIPAA", "HIV", "HUD", "IRS", "JCS", "JFS",
    "LGBT", "LGBTQ", "LLC", "MADD", "MLK", "NA", "NAACP", "NAMI", "NE", "NW", "NY", "OB", "PFLAG",
    "PTA", "PTSD", "RN", "ROTC", "SART", "SE", "SNAP", "SSA", "SSDI", "SSI", "STD", "STI", "SW",
    "TANF", "TB", "TTY", "UF", "UM", "UPS", "US", "USA", "USDA", "VA", "VFW", "VITA", "VOCA",
    "WIC", "YMCA", "YWCA", "YMHA", "II", "III", "IV", "VI", "VII", "VIII", "IX",
];

/// Words that stay small inside a name.
const SMALL: &[&str] = &[
    "an", "and", "at", "by", "de", "for", "in", "of", "on", "or", "the", "to", "with",
];

/// Whether `name` is written in capitals though it is no abbreviation.
pub(crate) fn in_capitals(name: &str) -> bool {
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 4
        && !name.chars().any(char::is_lowercase)
        && parts(name).any(|word| word.chars().count() >= 4 && !is_acronym(word))
}

/// `name` as a family reads it.
#[must_use]
pub(crate) fn display_name(name: &str) -> String {
    if !in_capitals(name) {
        return name.to_owned();
    }
    let mut shown = String::with_capacity(name.len());
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_alphanumeric() || matches!(letter, '\'' | '\u{2019}') {
            word.push(letter);
        } else {
            push_word(&mut shown, &word);
            word.clear();
            shown.push(letter);
        }
    }
    push_word(&mut shown, &word);
    shown
}

fn push_word(shown: &mut String, word: &str) {
    let lower = word.to_lowercase();
    // "(UHCS)" and "M.D." are abbreviations by their punctuation.
    let bracketed = shown.ends_with('(') && word.len() <= 5;
    if is_acronym(word) || bracketed || word.chars().any(char::is_numeric) {
        shown.push_str(&ordinal(word));
    } else if shown.ends_with(' ') && SMALL.contains(&lower.as_str()) {
        shown.push_str(&lower);
    } else {
        let mut letters = lower.chars();
        if let Some(first) = letters.next() {
            shown.extend(first.to_uppercase());
            shown.push_str(letters.as_str());
        }
    }
}

/// "2ND" is "2nd"; other words with digits stay as they are.
fn ordinal(word: &str) -> String {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    match &word[digits.len()..] {
        "ST" | "ND" | "RD" | "TH" if !digits.is_empty() => {
            format!("{digits}{}", word[digits.len()..].to_ascii_lowercase())
        }
        _ => word.to_owned(),
    }
}

/// Known abbreviations, and words no one could read without a vowel.
fn is_acronym(word: &str) -> bool {
    let unpronounceable = (2..=5).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && !word.bytes().any(|byte| b"AEIOUY".contains(&byte))
        && !matches!(
            word,
            "ST" | "DR" | "MT" | "FT" | "MR" | "MRS" | "JR" | "SR" | "BLVD" | "NTH"
        );
    unpronounceable || ACRONYMS.contains(&word)
}

fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_shown_as_people_write_them() {
        for (name, shown) in [
            (
                "OFFICE OF THE ATTORNEY GENERAL",
                "Office of the Attorney General",
            ),
            ("YMCA OF MIAMI, INC.", "YMCA of Miami, Inc."),
            ("HIV/AIDS NETWORK (SFAN)", "HIV/AIDS Network (SFAN)"),
            ("ST. MARY'S SHELTER II", "St. Mary's Shelter II"),
            ("2ND CHANCE HOUSE", "2nd Chance House"),
            ("AFTER-SCHOOL PROGRAM", "After-School Program"),
            ("WIC", "WIC"),
            ("YWCA", "YWCA"),
            ("Girl Scouts of FLORIDA", "Girl Scouts of FLORIDA"),
        ] {
            assert_eq!(display_name(name), shown);
        }
    }
}
