//! The admin address: whether this process can answer, and what each source delivered, for whoever runs it.
//!
//! It has a socket of its own, so that no mistake in a proxy's rules can publish it. It tells figures
//! and names of sources, and nothing of a family.

use std::fmt::{self, Write};
use std::io;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;
use portal_types::KioskState;
use serde::Serialize;

use super::handlers::health::{self, Ready};
use super::state::App;
use crate::auth::{Checked, kiosks};
use crate::home::Home;
use crate::import::sources::{self, Source};

/// What both answers are made from.
struct Admin {
    app: Arc<App>,
    home: Home,
}

/// The router of the admin address.
pub fn router(app: Arc<App>, home: Home) -> Router {
    Router::new()
        .route("/healthz", get(health::read_health))
        .route("/readyz", get(read_readiness))
        .route("/metrics", get(read_metrics))
        .with_state(Arc::new(Admin { app, home }))
}

/// A source as `/readyz` tells it: the list of `portal sources`, judged by the clock.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    source: Source,
    refused: bool,
    late: bool,
}

#[derive(Serialize)]
struct Readiness {
    #[serde(flatten)]
    ready: Ready,
    /// `null` when the list cannot be read.
    sources: Option<Vec<Told>>,
}

/// Ready or not, as the public address says it; a late source is no reason not to serve the others.
async fn read_readiness(State(admin): State<Arc<Admin>>) -> Response {
    let now = admin.app.clock.now();
    let ready = health::readiness(&admin.app).await;
    let status = ready.status();
    let told = |source: Source| Told {
        refused: source.is_refused(),
        late: source.is_late(now),
        source,
    };
    let sources = known(&admin).map(|list| list.into_iter().map(told).collect());
    let body = serde_json::to_string(&Readiness { ready, sources });
    match body {
        Ok(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The same as figures, in the text format of Prometheus.
async fn read_metrics(State(admin): State<Arc<Admin>>) -> Response {
    let ready = health::readiness(&admin.app).await;
    let text = metrics(&ready, known(&admin).as_deref(), admin.app.clock.now());
    let heard = heard(&admin.app).await;
    let checked = admin.app.hashing.checked();
    let text = text.and_then(|text| with_kiosks(text, &heard));
    match text.and_then(|text| with_checks(text, checked)) {
        Ok(text) => {
            let kind = "text/plain; version=0.0.4; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn known(admin: &Admin) -> Option<Vec<Source>> {
    let read: io::Result<Vec<Source>> = sources::told(&admin.home);
    read.inspect_err(|e| tracing::error!("the list of sources cannot be read: {e}"))
        .ok()
}

/// Every kiosk that may be used, and when it was heard from last, Unix seconds.
async fn heard(app: &App) -> Vec<(String, i64)> {
    let now = app.clock.session_seconds();
    let lines = app.auth.read(move |c| kiosks::list(c, now)).await;
    let lines = lines.inspect_err(|e| tracing::error!("the list of kiosks cannot be read: {e}"));
    let in_use = |line: &kiosks::KioskLine| {
        matches!(
            line.condition(now),
            KioskState::Working | KioskState::Silent
        )
    };
    let lines = lines.unwrap_or_default().into_iter().filter(in_use);
    lines
        .filter_map(|line| line.heard_at().map(|at| (line.name, at)))
        .collect()
}

fn with_kiosks(mut text: String, heard: &[(String, i64)]) -> Result<String, fmt::Error> {
    let name = "portal_kiosk_seen_seconds";
    let help = "When the touch screen was heard from last, in seconds since 1970.";
    writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge")?;
    for (kiosk, at) in heard {
        // The centre chose the name; a label escapes these two (a name has no line feed).
        let kiosk = kiosk.replace('\\', r"\\").replace('"', "\\\"");
        writeln!(text, "{name}{{kiosk=\"{kiosk}\"}} {at}")?;
    }
    Ok(text)
}

/// How often a code with its PIN, or a passphrase, was judged: all that guessing can cost, whatever is tried.
pub(super) fn with_checks(mut text: String, checked: Checked) -> Result<String, fmt::Error> {
    let name = "portal_sign_in_checks_total";
    let help = "Hashes that were computed to judge a sign-in since the start.";
    writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter")?;
    for (who, count) in [("known", checked.known), ("strangers", checked.strangers)] {
        writeln!(text, "{name}{{who=\"{who}\"}} {count}")?;
    }
    Ok(text)
}

fn metrics(
    ready: &Ready,
    sources: Option<&[Source]>,
    now: Timestamp,
) -> Result<String, fmt::Error> {
    let mut text = String::new();
    let mut one = |name: &str, help: &str, value: i64| {
        writeln!(
            text,
            "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}"
        )
    };
    one(
        "portal_ready",
        "Whether private answers can be given.",
        ready.ready.into(),
    )?;
    one(
        "portal_auth_writable",
        "Whether sessions and the access log can be written.",
        ready.auth.into(),
    )?;
    if let Some(at) = ready
        .published_at
        .as_deref()
        .and_then(|at| at.parse::<Timestamp>().ok())
    {
        let age = now.as_second() - at.as_second();
        one(
            "portal_snapshot_age_seconds",
            "Age of the snapshot being served.",
            age,
        )?;
    }
    one(
        "portal_sources_readable",
        "Whether the list of sources can be read.",
        sources.is_some().into(),
    )?;
    for (name, help, value) in OF_SOURCE {
        writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge")?;
        for source in sources.unwrap_or_default() {
            if let Some(value) = value(source, now) {
                writeln!(text, "{name}{{source=\"{}\"}} {value}", source.name)?;
            }
        }
    }
    Ok(text)
}

/// A figure of a source; absent where there is none.
type Figure = fn(&Source, Timestamp) -> Option<i64>;

const OF_SOURCE: [(&str, &str, Figure); 7] = [
    (
        "portal_source_last_good_seconds",
        "When the last good file was accepted, in seconds since 1970.",
        |s, _| s.last_good_at.map(Timestamp::as_second),
    ),
    (
        "portal_source_last_refused_seconds",
        "When the last bad file was refused, in seconds since 1970.",
        |s, _| s.last_refused_at.map(Timestamp::as_second),
    ),
    (
        "portal_source_refused",
        "Whether the last file that came was refused.",
        |s, _| Some(s.is_refused().into()),
    ),
    (
        "portal_source_late",
        "Whether a good file should have come since the last one.",
        |s, now| Some(s.is_late(now).into()),
    ),
    (
        "portal_source_rows",
        "Rows of the last good file.",
        |s, _| s.rows.try_into().ok(),
    ),
    (
        "portal_source_set_aside_rows",
        "What was set aside of the last good file.",
        |s, _| s.set_aside_total().try_into().ok(),
    ),
    (
        "portal_source_settings_broken",
        "Whether what the centre says of the source cannot be read.",
        |s, _| Some(s.settings_broken.into()),
    ),
];
