//! One family as its advocate sees it in the list, and who comes first.

use std::cmp::Reverse;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use portal_types::{
    AgencyDays, Attention, CardState, CaregiverLine, FamilyLine, Interpreter, NewsLine, Overview,
    VisitLine,
};

use super::{overview, updates, visit};
use crate::clock::rfc3339;
use crate::store::CaseFile;
use crate::store::bodies::{AppointmentBody, Visit};
use crate::store::caseload::FamilyHead;

/// A visit in so many days or fewer is soon.
const SOON_DAYS: i32 = 1;

/// A card that ends in so many days or fewer is about to end.
pub const CARD_ENDS_SOON_DAYS: i32 = 14;

/// What is known of a family beside its case.
pub struct Beside {
    /// Its caregivers with their cards.
    pub caregivers: Vec<CaregiverLine>,
    /// The day this advocate opened it last.
    pub opened_on: Option<Date>,
    /// Whether it is not the advocate's own.
    pub is_emergency: bool,
}

/// Judges one family by the clock.
#[must_use]
pub fn family_line(
    head: &FamilyHead,
    case: &CaseFile,
    beside: Beside,
    zone: &TimeZone,
    now: &Zoned,
) -> FamilyLine {
    let told = overview(case, zone, now);
    let ahead = |visit: &&Visit| visit::is_ahead(visit, now.timestamp());
    let lacks = |visit: &&Visit| visit.body.interpreter == Interpreter::NotYet;
    let without = case.appointments.iter().filter(ahead).find(lacks);
    let mut line = FamilyLine {
        id: head.id.clone(),
        number: head.number.clone(),
        name: head.name.clone(),
        language: head.language.clone(),
        needs: Vec::new(),
        late: u32::try_from(told.late.len()).unwrap_or(u32::MAX),
        latest: latest(&told),
        quiet: quiet(&told),
        next_visit: visit::next(&case.appointments, now.timestamp())
            .and_then(|v| visit_line(&v.body, zone, now)),
        without_interpreter: without.and_then(|v| visit_line(&v.body, zone, now)),
        caregivers: beside.caregivers,
        news: news(head, case, beside.opened_on, now.date()),
        opened_on: beside.opened_on.map(|day| day.to_string()),
        emergency: beside.is_emergency,
    };
    line.needs = needs(&line);
    line
}

/// Puts those first who need somebody most: by the most pressing reason, then by how long it has lasted,
/// then by name.
pub fn sort(families: &mut [FamilyLine]) {
    let days = |of: &Option<AgencyDays>| of.as_ref().map_or(0, |d| d.days);
    families.sort_by_cached_key(|f| {
        (
            f.needs.first().copied().map_or((1, None), |n| (0, Some(n))),
            Reverse(days(&f.latest)),
            Reverse(days(&f.quiet)),
            f.next_visit.is_none(),
            f.next_visit.as_ref().map(|v| v.starts_at.clone()),
            f.name.clone(),
            f.number.clone(),
        )
    });
}

fn latest(told: &Overview) -> Option<AgencyDays> {
    told.late.first().map(|step| AgencyDays {
        agency: step.agency.clone(),
        step_kind: step.kind.clone(),
        days: step.days_late.unwrap_or(0),
    })
}

fn quiet(told: &Overview) -> Option<AgencyDays> {
    told.quiet.first().map(|q| AgencyDays {
        agency: q.agency.clone(),
        step_kind: q.step_kind.clone(),
        days: q.days,
    })
}

fn visit_line(body: &AppointmentBody, zone: &TimeZone, now: &Zoned) -> Option<VisitLine> {
    let local = |at: Timestamp| at.to_zoned(zone.clone());
    let starts = local(body.starts_at?);
    Some(VisitLine {
        kind: body.kind.clone(),
        agency: body.agency.clone(),
        in_days: super::days_between(now.date(), starts.date()),
        starts_at: rfc3339(&starts),
        interpreter: body.interpreter,
    })
}

/// What changed on the day the advocate opened the family last, or later. Of a family that was never
/// opened everything is new, so nothing is told apart.
fn news(
    head: &FamilyHead,
    case: &CaseFile,
    opened_on: Option<Date>,
    today: Date,
) -> Option<NewsLine> {
    let told = updates(&case.news, &head.access(), opened_on, today);
    let mut new = told.updates.into_iter().filter(|u| u.is_new);
    let newest = new.next()?;
    Some(NewsLine {
        count: u32::try_from(new.count() + 1).unwrap_or(u32::MAX),
        newest,
    })
}

fn needs(line: &FamilyLine) -> Vec<Attention> {
    let is_soon = |v: &VisitLine| v.in_days <= SOON_DAYS;
    let all = [
        (Attention::Late, line.late > 0),
        (Attention::Quiet, line.quiet.is_some()),
        (
            Attention::VisitSoon,
            line.next_visit.as_ref().is_some_and(is_soon),
        ),
        (Attention::NoInterpreter, line.without_interpreter.is_some()),
        (
            Attention::CardEnding,
            line.caregivers.iter().any(card_is_ending),
        ),
    ];
    let holds = all.into_iter().filter(|(_, holds)| *holds);
    holds.map(|(need, _)| need).collect()
}

/// Whether somebody who may see the case has a card that has ended or is about to.
fn card_is_ending(caregiver: &CaregiverLine) -> bool {
    let ends = caregiver.card.as_ref().is_some_and(|card| {
        matches!(card.state, CardState::Good | CardState::Ended)
            && card.ends_in_days <= CARD_ENDS_SOON_DAYS
    });
    caregiver.sees && ends
}

#[cfg(test)]
mod tests {
    use portal_types::CardLine;

    use super::*;

    fn line(name: &str) -> FamilyLine {
        FamilyLine {
            id: name.to_owned(),
            number: name.to_owned(),
            name: Some(name.to_owned()),
            language: "en".to_owned(),
            needs: Vec::new(),
            late: 0,
            latest: None,
            quiet: None,
            next_visit: None,
            without_interpreter: None,
            caregivers: Vec::new(),
            news: None,
            opened_on: None,
            emergency: false,
        }
    }

    fn days(days: i32) -> Option<AgencyDays> {
        Some(AgencyDays {
            agency: "a".to_owned(),
            step_kind: "s".to_owned(),
            days,
        })
    }

    fn visit_in(in_days: i32, interpreter: Interpreter) -> Option<VisitLine> {
        Some(VisitLine {
            kind: "k".to_owned(),
            agency: "a".to_owned(),
            starts_at: format!("2026-03-{:02}T09:00:00-05:00", 10 + in_days),
            in_days,
            interpreter,
        })
    }

    fn caregiver(state: CardState, ends_in_days: i32, sees: bool) -> CaregiverLine {
        CaregiverLine {
            id: "c".to_owned(),
            label: "Parent 1".to_owned(),
            language: "en".to_owned(),
            sees,
            barred: false,
            card: Some(CardLine {
                selector: "ABCD".to_owned(),
                state,
                ends_on: String::new(),
                ends_in_days,
                last_opened: None,
                wrong_tries: 0,
            }),
        }
    }

    #[test]
    fn a_family_needs_somebody_for_each_of_five_reasons() {
        use Attention::{CardEnding, Late, NoInterpreter, Quiet, VisitSoon};
        let with = |change: &dyn Fn(&mut FamilyLine)| {
            let mut line = line("f");
            change(&mut line);
            needs(&line)
        };
        let table: [(&str, Vec<Attention>, Vec<Attention>); 10] = [
            ("nothing", with(&|_| ()), vec![]),
            ("late", with(&|l| l.late = 1), vec![Late]),
            ("quiet", with(&|l| l.quiet = days(31)), vec![Quiet]),
            (
                "tomorrow",
                with(&|l| l.next_visit = visit_in(1, Interpreter::NotNeeded)),
                vec![VisitSoon],
            ),
            (
                "the day after tomorrow",
                with(&|l| l.next_visit = visit_in(2, Interpreter::NotNeeded)),
                vec![],
            ),
            (
                "no interpreter",
                with(&|l| l.without_interpreter = visit_in(9, Interpreter::NotYet)),
                vec![NoInterpreter],
            ),
            (
                "card ends in two weeks",
                with(&|l| l.caregivers = vec![caregiver(CardState::Good, 14, true)]),
                vec![CardEnding],
            ),
            (
                "card ends later",
                with(&|l| l.caregivers = vec![caregiver(CardState::Good, 15, true)]),
                vec![],
            ),
            (
                "ended, but nothing to see",
                with(&|l| l.caregivers = vec![caregiver(CardState::Ended, -3, false)]),
                vec![],
            ),
            (
                "frozen on purpose",
                with(&|l| l.caregivers = vec![caregiver(CardState::Frozen, 3, true)]),
                vec![],
            ),
        ];
        for (why, told, expected) in table {
            assert_eq!(told, expected, "{why}");
        }
    }

    #[test]
    fn who_needs_somebody_most_comes_first() {
        let with = |name: &str, change: &dyn Fn(&mut FamilyLine)| {
            let mut line = line(name);
            change(&mut line);
            line.needs = needs(&line);
            line
        };
        let late = |n: i32| move |l: &mut FamilyLine| (l.late, l.latest) = (1, days(n));
        let mut all = vec![
            with("b nothing", &|_| ()),
            with("a nothing", &|_| ()),
            with("card", &|l| {
                l.caregivers = vec![caregiver(CardState::Good, 3, true)];
            }),
            with("tomorrow", &|l| {
                l.next_visit = visit_in(1, Interpreter::Booked);
            }),
            with("today", &|l| {
                l.next_visit = visit_in(0, Interpreter::Booked);
            }),
            with("quiet for 40", &|l| l.quiet = days(40)),
            with("quiet for 400", &|l| l.quiet = days(400)),
            with("late for 3", &late(3)),
            with("late for 30", &late(30)),
        ];
        sort(&mut all);
        let names: Vec<_> = all.iter().map(|l| l.number.as_str()).collect();
        let expected = [
            "late for 30",
            "late for 3",
            "quiet for 400",
            "quiet for 40",
            "today",
            "tomorrow",
            "card",
            "a nothing",
            "b nothing",
        ];
        assert_eq!(names, expected);
    }
}
