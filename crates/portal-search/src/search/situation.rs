//! Now, here and this language: what each entry is to this family at this minute.

use crate::hours::{Open, open};
use crate::pack::columns;
use crate::{Filter, Filters, Pack, Place, Query};
use portal_types::Cost;

/// Kilometres that count as near: half an hour by bus.
const NEAR: u8 = 8;
/// The distance of what has no place.
const NOWHERE: u8 = u8::MAX;

/// Quarters of a year since somebody checked an entry, after which it is old.
const OLD: u16 = 3;
const QUARTER: u16 = 92;

/// Every entry as it is in one situation. It is worked out once and kept while language,
/// minute and place are the same, because they are from one keystroke to the next.
#[derive(Debug, Default)]
pub(super) struct Situation {
    known: bool,
    language: String,
    minute: Option<u16>,
    near: Option<Place>,
    /// For each entry, the filters that let it through.
    pub filters: Vec<Filters>,
    /// For each entry, openness in 2 bits, nearness in 8 and freshness in 2; better is greater.
    pub order: Vec<u16>,
}

impl Situation {
    /// Looks around, unless nothing has changed.
    pub(super) fn look(&mut self, pack: &Pack, query: &Query<'_>) {
        let same = self.language == query.language
            && self.minute == query.minute
            && self.near == query.near;
        if self.known && same && self.order.len() == pack.len() {
            return;
        }
        self.known = true;
        self.language.clear();
        self.language.push_str(query.language);
        (self.minute, self.near) = (query.minute, query.near);
        let speaks = |set: &str| set.split(' ').any(|tag| tag == query.language);
        let speaks: Vec<bool> = pack
            .language_sets()
            .map(|set| !set.is_empty() && speaks(set))
            .collect();
        let now = |week: &Vec<_>| {
            query
                .minute
                .map_or(Open::Unknown, |minute| open(week, minute))
        };
        let open: Vec<Open> = pack.weeks().iter().map(now).collect();
        self.filters.clear();
        self.order.clear();
        for at in 0..pack.len() {
            let (speaks, open) = (speaks[pack.language_set(at)], open[pack.week(at)]);
            let away = query.near.zip(pack.place(at));
            let away = away.map_or(NOWHERE, |(here, there)| here.kilometres_to(there));
            self.filters.push(filters(pack, at, speaks, open, away));
            let nearness = u16::from(NOWHERE - away);
            self.order
                .push((open as u16) << 10 | nearness << 2 | freshness(pack, at));
        }
    }
}

fn freshness(pack: &Pack, at: usize) -> u16 {
    let quarters = |day| pack.newest_day().saturating_sub(day) / QUARTER;
    pack.checked_day(at)
        .map_or(0, |day| OLD - quarters(day).min(OLD))
}

/// The filters that let an entry through.
fn filters(pack: &Pack, at: usize, speaks: bool, open: Open, away: u8) -> Filters {
    let flags = pack.flags(at);
    let has = |flag: u8| flags & flag != 0;
    [
        (Filter::Free, pack.cost(at) == Cost::Free),
        (Filter::Speaks, speaks),
        (Filter::Open, open == Open::Now),
        (Filter::Near, away <= NEAR),
        (Filter::ChildFriendly, has(columns::CHILD_FRIENDLY)),
        (Filter::NoPapers, has(columns::NO_PAPERS)),
        (Filter::ByBus, has(columns::BY_BUS)),
        (Filter::Wheelchair, has(columns::WHEELCHAIR)),
    ]
    .into_iter()
    .filter(|(_, is)| *is)
    .fold(Filters::default(), |set, (filter, _)| set.with(filter))
}
