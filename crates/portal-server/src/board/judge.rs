//! Which steps count on the board, by which day, and how late each was.

use jiff::civil::Date;
use portal_types::WhoActs;

use super::Month;
use crate::facts::StepStage;
use crate::promise::{days_between, first};
use crate::store::bodies::StepBody;

/// A promise that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The month its day lies in.
    pub month: Month,
    /// What became of it.
    pub delay: Delay,
}

/// How late a promise was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    /// Calendar days after the promised day; 0 when it was kept.
    pub days: u8,
    /// Whether it was not kept yet at the end of these days.
    pub open: bool,
}

/// What a step says of the agency that promised it; `None` where it says nothing.
///
/// A step counts once, by the day that was promised for it first: a day that is moved is late from the day
/// the family was told at first. Days that a law or policy sets are promises as well; the step has to have
/// its rule filled in. A promise is kept when the step was done on its day or before. A step does not count
///
/// - without any promised day, or while the family is the one to act;
/// - when it ended without action or may not be told: nobody knows whether that was in time. It does count
///   when the day had been replaced after it had gone by, because the family reads of that as missed.
#[must_use]
pub fn counted(step: &StepBody) -> Option<Counted> {
    if step.who_acts == WhoActs::Family {
        return None;
    }
    let first = first(step)?;
    let month = Month::of(first.by);
    let since = |day: Date| Delay::between(first.by, day, month.closes_on());
    let delay = match step.stage {
        StepStage::Done => since(step.done_on?),
        StepStage::NotStarted | StepStage::InProgress | StepStage::Paused => since(Date::MAX),
        StepStage::WaitingFamily => return None,
        StepStage::ClosedNoAction | StepStage::CannotSay => Delay {
            open: true,
            ..since(first.replaced_on.filter(|day| *day > first.by)?)
        },
    };
    Some(Counted { month, delay })
}

impl Delay {
    /// The longest delay that is told: from the first day of a long month to the day it is closed.
    pub const LONGEST: u8 = 60;

    /// From the promised day to the day it was done, as far as it is known on the day the month is closed.
    fn between(by: Date, done: Date, closes_on: Date) -> Self {
        let days = days_between(by, done.min(closes_on)).clamp(0, Self::LONGEST.into());
        Self {
            days: u8::try_from(days).unwrap_or(Self::LONGEST),
            open: done > closes_on,
        }
    }
}
