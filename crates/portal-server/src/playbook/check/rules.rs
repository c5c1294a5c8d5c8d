//! Rules that name something the words do not have, and days that are none.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use portal_types::{PlaybookRules, PromiseRule};

use super::Mistake;
use crate::playbook::RULES;
use crate::playbook::entries::Entry;

/// What a rule may say in days: less than one is a slip, and nobody waits for three years.
const DAYS: RangeInclusive<i32> = 1..=1000;

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
    for (key, step) in &rules.steps {
        judge.entry("steps", key);
        judge.list(&format!("steps.{key}.bring"), "bring", &step.bring);
        if let Some(promise) = &step.promise {
            judge.promise(&format!("steps.{key}.promise"), promise);
        }
    }
    for (key, visit) in &rules.appointments {
        judge.entry("appointments", key);
        judge.list(&format!("appointments.{key}.bring"), "bring", &visit.bring);
    }
    for (key, agency) in &rules.agencies {
        judge.entry("agencies", key);
        if let Some(days) = agency.quiet_after_days {
            judge.days(format!("agencies.{key}.quiet_after_days"), days);
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

    fn promise(&mut self, path: &str, rule: &PromiseRule) {
        self.days(format!("{path}.days"), rule.days);
        let source = &rule.source;
        if !self.known.contains(&format!("promise_sources.{source}")) {
            let reason =
                format!("expected a key that promise_sources has in en.json, found {source}");
            self.fail(format!("{path}.source"), reason);
        }
    }

    fn days(&mut self, path: String, days: i32) {
        if !DAYS.contains(&days) {
            let (least, most) = (DAYS.start(), DAYS.end());
            let reason = format!("expected {least} to {most} days, found {days}");
            self.fail(path, reason);
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
