//! The calendar file of a visit: how much of it is asked for, in which language, and how it leaves.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use portal_types::Playbook;

use super::super::error::ApiError;
use super::super::state::App;
use crate::calendar_file::{Entry, Shows, file};
use crate::facts::AgencyFact;
use crate::store::bodies::AppointmentBody;
use crate::words::Words;

/// Names and values as they were sent.
pub type Pairs = Vec<(String, String)>;

/// What a request for a calendar file asks for.
pub struct Asked {
    shows: Shows,
    words: Words,
}

impl Asked {
    /// Reads `shows` and `language`. Left out, they are the time alone and the language of the
    /// caregiver, or else the centre's first one.
    ///
    /// # Errors
    /// [`ApiError::BadParameter`] for a value they do not take, and for one that is given twice.
    pub fn read(pairs: &Pairs, own: &str, app: &App) -> Result<Self, ApiError> {
        let shows = match one(pairs, "shows")? {
            None | Some("time") => Shows::Time,
            Some("place") => Shows::Place,
            Some("all") => Shows::All,
            Some(_) => return Err(refused("shows")),
        };
        let words = match one(pairs, "language")? {
            Some(tag) => Words::of(tag).ok_or(refused("language"))?,
            None => Words::for_reader(own, &app.center.languages),
        };
        Ok(Self { shows, words })
    }

    /// The file, as a download that no cache keeps.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] while the visit has no time; or when the snapshot cannot be read.
    pub async fn answer(
        &self,
        app: &App,
        agencies: &[AgencyFact],
        visit: &AppointmentBody,
    ) -> Result<Response, ApiError> {
        let agency = agencies.iter().find(|agency| agency.id == visit.agency);
        let file = file(&Entry {
            visit,
            agency: agency.map(|agency| agency.name.as_str()),
            words: self.words,
            book: &self.book(app).await?,
            phone: app.center.calendar_phone(),
            shows: self.shows,
            now: app.clock.now(),
        });
        let headers = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/calendar; charset=utf-8"),
            ),
            (
                header::CONTENT_DISPOSITION,
                HeaderValue::from_static("attachment; filename=\"appointment.ics\""),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        Ok((headers, file.ok_or(ApiError::NotFound)?).into_response())
    }

    /// The centre's words, where any of them are shown. Without them the portal's own say what a visit
    /// is, as on the screen.
    async fn book(&self, app: &App) -> Result<Playbook, ApiError> {
        if self.shows != Shows::All {
            return Ok(Playbook::default());
        }
        match app.playbook(self.words.tag()).await {
            Ok(packed) => {
                serde_json::from_slice(&packed.plain).map_err(|e| ApiError::Internal(e.to_string()))
            }
            Err(ApiError::NotFound) => Ok(Playbook::default()),
            Err(other) => Err(other),
        }
    }
}

/// The value of a parameter that may be given once.
fn one<'a>(pairs: &'a Pairs, name: &'static str) -> Result<Option<&'a str>, ApiError> {
    let mut values = pairs.iter().filter(|(key, _)| key == name);
    let first = values.next().map(|(_, value)| value.as_str());
    match values.next() {
        Some(_) => Err(refused(name)),
        None => Ok(first),
    }
}

fn refused(name: &'static str) -> ApiError {
    let expected = match name {
        "shows" => "time, place or all, once",
        _ => "a language of the portal, once",
    };
    ApiError::BadParameter { name, expected }
}
