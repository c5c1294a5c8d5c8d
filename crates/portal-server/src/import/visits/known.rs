//! What the centre knows of a visit: whose it is, which kind, and whether an interpreter is needed.

use std::collections::BTreeSet;

use super::{Desk, Spot, settings_file};

/// Whose visit it is.
pub struct Whose {
    /// Family id.
    pub family: String,
    /// Child ids; empty means none in particular.
    pub children: BTreeSet<String>,
}

impl<'a> Desk<'a> {
    /// Whose visit it is, by all that the people in it are called: never guessed. `None` when nobody is
    /// known, which is told, or when they are of different families, which is refused.
    pub fn whose(&mut self, called: &[Vec<String>], at: &Spot, field: &str) -> Option<Whose> {
        let (mut families, mut children) = (BTreeSet::new(), BTreeSet::new());
        let mut strangers = 0;
        for names in called {
            let find = |name: &String| self.context.identities.find(self.agency, name);
            let known: Vec<_> = names.iter().filter_map(find).collect();
            strangers += usize::from(known.is_empty());
            for whom in known {
                families.insert(whom.family.clone());
                children.extend(whom.child.clone());
            }
        }
        if families.len() > 1 {
            let reason = "expected the numbers of one family, found those of several";
            self.refuse(at, field, reason);
            return None;
        }
        let Some(family) = families.pop_first() else {
            self.nobody(called.is_empty(), at);
            return None;
        };
        for _ in 0..strangers {
            self.set_aside("number that stands for nobody, beside one that is known");
        }
        Some(Whose { family, children })
    }

    fn nobody(&mut self, no_number: bool, at: &Spot) {
        let (what, hint) = if no_number {
            (
                "visit without a number of a family",
                "no number of a family",
            )
        } else {
            (
                "no family known for this number",
                "no family is known for the number here; send it as an identifier (docs/import.md)",
            )
        };
        self.set_aside(what);
        self.warn(at, &format!("left out: {hint}"));
    }

    /// The kind of visit by its codes, the first that is known; notes a mistake when there is none.
    pub fn kind(&mut self, codes: &[String], at: &Spot) -> Option<&'a str> {
        let settings = self.context.settings;
        let known = codes.iter().find_map(|code| settings.kinds.get(code));
        let kind = known.or(settings.default_kind.as_ref());
        if kind.is_none() {
            let reason = format!(
                "expected a code that is known; add it to kinds in {}, or give a default_kind",
                settings_file(self.context.source)
            );
            self.refuse(at, "kind", &reason);
        }
        kind.map(String::as_str)
    }

    /// What is known of an interpreter when the source says nothing of one: nobody has said that there is
    /// one, so a family that needs one is told so.
    pub fn interpreter(&self, family: &str) -> &'static str {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
        let language = self.context.identities.language(family);
        match language.map(primary) {
            Some(language) if language != primary(self.context.language) => "not_yet",
            _ => "not_needed",
        }
    }
}
