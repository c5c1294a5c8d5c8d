//! One measurement and its goal.

use std::fmt;

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

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(limit) => write!(f, "<={limit}"),
            Self::AtLeast(limit) => write!(f, ">={limit}"),
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
        let value = if self.value.fract() == 0.0 {
            format!("{}", self.value)
        } else {
            format!("{:.2}", self.value)
        };
        write!(
            f,
            "{:<28}  {value:>10}  {:<10}  {:>10}  {verdict}",
            self.name,
            self.unit,
            self.goal.to_string()
        )
    }
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
    }

    #[test]
    fn no_number_meets_no_goal() {
        assert!(!Measured::new("a", f64::NAN, "s", Goal::AtMost(5.0)).is_ok());
    }
}
