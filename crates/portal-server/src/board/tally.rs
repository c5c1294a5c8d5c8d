//! All groups of the months that are being closed, counted in one pass over the steps.

use std::collections::BTreeMap;

use portal_types::BoardFigures;
use serde::{Deserialize, Serialize};

use super::{Counted, Group, Month, counted};
use crate::facts::AgencyFact;
use crate::store::bodies::StepBody;

/// The groups of some months, by month and agency.
#[derive(Clone, Debug)]
pub struct Tally {
    months: BTreeMap<Month, BTreeMap<String, Group>>,
}

/// A closed month: all that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The month.
    pub month: Month,
    /// Agencies whose group was large enough. Of others nothing is kept, not even that there was one.
    pub agencies: Vec<ClosedAgency>,
}

/// An agency in a closed month, as it was called then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedAgency {
    /// Agency id.
    pub agency: String,
    /// Playbook key.
    pub kind: String,
    /// Proper name.
    pub name: String,
    /// What is shown of its group.
    pub figures: BoardFigures,
}

impl Tally {
    /// Nothing counted yet for these months.
    pub fn of(months: impl IntoIterator<Item = Month>) -> Self {
        let none = |month| (month, BTreeMap::new());
        Self {
            months: months.into_iter().map(none).collect(),
        }
    }

    /// Counts one step, if it counts and its month is being closed. All steps of a family come one after the
    /// other.
    pub fn take(&mut self, family: &str, step: &StepBody) {
        let Some(Counted { month, delay }) = counted(step) else {
            return;
        };
        let Some(groups) = self.months.get_mut(&month) else {
            return;
        };
        if let Some(group) = groups.get_mut(&step.agency) {
            group.add(family, delay);
        } else {
            let group = groups.entry(step.agency.clone()).or_default();
            group.add(family, delay);
        }
    }

    /// Closes the months. A group of an agency that no source tells of any more has no name to stand under
    /// and is left out.
    #[must_use]
    pub fn close(self, agencies: &[AgencyFact]) -> Vec<Closed> {
        let shown = |(id, group): (String, Group)| {
            let figures = group.figures()?;
            let agency = agencies.iter().find(|agency| agency.id == id)?;
            Some(ClosedAgency {
                kind: agency.kind.clone(),
                name: agency.name.clone(),
                agency: id,
                figures,
            })
        };
        let months = self.months.into_iter();
        months
            .map(|(month, groups)| Closed {
                month,
                agencies: groups.into_iter().filter_map(shown).collect(),
            })
            .collect()
    }
}
