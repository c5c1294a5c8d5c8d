//! What the search answers, read from its numbers and texts.

use portal_types::{Cost, Need, OpeningHours};

use crate::platform::search::UNKNOWN;

/// How many needs and filters are counted.
const NEEDS: usize = 16;
const FILTERS: usize = 8;

/// The filters, in the order of their bits and counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Filter {
    /// Free of charge.
    Free,
    /// The screen's language is spoken.
    Speaks,
    /// Open now.
    Open,
    /// Near the place that was picked.
    Near,
    /// Children are welcome.
    Children,
    /// Nobody asks for papers.
    NoPapers,
    /// A bus or a train stops there.
    ByBus,
    /// A wheelchair gets in.
    Wheelchair,
}

impl Filter {
    /// Its bit.
    #[must_use]
    pub const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many there are in all.
    pub total: u32,
    /// How many there would be with one need instead, and with one filter more.
    counts: Vec<u32>,
    /// Positions in the directory, the best first.
    pub positions: Vec<u32>,
}

impl Found {
    /// Reads an answer: the number of all, the counts, and the positions.
    #[must_use]
    pub fn read(answer: &[u32]) -> Self {
        let (head, positions) = answer.split_at(answer.len().min(1 + NEEDS + FILTERS));
        Self {
            total: head.first().copied().unwrap_or(0),
            counts: head.get(1..).unwrap_or_default().to_vec(),
            positions: positions.to_vec(),
        }
    }

    /// How many there would be with this need instead.
    #[must_use]
    pub fn with_need(&self, need: Need) -> i32 {
        self.count(need as usize)
    }

    /// How many there would be with this filter as well.
    #[must_use]
    pub fn with_filter(&self, filter: Filter) -> i32 {
        self.count(NEEDS + filter as usize)
    }

    fn count(&self, at: usize) -> i32 {
        let count = self.counts.get(at).copied().unwrap_or(0);
        i32::try_from(count).unwrap_or(i32::MAX)
    }
}

/// A service as the list shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Public id.
    pub id: String,
    /// Name.
    pub name: String,
    /// The organisation, empty when it is the same.
    pub organization: String,
    /// Town, empty when unknown or secret.
    pub town: String,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    /// Phone number, empty when unknown.
    pub phone: String,
    /// Bit set over [`Need::ALL`].
    pub needs: u16,
    /// What it costs.
    pub cost: Cost,
    /// Day of the last check, from 1970.
    pub checked_day: Option<i32>,
    /// Kilometres from the place that was picked.
    pub kilometres: Option<i32>,
    /// Weekly hours; empty when unknown.
    pub hours: Vec<OpeningHours>,
}

impl Entry {
    /// Reads what the search tells of a service.
    #[must_use]
    pub fn read(id: String, texts: &str, facts: &[i32]) -> Self {
        let mut texts = texts.split('\n').map(str::to_owned);
        let mut text = || texts.next().unwrap_or_default();
        let (name, organization, town) = (text(), text(), text());
        let (_zip, languages, phone) = (text(), text(), text());
        let fact = |at: usize| facts.get(at).copied().filter(|fact| *fact != UNKNOWN);
        let spans = facts.get(5..).unwrap_or_default().chunks_exact(3);
        Self {
            id,
            name,
            organization,
            town,
            languages: languages.split_whitespace().map(str::to_owned).collect(),
            phone,
            needs: fact(0).and_then(|n| u16::try_from(n).ok()).unwrap_or(0),
            cost: match fact(1) {
                Some(1) => Cost::Free,
                Some(2) => Cost::Some,
                Some(3) => Cost::Paid,
                _ => Cost::Unknown,
            },
            checked_day: fact(3),
            kilometres: fact(4),
            hours: spans.filter_map(hours).collect(),
        }
    }
}

fn hours(span: &[i32]) -> Option<OpeningHours> {
    let [day, opens, closes] = *span else {
        return None;
    };
    Some(OpeningHours(
        u8::try_from(day).ok()?,
        u16::try_from(opens).ok()?,
        u16::try_from(closes).ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_its_counts_and_then_its_positions() {
        let mut answer = vec![7; 1 + NEEDS + FILTERS];
        answer[1 + Need::Food as usize] = 3;
        answer[1 + NEEDS + Filter::Wheelchair as usize] = 2;
        answer.extend([9, 4]);
        let found = Found::read(&answer);
        assert_eq!((found.total, found.positions.as_slice()), (7, &[9, 4][..]));
        assert_eq!(found.with_need(Need::Food), 3);
        assert_eq!(found.with_filter(Filter::Wheelchair), 2);
        assert_eq!(found.with_filter(Filter::Free), 7);
    }

    #[test]
    fn half_an_answer_is_nothing_found() {
        let found = Found::read(&[]);
        assert_eq!((found.total, found.with_need(Need::Housing)), (0, 0));
        assert!(Found::read(&[1, 2]).positions.is_empty());
    }

    #[test]
    fn a_service_is_read_with_what_is_not_known() {
        let facts = [17, 1, 0, UNKNOWN, 3, 1, 540, 1020];
        let entry = Entry::read(
            "a".to_owned(),
            "Pantry\n\nRiverbend\n64000\nen es\n",
            &facts,
        );
        assert_eq!(entry.name, "Pantry");
        assert_eq!(entry.languages, ["en", "es"]);
        assert_eq!((entry.needs, entry.cost), (17, Cost::Free));
        assert_eq!((entry.checked_day, entry.kilometres), (None, Some(3)));
        assert_eq!(entry.hours, [OpeningHours(1, 540, 1020)]);
    }
}
