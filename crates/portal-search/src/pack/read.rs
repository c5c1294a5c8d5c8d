//! A pack becomes a directory again. What a table or a column must not say is found here, once.

use portal_types::OpeningHours;

use super::bytes::Cursor;
use super::columns::{Facts, PLACED};
use super::texts::Texts;
use super::{Damaged, Pack, VERSION, ids};
use crate::Place;

/// More entries than a directory has; what claims more is not a pack.
const MOST: usize = 1_000_000;

impl Pack {
    /// Whether bytes begin as a pack that this version reads; a few are enough to ask for.
    #[must_use]
    pub fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(VERSION)
    }

    /// Reads a pack.
    ///
    /// # Errors
    /// The bytes are not a pack, or not a whole one.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut bytes = Cursor(bytes);
        if bytes.take(VERSION.len())? != VERSION {
            return Err(Damaged);
        }
        let count = bytes.below(MOST + 1)? as usize;
        let newest = u16::try_from(bytes.number()?).map_err(|_| Damaged)?;
        let mut pack = Self {
            newest_day: newest,
            towns: texts(bytes.section()?)?,
            zips: texts(bytes.section()?)?,
            organizations: texts(bytes.section()?)?,
            languages: texts(bytes.section()?)?,
            weeks: weeks(bytes.section()?)?,
            names: Texts::read(&mut bytes.section()?, count)?,
            phones: Texts::read(&mut bytes.section()?, count)?,
            ..Self::default()
        };
        let (plain, others) = (bytes.section()?, bytes.section()?);
        pack.read_facts(&mut bytes, count)?;
        pack.read_days_and_places(bytes.section()?, newest)?;
        pack.ids = ids::read(plain, others, bytes.section()?, count)?;
        pack.find_centres();
        Ok(pack)
    }

    fn read_facts(&mut self, bytes: &mut Cursor<'_>, count: usize) -> Result<(), Damaged> {
        let mut organization = bytes.section()?;
        let mut town = bytes.section()?;
        let mut zip = bytes.section()?;
        let mut languages = bytes.section()?;
        let mut week = bytes.section()?;
        let mut flags = bytes.section()?;
        let mut last = 0;
        for _ in 0..count {
            let step = organization.below(self.organizations.len() + 1)?;
            let row = if step == 0 { 0 } else { last + step - 1 };
            last = last.max(row);
            if row as usize >= self.organizations.len() {
                return Err(Damaged);
            }
            self.needs
                .push(u16::try_from(flags.number()?).map_err(|_| Damaged)?);
            self.facts.push(Facts {
                organization: row,
                town: town.below(self.towns.len())?,
                zip: zip.below(self.zips.len())?,
                languages: languages.below(self.languages.len())?,
                week: week.below(self.weeks.len())?,
                checked_day: None,
                flags: flags.take(1)?[0],
            });
        }
        Ok(())
    }

    fn read_days_and_places(&mut self, mut bytes: Cursor<'_>, newest: u16) -> Result<(), Damaged> {
        let mut last = vec![Place::default(); self.zips.len()];
        for facts in &mut self.facts {
            let days = bytes.number()?;
            facts.checked_day = days
                .checked_sub(1)
                .map(|days| newest.saturating_sub(u16::try_from(days).unwrap_or(u16::MAX)));
            let mut place = None;
            if facts.flags & PLACED != 0 {
                let before = &mut last[facts.zip as usize];
                before.latitude = before.latitude.wrapping_add(bytes.signed()?);
                before.longitude = before.longitude.wrapping_add(bytes.signed()?);
                place = Place::new(before.latitude, before.longitude);
            }
            self.places.push(place);
        }
        Ok(())
    }

    fn find_centres(&mut self) {
        let mut sums = vec![(0_i64, 0_i64, 0_i64); self.zips.len()];
        for (facts, place) in self.facts.iter().zip(&self.places) {
            if let Some(place) = place.filter(|_| facts.zip != 0) {
                let sum = &mut sums[facts.zip as usize];
                sum.0 += i64::from(place.latitude);
                sum.1 += i64::from(place.longitude);
                sum.2 += 1;
            }
        }
        let middle = |(north, east, count): (i64, i64, i64)| {
            // A mean lies between values that fit.
            (count > 0).then(|| Place {
                latitude: (north / count) as i32,
                longitude: (east / count) as i32,
            })
        };
        self.centres = sums.into_iter().map(middle).collect();
    }
}

fn texts(mut section: Cursor<'_>) -> Result<Texts, Damaged> {
    let count = section.below(MOST + 2)? as usize;
    Texts::read(&mut section, count)
}

fn weeks(mut section: Cursor<'_>) -> Result<Vec<Vec<OpeningHours>>, Damaged> {
    let mut weeks = Vec::new();
    for _ in 0..section.below(MOST + 2)? {
        let mut week = Vec::new();
        for _ in 0..section.number()? {
            let day = section.below(8)? as u8;
            let opens = section.below(1441)? as u16;
            let length = section.below(1441)? as u16;
            week.push(OpeningHours(day, opens, opens + length));
        }
        weeks.push(week);
    }
    Ok(weeks)
}
