//! The search over the directory: a wasm of its own (`crates/portal-search-wasm`), fetched when
//! somebody searches. It has the directory and finds in it; nothing of a search leaves the device.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::boot;

/// Stands for a number that is not known.
pub const UNKNOWN: i32 = i32::MIN;

#[wasm_bindgen]
extern "C" {
    /// A directory that can be searched.
    pub type Engine;

    #[wasm_bindgen(method)]
    fn search(
        this: &Engine,
        text: &str,
        need: u16,
        only: u8,
        language: &str,
        minute: i32,
        latitude: i32,
        longitude: i32,
        limit: u32,
    ) -> Vec<u32>;

    #[wasm_bindgen(method)]
    fn place_of_zip(this: &Engine, zip: &str) -> Vec<i32>;

    /// Where the service with a public id is in the directory.
    #[wasm_bindgen(method)]
    pub fn position(this: &Engine, id: &str) -> Option<u32>;

    /// Public id of the service at a position.
    #[wasm_bindgen(method)]
    pub fn id(this: &Engine, at: u32) -> String;

    /// Name, organisation, town, postal code, languages with spaces between, and phone number, with
    /// line feeds between.
    #[wasm_bindgen(method)]
    pub fn texts(this: &Engine, at: u32) -> String;

    #[wasm_bindgen(method)]
    fn facts(this: &Engine, at: u32, latitude: i32, longitude: i32) -> Vec<i32>;

    /// A text as a QR code: width in squares, a space, and an SVG path; nothing when it is too long.
    #[wasm_bindgen(js_namespace = portal_search)]
    pub fn qr(text: &str) -> Option<String>;
}

/// A place: degrees north and east, times 10,000.
pub type Spot = (i32, i32);

/// What is looked for, in the numbers of the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// What was typed.
    pub text: String,
    /// Bits of the needs, 0 for all.
    pub need: u16,
    /// Bits of the filters.
    pub only: u8,
    /// BCP 47 tag of the screen's language.
    pub language: &'static str,
    /// Minute of the week.
    pub minute: Option<u16>,
    /// Where it should be near.
    pub near: Option<Spot>,
    /// How many are wanted.
    pub limit: u32,
}

impl Engine {
    /// Finds: the number of all, 16 counts by need, 8 by filter, and the positions of the best.
    #[must_use]
    pub fn find(&self, question: &Question) -> Vec<u32> {
        let (latitude, longitude) = question.near.unwrap_or((UNKNOWN, UNKNOWN));
        self.search(
            &question.text,
            question.need,
            question.only,
            question.language,
            question.minute.map_or(UNKNOWN, i32::from),
            latitude,
            longitude,
            question.limit,
        )
    }

    /// Where a postal code is: among the services there.
    #[must_use]
    pub fn zip(&self, zip: &str) -> Option<Spot> {
        match self.place_of_zip(zip)[..] {
            [latitude, longitude] => Some((latitude, longitude)),
            _ => None,
        }
    }

    /// Needs, cost, flags, day of the last check, kilometres from a place, and the week's hours in
    /// threes; see the other side.
    #[must_use]
    pub fn facts_from(&self, at: u32, near: Option<Spot>) -> Vec<i32> {
        let (latitude, longitude) = near.unwrap_or((UNKNOWN, UNKNOWN));
        self.facts(at, latitude, longitude)
    }
}

/// Fetches what makes square codes; whether [`qr`] may be asked from now on.
pub async fn ready() -> bool {
    match boot::code() {
        Some(code) => JsFuture::from(code).await.is_ok(),
        None => false,
    }
}

/// Fetches the search and the directory of this address.
///
/// # Errors
/// The status of the answer that was no help; 0 when there was none.
pub async fn open(pack: &str) -> Result<Engine, u16> {
    let opened: Promise = boot::search(pack).ok_or(0_u16)?;
    match JsFuture::from(opened).await {
        Ok(engine) => Ok(engine.unchecked_into()),
        Err(error) => Err(status(&error)),
    }
}

fn status(error: &JsValue) -> u16 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from a float stops at the bounds, and a status is within"
    )]
    error.as_f64().map_or(0, |status| status as u16)
}
