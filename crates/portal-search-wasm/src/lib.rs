//! The search for the browser: a wasm of its own, fetched when somebody searches.
//!
//! A thin shell around [`portal_search`]. Everything passes as numbers, texts and typed
//! arrays, because a serialiser would weigh more than the search.

mod qr;

use portal_search::{Filters, Index, Pack, Place, Query, Scratch, Synonyms};
use portal_types::Cost;
use wasm_bindgen::prelude::wasm_bindgen;

/// Stands for a number that is not known.
const UNKNOWN: i32 = i32::MIN;

/// A directory and room to search it.
#[wasm_bindgen]
pub struct Search {
    index: Index,
    scratch: Scratch,
    /// The language whose words for needs are known.
    language: String,
    built: bool,
}

#[wasm_bindgen]
impl Search {
    /// Reads a pack, and the words for needs of the language that will most likely be searched in, so
    /// that the first search need not wait for them; nothing when the bytes are damaged.
    pub fn open(pack: &[u8], language: &str) -> Option<Search> {
        let pack = Pack::read(pack).ok()?;
        Some(Self {
            index: Index::new(pack, Synonyms::shipped(language)),
            scratch: Scratch::default(),
            language: language.to_owned(),
            built: false,
        })
    }

    /// Builds about as many entries more; whether all of it is built. The last slice looks for nothing in particular: the
    /// first search takes longest, and it must not come together with the first list.
    pub fn build_some(&mut self, entries: u32) -> bool {
        if self.built {
            let language = self.language.clone();
            self.search("", 0, 0, &language, UNKNOWN, UNKNOWN, UNKNOWN, 1);
            return true;
        }
        self.built = self.index.build_some(entries as usize);
        false
    }

    /// How many services there are.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> u32 {
        self.index.pack().len() as u32
    }

    /// Finds, with the words for needs of this language. A minute, or a latitude and longitude times 10,000, that is not known is `-2147483648`.
    ///
    /// The answer is how many there are, 16 counts by need, 8 counts by filter, and then
    /// the positions of the best.
    #[expect(
        clippy::too_many_arguments,
        reason = "an object would have to be taken apart field by field, and a keystroke pays for that"
    )]
    pub fn search(
        &mut self,
        text: &str,
        need: u16,
        only: u8,
        language: &str,
        minute: i32,
        latitude: i32,
        longitude: i32,
        limit: u32,
    ) -> Vec<u32> {
        if self.language != language {
            self.index.set_synonyms(Synonyms::shipped(language));
            language.clone_into(&mut self.language);
        }
        let query = Query {
            text,
            need,
            only: Filters(only),
            language,
            minute: u16::try_from(minute).ok(),
            near: known(latitude, longitude),
            limit: limit as usize,
        };
        let found = self.index.search(&query, &mut self.scratch);
        let mut answer = Vec::with_capacity(25 + found.positions.len());
        answer.push(found.total);
        answer.extend_from_slice(&found.needs);
        answer.extend_from_slice(&found.filters);
        answer.extend_from_slice(&found.positions);
        answer
    }

    /// Where a postal code is: latitude and longitude times 10,000, or nothing.
    pub fn place_of_zip(&self, zip: &str) -> Vec<i32> {
        let place = self.index.pack().place_of_zip(zip);
        place.map_or_else(Vec::new, |place| vec![place.latitude, place.longitude])
    }

    /// Where the service with a public id is.
    pub fn position(&self, id: &str) -> Option<u32> {
        let pack = self.index.pack();
        (0..pack.len())
            .find(|at| pack.id(*at) == id)
            .map(|at| at as u32)
    }

    /// Public id of a service.
    pub fn id(&self, at: u32) -> String {
        self.index.pack().id(at as usize).to_owned()
    }

    /// Name, organisation, town, postal code, languages with spaces between, and phone
    /// number of a service, with line feeds between.
    pub fn texts(&self, at: u32) -> String {
        let (pack, at) = (self.index.pack(), at as usize);
        let phone = pack.phone(at);
        [
            pack.name(at),
            pack.organization(at),
            pack.town(at),
            pack.zip(at),
            pack.languages(at),
            &phone,
        ]
        .join("\n")
    }

    /// Needs, cost (0 unknown, 1 free, 2 free for some, 3 paid), flags, day of the last check,
    /// kilometres from a place if both are known, and then the spans of the week, three
    /// numbers each. What is not known is `-2147483648`.
    pub fn facts(&self, at: u32, latitude: i32, longitude: i32) -> Vec<i32> {
        let (pack, at) = (self.index.pack(), at as usize);
        let cost = match pack.cost(at) {
            Cost::Unknown => 0,
            Cost::Free => 1,
            Cost::Some => 2,
            Cost::Paid => 3,
        };
        let away = known(latitude, longitude).zip(pack.place(at));
        let mut facts = vec![
            i32::from(pack.needs(at)),
            cost,
            i32::from(pack.flags(at)),
            pack.checked_day(at).map_or(UNKNOWN, i32::from),
            away.map_or(UNKNOWN, |(here, there)| {
                i32::from(here.kilometres_to(there))
            }),
        ];
        for span in pack.hours(at) {
            facts.extend([i32::from(span.0), i32::from(span.1), i32::from(span.2)]);
        }
        facts
    }
}

fn known(latitude: i32, longitude: i32) -> Option<Place> {
    Place::new(latitude, longitude)
}
