//! Which entry of a UID counts: the latest version, and beside a series the changes of single instances.

use std::collections::HashMap;

use jiff::Timestamp;

use super::super::visits::{Desk, Spot};
use super::entry::Entry;
use super::series::{Moments, Visit, exception, series};
use super::time::Stamp;

/// Visits of one file at most: they are in memory all at once.
const MAX_VISITS: usize = 200_000;

/// Days that all rules of one file may be followed for.
const MAX_DAYS: u32 = 20_000_000;

/// All entries with one UID.
#[derive(Default)]
struct Group {
    main: Option<Entry>,
    instances: Vec<Entry>,
}

/// Every UID once, in the order of the file.
#[derive(Default)]
pub struct Groups {
    order: Vec<Group>,
    by_uid: HashMap<String, usize>,
    by_instance: HashMap<(usize, Timestamp), usize>,
}

impl Groups {
    /// Adds an entry; of two that mean the same the later version counts, and the later in the file
    /// (RFC 5545 section 3.8.7.4, SEQUENCE).
    pub fn add(&mut self, entry: Entry, desk: &mut Desk<'_>) {
        let group = *self.by_uid.entry(entry.uid.clone()).or_insert_with(|| {
            self.order.push(Group::default());
            self.order.len() - 1
        });
        let Group { main, instances } = &mut self.order[group];
        let before = match entry.instance.as_ref().map(Stamp::instant) {
            Some(Err(why)) => {
                return desk.refuse(&Spot::line(entry.line), "RECURRENCE-ID", why);
            }
            Some(Ok(instant)) => {
                let next = instances.len();
                let at = *self.by_instance.entry((group, instant)).or_insert(next);
                if at == next {
                    instances.push(entry);
                    return;
                }
                &mut instances[at]
            }
            None => match main {
                Some(main) => main,
                None => {
                    *main = Some(entry);
                    return;
                }
            },
        };
        if entry.version >= before.version {
            *before = entry;
        }
        desk.set_aside("older version of an entry");
    }

    /// Every visit, as of now; a series that cannot be followed is refused.
    pub fn visits<'e>(&'e self, desk: &mut Desk<'_>) -> Vec<Visit<'e>> {
        let mut all = Vec::new();
        let mut budget = MAX_DAYS;
        for Group { main, instances } in &self.order {
            match main {
                Some(main) if main.rule.is_some() || !main.also.is_empty() => {
                    series(main, instances, desk, &mut all, &mut budget);
                }
                main => once(main.as_ref(), instances, &mut all),
            }
            if all.len() > MAX_VISITS {
                desk.refuse(
                    &Spot::line(1),
                    "-",
                    "expected at most 200,000 visits in one file",
                );
                break;
            }
        }
        all
    }
}

/// An entry that comes once, and exceptions of a series that is not in the file.
fn once<'e>(main: Option<&'e Entry>, exceptions: &'e [Entry], all: &mut Vec<Visit<'e>>) {
    let changed = Moments::of(exceptions.iter().filter_map(|one| one.instance.as_ref()));
    let unchanged = |main: &&Entry| !main.start.as_ref().is_some_and(|at| changed.mean(at));
    all.extend(main.filter(unchanged).map(|entry| Visit {
        entry,
        series: None,
        recurrence: None,
        start: entry.start.clone(),
    }));
    all.extend(exceptions.iter().map(|entry| exception(entry, main)));
}
