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
#[path = "caseload_tests.rs"]
mod tests;
