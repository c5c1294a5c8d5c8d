//! Which names and values a feed may carry.

use serde_json::Value;

/// Fields whose text is never kept: a family reads the playbook's words, not an agency's.
const FREE_TEXT: [&str; 18] = [
    "comment",
    "comments",
    "description",
    "instruction",
    "instructions",
    "memo",
    "message",
    "narrative",
    "note",
    "notes",
    "patient_instruction",
    "reason_text",
    "remark",
    "remarks",
    "statement",
    "summary",
    "text",
    "title",
];

/// Fields that mark criminal-justice information (CJIS policy: SID, FBI/UCN, NCIC).
const CRIMINAL_JUSTICE: [&str; 12] = [
    "chri",
    "fbi",
    "fbi_no",
    "fbi_number",
    "ncic",
    "ncic_number",
    "nic",
    "nic_number",
    "oca",
    "sid",
    "state_id_number",
    "ucn",
];

/// Whether a field holds an agency's free text.
pub fn is_free_text(field: &str) -> bool {
    FREE_TEXT.contains(&field)
}

/// Whether a field or its value is a criminal-justice identifier.
pub fn is_criminal_justice(field: &str, value: &Value) -> bool {
    let field = field.to_ascii_lowercase();
    if CRIMINAL_JUSTICE.contains(&field.as_str()) {
        return true;
    }
    // Free text is dropped unread, so only labels are looked for: "FBI# 123", "NCIC: W1".
    value
        .as_str()
        .is_some_and(|text| has_labelled_number(&text.to_ascii_uppercase()))
}

/// Whether the name of a system that gives numbers, such as a URI, is one of criminal justice.
pub fn is_criminal_justice_system(system: &str) -> bool {
    // HL7 keeps its own names of other people's systems under a path called "sid".
    let system = system.to_ascii_lowercase().replace("hl7.org/fhir/sid/", "");
    system
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .any(|word| CRIMINAL_JUSTICE.contains(&word))
}

/// Whether upper-case text carries "SID", "FBI", "UCN" or "NCIC" directly before a number.
pub fn has_labelled_number(text: &str) -> bool {
    ["SID", "FBI", "UCN", "NCIC", "NIC"].iter().any(|label| {
        text.match_indices(label).any(|(at, _)| {
            let starts_word = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            let rest = text[at + label.len()..].trim_start_matches([' ', '#', ':', '.', '-', '/']);
            let rest = rest
                .strip_prefix("NO")
                .map_or(rest, |r| r.trim_start_matches([' ', '.', ':', '#']));
            starts_word && rest.chars().take(3).filter(char::is_ascii_digit).count() >= 2
        })
    })
}

/// An id or playbook key: 1 to 64 of `A–Z a–z 0–9 . _ -`.
pub fn is_key(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b))
}

/// A phone number as people read it: 7 to 15 digits and the usual marks.
pub fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let usual = text
        .chars()
        .all(|c| c.is_ascii_digit() || " +-().".contains(c));
    usual && (7..=15).contains(&digits)
}

/// Text without control characters and marks that change the direction of what follows.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_criminal_justice_are_known_by_their_label() {
        for text in [
            "FBI# 123456AA1",
            "SID: 1234567",
            "NCIC NO. 4711",
            "UCN-998877",
        ] {
            assert!(has_labelled_number(text), "{text}");
        }
        for text in [
            "INSIDE 12 MAIN ST",
            "FBI OFFICE",
            "PRESIDIO 1200",
            "CALL 816-555-0100",
        ] {
            assert!(!has_labelled_number(text), "{text}");
        }
    }

    #[test]
    fn direction_marks_do_not_survive_in_names() {
        assert_eq!(clean(" \u{202e}Dana\u{0007} Ortiz\u{2069} "), "Dana Ortiz");
    }
}
