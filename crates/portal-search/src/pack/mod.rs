//! The pack: the whole directory in bytes, made to be small after brotli.
//!
//! A *number* is LEB128: seven bits a byte, the low ones first, the top bit set on all
//! bytes but the last. A *signed* number is zigzag in a number (0, -1, 1, -2, ...).
//! *Texts* are a list of UTF-8 texts: for each one byte that says how many bytes it shares
//! with the one before, then for each the bytes that follow, ended by a line feed.
//!
//! | bytes | content |
//! | --- | --- |
//! | `FPS1` | what it is, and its version |
//! | number | entries; at most 1,000,000 |
//! | number | newest day on which an entry was checked, from 1970 |
//! | sections | 17, each a number with its length in bytes and then the bytes |
//!
//! Five sections are tables. Each begins with a number, its rows; the first row is always
//! what is not known, and the others stand by how often they are used:
//!
//! | section | row |
//! | --- | --- |
//! | 0 towns | texts |
//! | 1 postal codes | texts |
//! | 2 organisations | texts, in alphabetical order, so that neighbours share beginnings |
//! | 3 languages | texts: the tags of one entry, with spaces between |
//! | 4 weeks | a number of spans, then three numbers a span: weekday, opens, closes less opens |
//!
//! The others are columns with one value an entry. Entries stand by organisation, then
//! by name, because what stands together resembles:
//!
//! | section | value |
//! | --- | --- |
//! | 5 names | texts |
//! | 6 phones | texts; the dashes of `305-555-0100` are left out |
//! | 7 ids, plain | signed: a decimal id less the one before; nothing unless all ids are decimal |
//! | 8 ids, others | texts, empty for an id of section 16; nothing when all ids are in section 7 or all in 16 |
//! | 9 organisation | number: row of its table less the one before |
//! | 10 town, 11 postal code, 12 languages, 13 week | number: row of its table |
//! | 14 needs, cost and flags | two numbers: needs; cost in 2 bits, then child friendly, no papers, by bus, wheelchair, confidential, has a place |
//! | 15 day and place | number: days before the newest day plus one, 0 when unknown; then, of entries with a place, two signed: latitude and longitude less those of the entry before with the same postal code |
//! | 16 ids, UUIDs | 16 bytes each, of those that are UUIDs in small letters |

mod bytes;
pub(crate) mod columns;
mod ids;
mod read;
mod texts;
mod write;

use portal_types::{Cost, OpeningHours};

use crate::Place;
use columns::Facts;
use texts::Texts;

pub use write::write;

/// How a pack begins.
const VERSION: &[u8] = b"FPS1";

/// The bytes are not a pack, or not a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// A directory, unpacked just as far as lists and searches need it.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    towns: Texts,
    zips: Texts,
    organizations: Texts,
    languages: Texts,
    weeks: Vec<Vec<OpeningHours>>,
    names: Texts,
    phones: Texts,
    ids: Texts,
    facts: Vec<Facts>,
    needs: Vec<u16>,
    newest_day: u16,
    places: Vec<Option<Place>>,
    /// For each postal code, where its entries are on the average.
    centres: Vec<Option<Place>>,
}

impl Pack {
    /// How many services it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Public id of the service at a position.
    #[must_use]
    pub fn id(&self, at: usize) -> &str {
        self.ids.get(at)
    }

    /// Name of the service.
    #[must_use]
    pub fn name(&self, at: usize) -> &str {
        self.names.get(at)
    }

    /// Name of the organisation, empty when it is the same.
    #[must_use]
    pub fn organization(&self, at: usize) -> &str {
        self.organizations.get(self.facts(at).organization as usize)
    }

    /// Its town, empty when unknown or secret.
    #[must_use]
    pub fn town(&self, at: usize) -> &str {
        self.towns.get(self.facts(at).town as usize)
    }

    /// Its postal code, empty when unknown or secret.
    #[must_use]
    pub fn zip(&self, at: usize) -> &str {
        self.zips.get(self.facts(at).zip as usize)
    }

    /// Where it is: its own place, or else the middle of its postal code.
    #[must_use]
    pub fn place(&self, at: usize) -> Option<Place> {
        let own = self.places.get(at).copied().flatten();
        own.or_else(|| self.centre(self.facts(at).zip as usize))
    }

    /// Bit set over [`portal_types::Need::ALL`].
    #[must_use]
    pub fn needs(&self, at: usize) -> u16 {
        self.needs.get(at).copied().unwrap_or_default()
    }

    /// BCP 47 tags with spaces between.
    #[must_use]
    pub fn languages(&self, at: usize) -> &str {
        self.languages.get(self.language_set(at))
    }

    /// What it costs.
    #[must_use]
    pub fn cost(&self, at: usize) -> Cost {
        self.facts(at).cost()
    }

    /// Weekly hours in the centre's zone; empty when unknown.
    #[must_use]
    pub fn hours(&self, at: usize) -> &[OpeningHours] {
        self.weeks.get(self.week(at)).map_or(&[], Vec::as_slice)
    }

    /// Main phone number, display form; empty when unknown.
    #[must_use]
    pub fn phone(&self, at: usize) -> String {
        texts::with_dashes(self.phones.get(at))
    }

    /// Day somebody last checked it, from 1970.
    #[must_use]
    pub fn checked_day(&self, at: usize) -> Option<u16> {
        self.facts(at).checked_day
    }

    /// The newest day on which any entry was checked, from 1970; 0 when none was.
    #[must_use]
    pub fn newest_day(&self) -> u16 {
        self.newest_day
    }

    /// Its flags, as section 14 of the pack has them: 2 child friendly, 3 no papers, 4 by
    /// bus, 5 wheelchair, 6 confidential.
    #[must_use]
    pub fn flags(&self, at: usize) -> u8 {
        self.facts(at).flags
    }

    /// Where a postal code is: the middle of the services that are there.
    #[must_use]
    pub fn place_of_zip(&self, zip: &str) -> Option<Place> {
        let known = (1..self.zips.len()).find(|row| self.zips.get(*row) == zip.trim())?;
        self.centre(known)
    }

    fn centre(&self, zip: usize) -> Option<Place> {
        self.centres.get(zip).copied().flatten()
    }

    fn facts(&self, at: usize) -> Facts {
        self.facts.get(at).copied().unwrap_or_default()
    }

    /// The needs of all, in their order.
    pub(crate) fn all_needs(&self) -> &[u16] {
        &self.needs
    }

    pub(crate) fn language_set(&self, at: usize) -> usize {
        self.facts(at).languages as usize
    }

    /// Every set of languages that an entry has, by its row.
    pub(crate) fn language_sets(&self) -> impl Iterator<Item = &str> {
        (0..self.languages.len()).map(|row| self.languages.get(row))
    }

    pub(crate) fn week(&self, at: usize) -> usize {
        self.facts(at).week as usize
    }

    /// Every week that an entry has, by its row.
    pub(crate) fn weeks(&self) -> &[Vec<OpeningHours>] {
        &self.weeks
    }
}
