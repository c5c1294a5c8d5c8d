//! Security headers on every answer (`docs/deploy.md` says what a proxy must leave alone).

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answer::KEPT_FOR_GOOD;
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

/// What the facts themselves may do in a browser that is made to open them: nothing.
const DATA: [(&str, &str); 3] = [
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'",
    ),
];

/// Headers as they are put into an answer.
type Headers = Arc<[(HeaderName, HeaderValue)]>;

/// What answers get: the same from a server's start to its end, so it is made once.
#[derive(Clone)]
pub struct Every {
    /// Of pages and scripts, and of whatever does not say what it is, such as a 304 for a page.
    pages: Headers,
    /// Of what a page reads: the long policy, a thousand bytes in each of them, would say nothing there (CSP Level 3,
    /// section 4.2: a policy is a document's or a worker's).
    data: Headers,
}

impl Every {
    /// What the answers of an application get.
    pub fn of(app: &App) -> Self {
        let shell = app.shell().ok().flatten();
        Self::new(
            shell.map_or(&Inline::default(), |shell| &shell.inline),
            app.transport,
        )
    }

    /// The same for an answer that is no centre's.
    pub fn of_no_center(transport: Transport) -> Self {
        Self::new(&Inline::default(), transport)
    }

    fn new(inline: &Inline, transport: Transport) -> Self {
        let policy = HeaderValue::from_str(&content_security_policy(inline)).ok();
        let policy = policy.map(|policy| (header::CONTENT_SECURITY_POLICY, policy));
        let always = (transport == Transport::Tls).then(|| {
            let always = HeaderValue::from_static("max-age=63072000; includeSubDomains; preload");
            (header::STRICT_TRANSPORT_SECURITY, always)
        });
        let pages = FIXED.map(fixed).into_iter().chain(policy);
        let data = DATA.map(fixed).into_iter();
        Self {
            pages: pages.chain(always.clone()).collect(),
            data: data.chain(always).collect(),
        }
    }

    /// Adds them to whatever was answered.
    pub fn secure(&self, response: &mut Response) {
        let every = if is_data(response) {
            &self.data
        } else {
            &self.pages
        };
        let headers = response.headers_mut();
        headers.reserve(every.len() + 1);
        for (name, value) in every.iter() {
            headers.insert(name.clone(), value.clone());
        }
        if !headers.contains_key(header::CACHE_CONTROL) {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }
}

fn fixed((name, value): (&'static str, &'static str)) -> (HeaderName, HeaderValue) {
    (
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )
}

/// Whether this is no page and no worker: facts, nothing at all, or a file named by its hash, which a page fetches.
fn is_data(response: &Response) -> bool {
    const TYPES: [&str; 3] = [
        "application/json",
        "application/octet-stream",
        "application/problem+json",
    ];
    let header = |name| response.headers().get(name);
    response.status() == StatusCode::NO_CONTENT
        || header(header::CACHE_CONTROL).is_some_and(|kept| kept == KEPT_FOR_GOOD)
        || header(header::CONTENT_TYPE).is_some_and(|kind| TYPES.iter().any(|data| kind == data))
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
