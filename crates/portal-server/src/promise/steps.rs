//! All steps of a case as a family reads them today.

use jiff::civil::Date;
use portal_types::{Contact, Step};

use super::standing::Standing;
use super::told;
use crate::store::CaseFile;
use crate::store::bodies::StepBody;

/// Judges every step and tells it.
#[must_use]
pub fn steps(case: &CaseFile, today: Date) -> Vec<Step> {
    let standings = standings(case, today);
    standings
        .map(|(body, standing)| tell(case, body, standing, today))
        .collect()
}

/// Every step with how it stands today: telling one takes far longer than judging it.
pub(super) fn standings(
    case: &CaseFile,
    today: Date,
) -> impl Iterator<Item = (&StepBody, Standing)> {
    let of = move |body| (body, Standing::of(body, &case.agencies, today));
    case.steps.iter().map(of)
}

/// A step in full. One that is late or quiet and names nobody to call has the advocate to call.
pub(super) fn tell(case: &CaseFile, body: &StepBody, standing: Standing, today: Date) -> Step {
    let mut step = told(body, standing, today);
    let mut named = step.contact.iter().chain(&step.escalation);
    if standing.is_pressing() && !named.any(|contact| contact.phone.is_some()) {
        step.escalation.extend(advocate(case).cloned());
    }
    step
}

/// The family's advocate.
pub(super) fn advocate(case: &CaseFile) -> Option<&Contact> {
    let mut team = case.team.iter().map(|t| &t.member);
    team.find(|member| member.is_advocate)
        .map(|member| &member.contact)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use portal_types::TeamMember;

    use super::super::tests::{agency, body};
    use super::*;
    use crate::facts::StepStage;
    use crate::store::bodies::{StepBody, TeamBody};

    fn contact(name: &str, phone: Option<&str>) -> Contact {
        Contact {
            name: name.to_owned(),
            role: "advocate".to_owned(),
            agency: "center".to_owned(),
            phone: phone.map(str::to_owned),
            extension: None,
        }
    }

    #[test]
    fn who_is_late_or_quiet_and_names_nobody_has_the_advocate_to_call() {
        let today = date(2026, 3, 10);
        let advocate = contact("Joel Marsh", Some("816-555-0104"));
        let (late, ahead) = (Some(date(2026, 3, 1)), Some(date(2026, 4, 1)));
        let silent = StepBody {
            last_confirmed_on: Some(date(2025, 1, 1)),
            ..body(StepStage::InProgress, None)
        };
        let named = StepBody {
            contact: Some(contact("Mark Ellery", Some("816-555-0111"))),
            ..body(StepStage::InProgress, late)
        };
        let without_number = StepBody {
            contact: Some(contact("Mark Ellery", None)),
            ..named.clone()
        };
        let table = [
            (body(StepStage::InProgress, late), 1, "late"),
            (silent, 1, "quiet"),
            (without_number, 1, "nobody who can be called"),
            (named, 0, "somebody is named"),
            (body(StepStage::InProgress, ahead), 0, "in time"),
        ];
        for (step, count, why) in table {
            let case = CaseFile {
                agencies: [agency(true)].into(),
                steps: vec![step],
                team: vec![TeamBody {
                    member: TeamMember {
                        contact: advocate.clone(),
                        is_advocate: true,
                    },
                }],
                ..CaseFile::default()
            };
            let judged = steps(&case, today);
            assert_eq!(judged[0].escalation.len(), count, "{why}");
        }
    }
}
