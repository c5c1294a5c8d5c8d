//! One measurement and its goal.

use std::fmt;

use anyhow::Result;
use serde_json::{Value, json};

/// What a value is held against.
#[derive(Clone, Copy)]
pub enum Goal {
    /// The value may not be higher.
    AtMost(f64),
    /// The value may not be lower.
    AtLeast(f64),
}

/// What somebody else needed or reached for the same work in the same run.
pub struct Peer {
    /// Who.
    pub name: &'static str,
    /// Our figure.
    pub ours: f64,
    /// Theirs.
    pub theirs: f64,
    /// The unit of both.
    pub unit: &'static str,
}

/// A measured value with its goal.
pub struct Measured {
    /// Stable name, for `--only` and for comparing runs.
    pub name: String,
    /// The value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What it is held against.
    pub goal: Goal,
    /// Where the value is a ratio: of what.
    pub peer: Option<Peer>,
}

impl Measured {
    /// A value with its goal.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str, goal: Goal) -> Self {
        Self {
            name: name.into(),
            value,
            unit,
            goal,
            peer: None,
        }
    }

    /// The same, which is a ratio of these two.
    #[must_use]
    pub fn beside(mut self, peer: Peer) -> Self {
        self.peer = Some(peer);
        self
    }

    /// `ok` or `SHORT`.
    pub fn verdict(&self) -> &'static str {
        if self.is_ok() { "ok" } else { "SHORT" }
    }

    /// For programs: what a line says, and what the table says beside it.
    pub fn to_json(&self) -> Value {
        let figure = |value: f64, unit: &str| json!({"value": value, "unit": unit});
        let peer = self.peer.as_ref();
        json!({
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "ours": peer.map_or_else(|| figure(self.value, self.unit), |p| figure(p.ours, p.unit)),
            "peer": peer.map(|p| json!({"name": p.name, "value": p.theirs, "unit": p.unit})),
            "ratio": peer.map(|_| self.value),
            "goal": self.goal.to_string(),
            "verdict": self.verdict(),
        })
    }

    /// Whether the goal is met. A value that is no number meets none.
    pub fn is_ok(&self) -> bool {
        match self.goal {
            Goal::AtMost(limit) => self.value <= limit,
            Goal::AtLeast(limit) => self.value >= limit,
        }
    }
}

/// Says why a group was not measured. That is no failure.
pub fn nothing(group: &str, why: &impl fmt::Display) -> Result<Vec<Measured>> {
    println!("{group}: not measured: {why}");
    Ok(Vec::new())
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(limit) => write!(f, "<={}", short(*limit)),
            Self::AtLeast(limit) => write!(f, ">={}", short(*limit)),
        }
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<30}  {:>10}  {:<10}  {:>10}  {}",
            self.name,
            short(self.value),
            self.unit,
            self.goal.to_string(),
            self.verdict()
        )
    }
}

/// As many digits as tell something.
pub fn short(value: f64) -> String {
    let digits = if value.abs() < 1.0 { 3 } else { 2 };
    let text = format!("{value:.digits$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_name_value_unit_goal_and_verdict() {
        let words = |m: Measured| {
            m.to_string()
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words(Measured::new("a", 2.0, "s", Goal::AtMost(5.0))),
            ["a", "2", "s", "<=5", "ok"]
        );
        assert_eq!(
            words(Measured::new("b", 1.256, "1/s", Goal::AtLeast(2.0))),
            ["b", "1.26", "1/s", ">=2", "SHORT"]
        );
        assert_eq!(
            words(Measured::new("c", 0.857, "share", Goal::AtLeast(0.656_69))),
            ["c", "0.857", "share", ">=0.657", "ok"]
        );
    }

    #[test]
    fn programs_read_what_the_line_and_the_table_say() {
        let alone = Measured::new("a", 2.0, "s", Goal::AtMost(5.0)).to_json();
        assert_eq!(alone["ours"], json!({"value": 2.0, "unit": "s"}));
        assert_eq!(alone["goal"], "<=5");
        assert!(alone["peer"].is_null() && alone["ratio"].is_null());
        let beside = Measured::new("b", 0.2, "x", Goal::AtLeast(0.25)).beside(Peer {
            name: "nginx",
            ours: 2.0,
            theirs: 10.0,
            unit: "requests/s",
        });
        let beside = beside.to_json();
        assert_eq!(beside["ours"], json!({"value": 2.0, "unit": "requests/s"}));
        assert_eq!(beside["peer"]["value"], 10.0);
        assert_eq!(beside["ratio"], 0.2);
        assert_eq!(beside["verdict"], "SHORT");
    }

    #[test]
    fn no_number_meets_no_goal() {
        assert!(!Measured::new("a", f64::NAN, "s", Goal::AtMost(5.0)).is_ok());
    }
}
