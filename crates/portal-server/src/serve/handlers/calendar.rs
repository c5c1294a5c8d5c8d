//! A visit as a calendar file that tells a passer-by nothing: a time, and nothing else.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use icalendar::{Calendar, Component, Event, Property};
use jiff::Timestamp;
use portal_types::AppointmentStatus;

use super::super::error::ApiError;
use super::super::state::App;
use crate::store::bodies::AppointmentBody;

/// What every entry says, in any language: shared calendars and lock screens show it.
const SUMMARY: &str = "Appointment";

/// The `.ics` file of one visit (RFC 5545). Times are UTC, so it needs no time zone of its own.
pub fn file(app: &App, body: &AppointmentBody) -> Result<Response, ApiError> {
    let start = body.starts_at.ok_or(ApiError::NotFound)?;
    let end = body.ends_at.unwrap_or(start);
    let mut event = Event::new();
    event
        .uid(&format!("{}@calendar.invalid", body.id))
        .summary(SUMMARY)
        .append_property(Property::new("DTSTAMP", utc(app.clock.now())))
        .append_property(Property::new("DTSTART", utc(start)))
        .append_property(Property::new("DTEND", utc(end)))
        .append_property(Property::new("CLASS", "PRIVATE"))
        .append_property(Property::new("STATUS", status(body.status)));
    let calendar = Calendar::new().push(event).done();
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
    Ok((headers, calendar.to_string()).into_response())
}

/// RFC 5545 section 3.3.5, form 2.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// RFC 5545 section 3.8.1.11.
fn status(status: AppointmentStatus) -> &'static str {
    match status {
        AppointmentStatus::Cancelled | AppointmentStatus::Noshow => "CANCELLED",
        AppointmentStatus::Proposed | AppointmentStatus::Pending | AppointmentStatus::Waitlist => {
            "TENTATIVE"
        }
        _ => "CONFIRMED",
    }
}
