//! A small playbook without a mistake, for planting one.

use super::Files;

/// Its files.
pub fn files() -> Files {
    let files = [
        (
            "en.json",
            include_str!("../../tests/fixtures/playbook/en.json"),
        ),
        (
            "es.json",
            include_str!("../../tests/fixtures/playbook/es.json"),
        ),
        (
            "rules.json",
            include_str!("../../tests/fixtures/playbook/rules.json"),
        ),
    ];
    files
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .into()
}
