//! One measurement and its goal.

use std::fmt;

use anyhow::Result;
use serde::{Serialize, Serializer};

/// What a value is held against.
#[derive(Clone, Copy)]
pub enum Goal {
    /// The value may not be higher.
    AtMost(f64),
    /// The value may not be lower.
    AtLeast(f64),
}

/// A measured value with its goal.
#[derive(Serialize)]
pub struct Measured {
    /// Stable name, for `--only` and for comparing runs.
    pub name: String,
    /// The value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What it is held against.
    pub goal: Goal,
}

impl Measured {
    /// A value with its goal.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str, goal: Goal) -> Self {
        Self {
            name: name.into(),
            value,
            unit,
            goal,
        }
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

impl Serialize for Goal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.is_ok() { "ok" } else { "SHORT" };
        write!(
            f,
            "{:<30}  {:>10}  {:<10}  {:>10}  {verdict}",
            self.name,
            short(self.value),
            self.unit,
            self.goal.to_string()
        )
    }
}

/// As many digits as tell something.
fn short(value: f64) -> String {
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
    fn no_number_meets_no_goal() {
        assert!(!Measured::new("a", f64::NAN, "s", Goal::AtMost(5.0)).is_ok());
    }
}
