//! Security headers on every answer (`docs/deploy.md` says what a proxy must leave alone).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::ApiError;
use super::state::{App, Transport};

/// Headers that are the same for every answer.
const FIXED: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    (
        "permissions-policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// The policy: nothing from anywhere else, no inline script, and Trusted Types.
/// Wasm needs `wasm-unsafe-eval`; the page's own inline style is allowed by its hash.
fn content_security_policy(style_hashes: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'{style_hashes}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
    )
}

/// Adds the headers to whatever was answered.
pub async fn secure(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let shell = app.shell().ok().flatten();
    let styles = shell.map_or("", |shell| &shell.style_hashes);
    add(&mut response, styles, app.transport);
    response
}

/// The same for an answer that is no centre's.
pub fn add_bare(response: &mut Response, transport: Transport) {
    add(response, "", transport);
}

fn add(response: &mut Response, styles: &str, transport: Transport) {
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    let policy = content_security_policy(styles);
    if let Ok(value) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    if transport == Transport::Tls {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains; preload"),
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Refuses what another site's page asks for: anything private, and anything that makes or ends a session.
/// Browsers that send no `Sec-Fetch-Site` are judged by `Origin` against `Host`.
pub async fn same_site(request: Request, next: Next) -> Response {
    if is_same_site(request.headers()) {
        next.run(request).await
    } else {
        ApiError::CrossSite.into_response()
    }
}

fn is_same_site(headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    match header("sec-fetch-site") {
        Some("same-origin" | "none") => true,
        Some(_) => false,
        None => match (header("origin"), header("host")) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, o)| o == host),
            (Some(_), None) => false,
            (None, _) => true,
        },
    }
}
