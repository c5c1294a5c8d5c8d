//! Families whose cases have ended, so that the demo's board has something to show. They have no caregivers:
//! nobody signs in for them, and no screen but the board knows of them.
//!
//! Told by calendar months before today, because that is how the board counts: ten families begin in each of
//! six months, and what is promised to them lies in that month or the next.

use std::iter;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::board::Month;

/// Families that begin in one month.
const EACH: usize = 10;

/// The months they begin in, counted back from this one.
const BEGIN: [usize; 6] = [8, 7, 6, 5, 4, 3];

/// One kind of step that these families had.
struct Work {
    kind: &'static str,
    agency: &'static str,
    /// Whether its day lies in the month after the one the family began in.
    later: bool,
    /// How many of ten families have it.
    families: usize,
    /// Of ten promises, how many were kept, by how many months ago.
    kept: fn(usize) -> usize,
    by: By,
}

/// Who set the day.
#[derive(Clone, Copy)]
enum By {
    Worker,
    /// An agency's own rule, by its key in the playbook.
    Policy(&'static str),
    /// The playbook, so many days after the step began; the feed says nothing.
    Rule(i32),
}

const WORKS: [Work; 10] = [
    // Bad, and getting better every month.
    work(
        "police_report_copy",
        "police",
        10,
        |ago| 10 - ago,
        By::Worker,
    ),
    later(work(
        "police_investigation",
        "police",
        10,
        |ago| 10 - ago,
        By::Worker,
    )),
    work("cps_investigation", "children", 10, |_| 8, By::Rule(45)),
    later(work(
        "cps_finding_letter",
        "children",
        10,
        |_| 9,
        By::Worker,
    )),
    work("medical_exam", "clinic", 10, |_| 10, By::Worker),
    later(work(
        "lab_results",
        "clinic",
        10,
        |_| 9,
        By::Policy("clinic_policy_results"),
    )),
    // Six families in the first and the last of these months are too few to be shown.
    work("prosecutor_review", "prosecutor", 6, |_| 6, By::Worker),
    later(work(
        "charging_decision",
        "prosecutor",
        7,
        |_| 5,
        By::Worker,
    )),
    later(work(
        "counselling_intake",
        "lantern",
        10,
        |_| 7,
        By::Rule(42),
    )),
    // Always too few: the board does not name them.
    work(
        "housing_referral",
        "harbor",
        3,
        |_| 5,
        By::Policy("housing_policy_plan"),
    ),
];

const fn work(
    kind: &'static str,
    agency: &'static str,
    families: usize,
    kept: fn(usize) -> usize,
    by: By,
) -> Work {
    Work {
        kind,
        agency,
        later: false,
        families,
        kept,
        by,
    }
}

const fn later(work: Work) -> Work {
    Work {
        later: true,
        ..work
    }
}

/// The case feed of these families, told as of `today`.
#[must_use]
pub fn tell(today: Date, now: Timestamp) -> String {
    let mut rows = vec![json!({"type": "feed", "version": 1, "as_of": now.to_string()})];
    let places = BEGIN.into_iter().flat_map(|ago| iter::repeat_n(ago, EACH));
    for (number, ago) in places.enumerate() {
        let family = format!("ended-{:02}", number + 1);
        let language = ["en", "es", "vi", "ar", "so"][number % 5];
        rows.push(json!({"type": "family", "id": family, "language": language}));
        let place = number % EACH;
        for (order, work) in WORKS.iter().enumerate().filter(|(_, w)| place < w.families) {
            let ago = ago - usize::from(work.later);
            let id = format!("{family}-{order}");
            rows.extend(work.step(&id, &family, order, day(today, ago, place), ago, place));
        }
    }
    rows.iter().map(|row| format!("{row}\n")).collect()
}

/// A day of the month so many months ago.
fn day(today: Date, ago: usize, place: usize) -> Date {
    let months = iter::successors(Some(Month::of(today)), |month| Some(month.before()));
    let month = months.skip(ago).map(Month::first_day).next();
    month.unwrap_or(today).saturating_add(days(2 + 2 * place))
}

fn days(count: usize) -> jiff::Span {
    i64::try_from(count).unwrap_or(0).days()
}

impl Work {
    /// The step and what was promised for it.
    fn step(
        &self,
        id: &str,
        family: &str,
        order: usize,
        by: Date,
        ago: usize,
        place: usize,
    ) -> Vec<Value> {
        let is_kept = (place * 7 + order) % EACH < (self.kept)(ago);
        let late = 1 + (place * 13 + order) % (9 * ago);
        let done_on = if is_kept {
            by.saturating_sub(days(place % 4))
        } else {
            by.saturating_add(days(late))
        };
        let begun = match self.by {
            By::Rule(after) => by.saturating_sub(after.days()),
            By::Worker | By::Policy(_) => by.saturating_sub(days(21)),
        };
        let mut step = json!({"type": "step", "id": id, "family": family, "kind": self.kind, "agency": self.agency,
            "order": order * 10, "started_on": begun.to_string(), "last_confirmed_on": done_on.to_string()});
        if self.kind == "charging_decision" && place == 6 {
            step["state"] = "closed_no_action".into();
            step["reason"] = "charges_not_filed".into();
        } else {
            step["state"] = "done".into();
            step["done_on"] = done_on.to_string().into();
        }
        let mut rows = vec![step];
        rows.extend(self.promise(&format!("{id}-a"), id, by, begun));
        // Whoever is late by more than two weeks gave another day first, and it does not help them.
        if late > 14 && !is_kept {
            rows.extend(self.promise(&format!("{id}-b"), id, done_on, by));
        }
        rows
    }

    fn promise(&self, id: &str, step: &str, by: Date, made_on: Date) -> Option<Value> {
        let (basis, source_key) = match self.by {
            By::Rule(_) => return None,
            By::Worker => ("worker", "worker_word"),
            By::Policy(key) => ("policy", key),
        };
        Some(
            json!({"type": "promise", "id": id, "step": step, "by": by.to_string(),
            "made_on": made_on.to_string(), "basis": basis, "source_key": source_key}),
        )
    }
}
