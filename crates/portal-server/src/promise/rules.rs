//! The centre's rules put beside a case: the days that laws and policies set, and how long an agency
//! may be silent.
//!
//! This happens when it is answered and not when a snapshot is made: an update of the program brings other
//! default rules, and they hold from then on.

use std::sync::Arc;

use jiff::ToSpan;
use portal_types::{PlaybookRules, PromiseBasis, PromiseFrom};

use crate::facts::AgencyFact;
use crate::store::bodies::{PromiseBody, StepBody};

/// The agencies, with what they left to the rules filled in. What an agency says of itself comes first.
#[must_use]
pub fn agencies(rules: &PlaybookRules, told: &[AgencyFact]) -> Arc<[AgencyFact]> {
    let ruled = |agency: &AgencyFact| {
        let of_kind = || rules.agencies.get(&agency.kind)?.quiet_after_days;
        AgencyFact {
            quiet_after_days: agency.quiet_after_days.or_else(of_kind),
            ..agency.clone()
        }
    };
    told.iter().map(ruled).collect()
}

/// Lays the rules upon the steps.
pub fn apply(rules: &PlaybookRules, steps: &mut [StepBody]) {
    for step in steps {
        step.rule = rule(rules, step);
    }
}

/// The day a law or policy sets for this step, if the day it is counted from is known.
#[must_use]
pub fn rule(rules: &PlaybookRules, step: &StepBody) -> Option<PromiseBody> {
    let rule = rules.steps.get(&step.kind)?.promise.as_ref()?;
    let from = match rule.from {
        PromiseFrom::StartedOn => step.started_on,
        PromiseFrom::AskedOn => step.asked_on,
    };
    let citation = |key| rules.promise_sources.get(key)?.citation.as_ref();
    Some(PromiseBody {
        by: from?.checked_add(rule.days.days()).ok()?,
        made_on: None,
        basis: if citation(&rule.source).is_some() {
            PromiseBasis::Law
        } else {
            PromiseBasis::Policy
        },
        source_key: Some(rule.source.clone()),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use portal_types::{AgencyRules, PromiseRule, PromiseSourceRules, StepRules};

    use super::super::tests::{agency, body};
    use super::*;
    use crate::facts::StepStage;

    fn rules(from: PromiseFrom, days: i32, citation: Option<&str>) -> PlaybookRules {
        let mut rules = PlaybookRules::default();
        let promise = PromiseRule {
            days,
            from,
            source: "rule".to_owned(),
        };
        rules.steps.insert(
            "police_investigation".to_owned(),
            StepRules {
                bring: vec![],
                promise: Some(promise),
            },
        );
        rules.promise_sources.insert(
            "rule".to_owned(),
            PromiseSourceRules {
                citation: citation.map(str::to_owned),
                date_checked: None,
            },
        );
        rules
    }

    #[test]
    fn a_rule_counts_calendar_days_from_its_own_day_and_is_a_law_where_one_is_cited() {
        use PromiseFrom::{AskedOn, StartedOn};
        let law = Some("RSMo 210.183");
        let table: [(_, _, _, Option<Date>, _); 5] = [
            (
                StartedOn,
                45,
                law,
                Some(date(2026, 2, 13)),
                PromiseBasis::Law,
            ),
            // Over the end of a year, and over the night the clocks change.
            (
                StartedOn,
                3,
                None,
                Some(date(2026, 1, 2)),
                PromiseBasis::Policy,
            ),
            (AskedOn, 14, law, Some(date(2026, 3, 14)), PromiseBasis::Law),
            (
                StartedOn,
                1000,
                law,
                Some(date(2028, 9, 25)),
                PromiseBasis::Law,
            ),
            (
                AskedOn,
                3,
                None,
                Some(date(2026, 3, 3)),
                PromiseBasis::Policy,
            ),
        ];
        for (from, days, citation, by, basis) in table {
            let step = StepBody {
                started_on: Some(date(2025, 12, 30)),
                asked_on: Some(date(2026, 2, 28)),
                ..body(StepStage::InProgress, None)
            };
            let found = rule(&rules(from, days, citation), &step).expect("a promise");
            assert_eq!(
                (Some(found.by), found.basis),
                (by, basis),
                "{from:?} {days}"
            );
            assert_eq!(found.source_key.as_deref(), Some("rule"));
        }
        let unknown = body(StepStage::InProgress, None);
        assert_eq!(rule(&rules(StartedOn, 45, law), &unknown), None);
        let other = StepBody {
            kind: "trial".to_owned(),
            started_on: Some(date(2026, 1, 1)),
            ..unknown
        };
        assert_eq!(rule(&rules(StartedOn, 45, law), &other), None);
    }

    #[test]
    fn an_agencys_own_silence_comes_before_that_of_its_kind() {
        let mut rules = PlaybookRules::default();
        let of_kind = AgencyRules {
            quiet_after_days: Some(21),
        };
        rules.agencies.insert("police".to_owned(), of_kind);
        let silent = AgencyFact {
            quiet_after_days: None,
            ..agency(true)
        };
        let of_no_kind = AgencyFact {
            kind: "court".to_owned(),
            ..silent.clone()
        };
        let ruled = agencies(&rules, &[agency(true), silent, of_no_kind]);
        let days: Vec<_> = ruled.iter().map(|a| a.quiet_after_days).collect();
        assert_eq!(days, [Some(30), Some(21), None]);
    }
}
