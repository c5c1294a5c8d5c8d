//! Two lists of counts, and what differs.

use std::collections::BTreeSet;
use std::fmt;

use super::Counts;

/// One count that is not what it was.
#[derive(Debug, PartialEq)]
pub struct Change {
    what: String,
    kind: Kind,
}

#[derive(Debug, PartialEq)]
enum Kind {
    /// More than is let pass.
    Grown { known: u64, now: u64 },
    /// Less: the baseline could be lower.
    Shrunk { known: u64, now: u64 },
    /// Not in the baseline.
    New { now: u64 },
    /// In the baseline alone.
    Gone { known: u64 },
}

impl Change {
    /// Whether the run must fail: where less is needed, nothing is wrong.
    pub fn is_refused(&self) -> bool {
        !matches!(self.kind, Kind::Shrunk { .. })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = &self.what;
        match self.kind {
            Kind::Grown { known, now } => write!(f, "{what}: GROWN from {known} to {now}"),
            Kind::Shrunk { known, now } => write!(f, "{what}: shrunk from {known} to {now}"),
            Kind::New { now } => write!(f, "{what}: NEW, {now}"),
            Kind::Gone { known } => write!(f, "{what}: GONE, was {known}"),
        }
    }
}

/// What is more than so many times what it was, or less by as much, by name; `of` says what is counted.
pub fn compare(of: &str, known: &Counts, now: &Counts, most: f64) -> Vec<Change> {
    let grew = |known: u64, now: u64| now as f64 > known as f64 * most;
    let names: BTreeSet<&String> = known.keys().chain(now.keys()).collect();
    let change = |name: &String| {
        let kind = match (known.get(name), now.get(name)) {
            (Some(&known), Some(&now)) if grew(known, now) => Kind::Grown { known, now },
            (Some(&known), Some(&now)) if grew(now, known) => Kind::Shrunk { known, now },
            (None, Some(&now)) => Kind::New { now },
            (Some(&known), None) => Kind::Gone { known },
            _ => return None,
        };
        let what = format!("{of} {name}");
        Some(Change { what, kind })
    };
    names.into_iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(counts: &[(&str, u64)]) -> Counts {
        counts.iter().map(|(n, c)| ((*n).to_owned(), *c)).collect()
    }

    #[test]
    fn what_grows_or_comes_or_goes_is_refused_and_what_shrinks_is_told() {
        let known = counts(&[("a", 1000), ("b", 1000), ("c", 1000), ("d", 5)]);
        let now = counts(&[("a", 1001), ("b", 999), ("c", 1000), ("e", 7)]);
        let changes = compare("size", &known, &now, 1.0);
        let told: Vec<_> = changes
            .iter()
            .map(|change| (change.to_string(), change.is_refused()))
            .collect();
        assert_eq!(
            told,
            [
                ("size a: GROWN from 1000 to 1001".to_owned(), true),
                ("size b: shrunk from 1000 to 999".to_owned(), false),
                ("size d: GONE, was 5".to_owned(), true),
                ("size e: NEW, 7".to_owned(), true),
            ]
        );
    }

    #[test]
    fn three_in_a_hundred_more_instructions_pass() {
        let known = counts(&[("a", 1000)]);
        let refused = |now| {
            let changes = compare("n", &known, &counts(&[("a", now)]), 1.03);
            changes.iter().any(Change::is_refused)
        };
        assert!(!refused(1030) && refused(1031) && !refused(10));
    }
}
