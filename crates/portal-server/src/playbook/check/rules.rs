//! Rules that name something the words do not have, and days that are none.

use std::collections::BTreeSet;

use jiff::civil::Date;
use portal_types::PlaybookRules;

use super::Mistake;
use crate::playbook::RULES;
use crate::playbook::entries::Entry;

/// The mistakes of the rules, against the entries of English.
pub fn check(rules: &PlaybookRules, words: &[Entry], unread: &BTreeSet<String>) -> Vec<Mistake> {
    let mut judge = Judge {
        known: words
            .iter()
            .map(Entry::path)
            .chain(unread.iter().cloned())
            .collect(),
        mistakes: Vec::new(),
    };
    for (section, visits) in [
        ("steps", &rules.steps),
        ("appointments", &rules.appointments),
    ] {
        for (key, visit) in visits {
            judge.entry(section, key);
            judge.list(&format!("{section}.{key}.bring"), "bring", &visit.bring);
        }
    }
    for (key, source) in &rules.promise_sources {
        judge.entry("promise_sources", key);
        judge.law(
            "promise_sources",
            key,
            source.citation.as_deref(),
            source.date_checked.as_deref(),
        );
    }
    for (key, right) in &rules.rights {
        judge.entry("rights", key);
        judge.law(
            "rights",
            key,
            right.citation.as_deref(),
            right.date_checked.as_deref(),
        );
        judge.list(&format!("rights.{key}.steps"), "steps", &right.steps);
        judge.list(
            &format!("rights.{key}.agencies"),
            "agencies",
            &right.agencies,
        );
    }
    judge.mistakes
}

struct Judge {
    /// Paths of the entries there are.
    known: BTreeSet<String>,
    mistakes: Vec<Mistake>,
}

impl Judge {
    fn entry(&mut self, section: &str, key: &str) {
        let path = format!("{section}.{key}");
        if !self.known.contains(&path) {
            self.fail(
                path,
                format!("expected a key that {section} has in en.json"),
            );
        }
    }

    fn list(&mut self, path: &str, section: &str, keys: &[String]) {
        for (index, key) in keys.iter().enumerate() {
            if !self.known.contains(&format!("{section}.{key}")) {
                let reason = format!("expected a key that {section} has in en.json, found {key}");
                self.fail(format!("{path}.{index}"), reason);
            }
        }
    }

    fn law(&mut self, section: &str, key: &str, citation: Option<&str>, checked: Option<&str>) {
        if citation.is_some_and(|text| text.trim().is_empty()) {
            let reason = "expected where it stands, such as RSMo 595.209, or null";
            self.fail(format!("{section}.{key}.citation"), reason.to_owned());
        }
        if checked.is_some_and(|day| day.len() != 10 || day.parse::<Date>().is_err()) {
            let reason = "expected a day such as 2026-03-06, or null";
            self.fail(format!("{section}.{key}.date_checked"), reason.to_owned());
        }
    }

    fn fail(&mut self, field: String, reason: String) {
        self.mistakes.push(Mistake {
            file: RULES.to_owned(),
            field,
            reason,
        });
    }
}
