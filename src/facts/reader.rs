//! Everything needed to read facts aloud: words, the centre's playbook, the agencies, the zone.

use portal_types::{ChildRef, SourceState};

use super::Book;
use super::book::{plain, prose};
use crate::i18n::{DateStyle, Words};
use crate::ui::{Prose, Span};

/// Reads facts in the words of one language.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The portal's words.
    pub words: &'a Words,
    /// The centre's words.
    pub book: &'a dyn Book,
    /// The agencies of this case.
    pub sources: &'a [SourceState],
    /// The centre's time zone.
    pub zone: &'a str,
    /// ISO date of the answer; empty where nothing depends on it.
    pub today: &'a str,
    /// Whether the phone is in another zone.
    pub elsewhere: bool,
}

impl Reader<'_> {
    /// An agency's name. An id nobody knows is never shown.
    #[must_use]
    pub fn agency(&self, id: &str) -> String {
        let source = self.source(id);
        source.map_or_else(|| self.words.agency_unknown(), |s| s.name.clone())
    }

    /// An agency as a source of facts.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&SourceState> {
        self.sources.iter().find(|s| s.agency == id)
    }

    /// A text of the playbook, for a title or a short line.
    #[must_use]
    pub fn book(&self, part: &str, kind: &str, field: &str) -> Option<String> {
        let text = self.book.text(&[part, kind, field]);
        text.filter(|text| !text.is_empty())
            .map(|text| plain(self.book, &text))
    }

    /// A text of the playbook whose hard words can be opened.
    #[must_use]
    pub fn prose(&self, path: &[&str]) -> Option<Prose> {
        let text = self.book.text(path).filter(|text| !text.is_empty());
        text.map(|text| prose(self.book, &text))
    }

    /// One of the playbook's texts for a kind of step.
    #[must_use]
    pub fn step(&self, kind: &str, field: &str) -> Option<String> {
        self.book("steps", kind, field)
    }

    /// The short name of a kind of step.
    #[must_use]
    pub fn step_title(&self, kind: &str) -> String {
        let title = self.step(kind, "title");
        title.unwrap_or_else(|| self.words.step_unknown())
    }

    /// The short name of a kind of visit.
    #[must_use]
    pub fn visit_title(&self, kind: &str) -> String {
        let title = self.book("appointments", kind, "title");
        title.unwrap_or_else(|| self.words.visit_unknown())
    }

    /// A role's title; empty when the playbook does not know it.
    #[must_use]
    pub fn role(&self, role: &str) -> String {
        self.book("roles", role, "title").unwrap_or_default()
    }

    /// A reason in a few words, where there is one.
    #[must_use]
    pub fn reason(&self, key: Option<&String>) -> Option<String> {
        self.book("reasons", key?, "title")
    }

    /// A reason in full: what it means and what the family can do, under its few words.
    #[must_use]
    pub fn reason_text(&self, key: Option<&String>) -> Option<(String, Prose)> {
        let key = key?;
        let mut text = self.prose(&["reasons", key, "means"])?;
        if let Some(you_do) = self.prose(&["reasons", key, "you_do"]) {
            text.push(Span::Words(" ".to_owned()));
            text.extend(you_do);
        }
        Some((self.reason(Some(key)).unwrap_or_default(), text))
    }

    /// What to bring: the keys the agency named, or else the playbook's for this kind
    /// (`part` is `steps` or `appointments`).
    #[must_use]
    pub fn bring(&self, part: &str, kind: &str, named: &[String]) -> Vec<String> {
        let usual;
        let keys = if named.is_empty() {
            usual = self.book.items(&["rules", part, kind, "bring"]);
            &usual
        } else {
            named
        };
        let mut things = Vec::new();
        for key in keys {
            if let Some(thing) = self.book.text(&["bring", key]) {
                things.push(thing);
            }
        }
        things
    }

    /// "Friday, March 6".
    #[must_use]
    pub fn day(&self, iso: &str) -> String {
        self.words.date(iso, self.zone, DateStyle::Day)
    }

    /// "March 6".
    #[must_use]
    pub fn short(&self, iso: &str) -> String {
        self.words.date(iso, self.zone, DateStyle::Short)
    }

    /// "2:30 PM".
    #[must_use]
    pub fn time(&self, rfc3339: &str) -> String {
        self.words.time(rfc3339, self.zone)
    }

    /// "Today", "tomorrow", "in 3 days", "3 days ago".
    #[must_use]
    pub fn in_days(&self, days: i32) -> String {
        match days {
            0 => self.words.when_today(),
            1 => self.words.when_tomorrow(),
            -1 => self.words.when_yesterday(),
            2.. => self.words.when_in_days(days),
            _ => self.words.when_days_ago(-days),
        }
    }

    /// The children a fact is about: by the names the family chose, else "your child".
    #[must_use]
    pub fn children(&self, children: &[ChildRef]) -> Option<String> {
        let mut all = Vec::new();
        for child in children {
            if let Some(name) = &child.first_name {
                all.push(name.clone());
            }
        }
        match children.len() - all.len() {
            0 => {}
            1 => all.push(self.words.child_yours()),
            _ => all.push(self.words.child_yours_all()),
        }
        (!all.is_empty()).then(|| self.words.child_about(&self.words.list(&all)))
    }
}
