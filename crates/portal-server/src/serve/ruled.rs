//! The agencies of what is published, under the rules in force: worked out once and not for each answer.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use portal_types::PlaybookRules;

use crate::facts::AgencyFact;
use crate::promise;

/// The last agencies that were asked for, as they were told and as they stand under the rules.
///
/// Agencies and a centre's own rules are published together, and the program's rules stay as they are while it runs: the
/// same agencies stand under the same rules.
#[derive(Default)]
pub struct Ruled(ArcSwapOption<[Arc<[AgencyFact]>; 2]>);

impl Ruled {
    /// The agencies under these rules.
    pub fn agencies(&self, rules: &PlaybookRules, told: &Arc<[AgencyFact]>) -> Arc<[AgencyFact]> {
        let known = self.0.load();
        if let Some([of, ruled]) = known.as_deref()
            && Arc::ptr_eq(of, told)
        {
            return Arc::clone(ruled);
        }
        let ruled = promise::agencies(rules, told);
        let known = [Arc::clone(told), Arc::clone(&ruled)];
        self.0.store(Some(Arc::new(known)));
        ruled
    }
}

#[cfg(test)]
mod tests {
    use portal_types::AgencyRules;

    use super::*;

    #[test]
    fn agencies_stand_under_the_rules_once_and_others_anew() {
        let told = |id: &str| -> Arc<[AgencyFact]> {
            [AgencyFact {
                id: id.to_owned(),
                kind: "police".to_owned(),
                name: "Police".to_owned(),
                phone: None,
                quiet_after_days: None,
                last_confirmed_on: None,
                ok: true,
            }]
            .into()
        };
        let mut rules = PlaybookRules::default();
        let after_21_days = AgencyRules {
            quiet_after_days: Some(21),
        };
        rules.agencies.insert("police".to_owned(), after_21_days);
        let (ruled, first, next) = (Ruled::default(), told("first"), told("next"));
        let found = ruled.agencies(&rules, &first);
        assert_eq!(found[0].quiet_after_days, Some(21));
        assert!(Arc::ptr_eq(&found, &ruled.agencies(&rules, &first)));
        assert_eq!(ruled.agencies(&rules, &next)[0].id, "next");
        assert_eq!(ruled.agencies(&rules, &first)[0].id, "first");
    }
}
