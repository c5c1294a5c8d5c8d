//! Security headers on every answer (`docs/deploy.md` says what a proxy must leave alone).

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::ApiError;
use super::shell::Inline;
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

/// The policy: nothing from anywhere else, and Trusted Types. Wasm needs `wasm-unsafe-eval`; the scripts and styles that
/// stand inside our own pages are allowed by their hashes, and no other inline script or style is.
fn content_security_policy(Inline { styles, scripts }: &Inline) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
    )
}

/// Headers as they are put into an answer.
pub type Headers = Arc<[(HeaderName, HeaderValue)]>;

/// What every answer of this application gets: the same from its start to its end, so it is made once.
pub fn of_every_answer(app: &App) -> Headers {
    let shell = app.shell().ok().flatten();
    make(
        shell.map_or(&Inline::default(), |shell| &shell.inline),
        app.transport,
    )
}

/// The same for an answer that is no centre's.
pub fn of_no_center(transport: Transport) -> Headers {
    make(&Inline::default(), transport)
}

fn make(inline: &Inline, transport: Transport) -> Headers {
    let fixed = |(name, value)| {
        let name = HeaderName::from_static(name);
        (name, HeaderValue::from_static(value))
    };
    let mut headers: Vec<_> = FIXED.map(fixed).into();
    let policy = content_security_policy(inline);
    let policy = HeaderValue::from_str(&policy).ok();
    headers.extend(policy.map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
    if transport == Transport::Tls {
        let always = HeaderValue::from_static("max-age=63072000; includeSubDomains; preload");
        headers.push((header::STRICT_TRANSPORT_SECURITY, always));
    }
    headers.into()
}

/// Adds them to the headers of whatever was answered.
pub fn secure(every: &[(HeaderName, HeaderValue)], headers: &mut HeaderMap) {
    headers.reserve(every.len() + 1);
    for (name, value) in every {
        headers.insert(name.clone(), value.clone());
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Whether a browser says that a page of this site asks (Fetch Metadata, `Sec-Fetch-Site`).
pub fn is_from_a_page(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "same-origin")
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
