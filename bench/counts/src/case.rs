//! A case with as many steps as one likes, of every stage, early and late.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};
use portal_server::facts::{AgencyFact, StepStage};
use portal_server::store::CaseFile;
use portal_server::store::bodies::{ChildBody, PromiseBody, StepBody};
use portal_types::{Contact, PromiseBasis, WhoActs};

const DAY: Date = date(2026, 3, 3);

const AGENCIES: [&str; 6] = [
    "police",
    "prosecutor",
    "hospital",
    "counselling",
    "housing",
    "compensation",
];

/// Each as often as the others: what is over costs less to judge than what is not.
const STAGES: [StepStage; 7] = [
    StepStage::NotStarted,
    StepStage::WaitingFamily,
    StepStage::InProgress,
    StepStage::Paused,
    StepStage::Done,
    StepStage::ClosedNoAction,
    StepStage::CannotSay,
];

/// Ten in the morning of the day everything is judged on.
pub fn now() -> Result<Zoned, jiff::Error> {
    DAY.at(10, 0, 0, 0).to_zoned(TimeZone::UTC)
}

/// The case.
pub fn with_steps(count: usize) -> CaseFile {
    CaseFile {
        agencies: AGENCIES.map(agency).into(),
        steps: (0..count).map(step).collect(),
        ..CaseFile::default()
    }
}

fn agency(id: &str) -> AgencyFact {
    AgencyFact {
        id: id.to_owned(),
        kind: id.to_owned(),
        name: format!("Riverbend {id}"),
        phone: Some("816-555-0110".to_owned()),
        quiet_after_days: Some(14),
        last_confirmed_on: Some(DAY),
        ok: true,
    }
}

/// The same for the same place in the list.
fn step(at: usize) -> StepBody {
    let agency = AGENCIES[at % AGENCIES.len()];
    StepBody {
        id: format!("step-{at}"),
        kind: format!("{agency}_review"),
        agency: agency.to_owned(),
        stage: STAGES[at % STAGES.len()],
        who_acts: WhoActs::Agency,
        children: vec![child()],
        started_on: Some(DAY - 60.days()),
        done_on: None,
        last_confirmed_on: Some(days_away(at, 40)),
        asked_on: None,
        asked_by: None,
        next_check_on: None,
        reason: None,
        contact: Some(contact(agency)),
        escalation: vec![contact(agency)],
        promises: (0..at % 4).map(|n| promise(at, n)).collect(),
        source: 0,
        reached: None,
        past: Vec::new(),
        rule: None,
    }
}

/// A day up to so many days before or after.
fn days_away(at: usize, most: i64) -> Date {
    DAY + (at as i64 % (2 * most) - most).days()
}

/// Of several promises for one step each is later than the one before: it was moved.
fn promise(at: usize, nth: usize) -> PromiseBody {
    PromiseBody {
        by: days_away(at, 30) + (nth as i64 * 5).days(),
        made_on: Some(DAY - (40 - nth as i64 * 5).days()),
        basis: PromiseBasis::Worker,
        source_key: None,
    }
}

fn child() -> ChildBody {
    ChildBody {
        id: "child-1".to_owned(),
        number: 1,
        first_name: None,
    }
}

fn contact(agency: &str) -> Contact {
    Contact {
        name: format!("Worker at {agency}"),
        role: "advocate".to_owned(),
        agency: agency.to_owned(),
        phone: Some("816-555-0111".to_owned()),
        extension: None,
    }
}
