//! Every path the server answers. What is not named here is not found.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::services::ServeDir;
use tower_http::timeout::TimeoutLayer;

use super::answer::{KEPT_FOR_GOOD, fixed};
use super::error::ApiError;
use super::handlers::{
    advocate, board, building, handoff, health, kiosk as kiosks, kiosk_list, me, oidc,
    public as open, session,
};
use super::headers::{self, Every};
use super::state::App;
use super::{hsds, kiosk, openapi};
use crate::identity::RETURN_PATH;

/// Bytes a request's body may have; signing in has one, and a query by body.
const BODY_LIMIT: usize = 4 * 1024;

const HTML: &str = "text/html; charset=utf-8";

/// Time a handler has.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// The first parts of the portal's own page URLs; the portal's `routes.rs` spells the pages.
const PAGES: [&str; 10] = [
    "", "steps", "visits", "help", "list", "people", "news", "rights", "limits", "start",
];

/// The same for staff and the board, who load a program of their own.
const OFFICE_PAGES: [&str; 2] = ["staff", "board"];

/// The same for the touch screen in the lobby, which has a program of its own as well.
const KIOSK_PAGE: &str = "kiosk";

/// The router over one application.
pub fn router(app: Arc<App>) -> Router {
    let private = advocates()
        .route("/api/v1/me/overview", get(me::read_overview))
        .route("/api/v1/me/steps", get(me::list_steps))
        .route("/api/v1/me/appointments", get(me::list_appointments))
        .route("/api/v1/me/appointments/{id}", get(me::read_appointment))
        .route("/api/v1/me/team", get(me::list_team))
        .route("/api/v1/me/updates", get(me::list_updates))
        .route(
            "/api/v1/session",
            get(session::read_session)
                .post(session::create_session)
                .delete(session::delete_session),
        )
        .route("/api/v1/oidc/start", get(oidc::start_sign_in))
        .route("/api/v1/kiosk", get(kiosks::read_kiosk))
        .route(
            "/api/v1/handoff",
            get(handoff::read_handoff).post(handoff::create_handoff),
        )
        .layer((
            middleware::from_fn(headers::same_site),
            middleware::from_fn_with_state(Arc::clone(&app), kiosk::admit),
        ))
        .merge(without_kiosk().layer(middleware::from_fn(headers::same_site)));
    let public = Router::new()
        // The one way in from another site: it takes nothing but what this browser was sent away with.
        .route(RETURN_PATH, get(oidc::finish_sign_in))
        .route("/api/v1/center", get(open::read_center))
        .route("/api/v1/building", get(building::read_building))
        .route("/api/v1/playbook/{language}", get(open::read_playbook))
        .route("/api/v1/directory", get(open::read_current_directory))
        .route("/api/v1/directory/{hash}", get(open::read_directory))
        .route(
            "/api/v1/directory/{hash}/pack",
            get(open::read_directory_pack),
        )
        .route("/api/v1/services/{id}", get(open::read_service))
        .route("/api/v1/board", get(board::read_board))
        .route("/api/v1/board.csv", get(board::read_board_table))
        .route("/api/v1/openapi.json", get(openapi::read_openapi))
        .route("/healthz", get(health::read_health))
        .route("/readyz", get(health::read_readiness));
    let all = private
        .merge(public)
        .merge(hsds::routes())
        .route("/", get(read_page))
        .route("/{*path}", get(read_page_or_file))
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .fallback(async || ApiError::NotFound);
    guarded(all, Every::of(&app)).with_state(app)
}

/// What stands around every handler, the outermost first. All in one: the router boxes each layer that is put on it alone.
fn guarded<S: Clone + Send + Sync + 'static>(router: Router<S>, every: Every) -> Router<S> {
    router.layer((
        middleware::from_fn_with_state(every, finish),
        CatchPanicLayer::custom(|_| {
            ApiError::Internal("a handler panicked".to_owned()).into_response()
        }),
        TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIME_LIMIT),
        // What is announced as larger is not waited for.
        RequestBodyLimitLayer::new(BODY_LIMIT),
    ))
}

/// What comes before a kiosk can prove anything, and from phones that go on after it.
fn without_kiosk() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/kiosk/enrol", post(kiosks::enrol_kiosk))
        .route("/api/v1/kiosk/challenge", post(kiosks::create_challenge))
        .route("/api/v1/kiosk/start", post(kiosks::start_kiosk))
        .route("/api/v1/handoff/redeem", post(handoff::redeem_handoff))
}

/// What staff read of the families they serve.
fn advocates() -> Router<Arc<App>> {
    let one = "/api/v1/advocate/families/{id}";
    let of = |part: &str| format!("{one}/{part}");
    Router::new()
        .route("/api/v1/advocate/families", get(advocate::list_families))
        .route("/api/v1/advocate/kiosks", get(kiosk_list::list_kiosks))
        .route(one, get(advocate::read_family))
        .route(&of("overview"), get(advocate::read_overview))
        .route(&of("steps"), get(advocate::list_steps))
        .route(&of("appointments"), get(advocate::list_appointments))
        .route(&of("appointments/{visit}"), get(advocate::read_appointment))
        .route(&of("team"), get(advocate::list_team))
        .route(&of("updates"), get(advocate::list_updates))
        .route(&of("cards/{selector}/freeze"), post(advocate::freeze_card))
        .route(
            "/api/v1/advocate/emergency",
            post(advocate::open_in_emergency),
        )
}

/// The page itself.
async fn read_page(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, ApiError> {
    let shell = app.shell()?.ok_or(ApiError::NotFound)?;
    fixed(&headers, HTML, &shell.page)
}

/// A page URL of the portal answers with the page; anything else is one of the portal's files or nothing.
async fn read_page_or_file(
    State(app): State<Arc<App>>,
    Path(path): Path<String>,
    request: Request,
) -> Result<Response, ApiError> {
    let first = path.split('/').next().unwrap_or_default();
    if PAGES.contains(&first) && !path.contains('.') {
        return read_page(State(app), request.headers().clone()).await;
    }
    let shell = app.shell()?.ok_or(ApiError::NotFound)?;
    if OFFICE_PAGES.contains(&first) && !path.contains('.') {
        return fixed(request.headers(), HTML, &shell.office);
    }
    if first == KIOSK_PAGE && !path.contains('.') {
        return fixed(request.headers(), HTML, &shell.kiosk);
    }
    if matches!(
        first,
        "api" | "hsds" | "index.html" | "office.html" | "kiosk.html"
    ) || !is_name_of_a_file(&path)
        || !matches!(*request.method(), Method::GET | Method::HEAD)
    {
        return Err(ApiError::NotFound);
    }
    let files = ServeDir::new(&shell.dir)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let mut response = match files.oneshot(request).await {
        Ok(response) => response.map(axum::body::Body::new),
        Err(never) => match never {},
    };
    if response.status() == StatusCode::NOT_FOUND {
        return Err(ApiError::NotFound);
    }
    let cache = if is_hashed(&path) {
        KEPT_FOR_GOOD
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // All texts of ours are written in it; a name of a file does not say so.
    if let Some(kind) = headers.get_mut(header::CONTENT_TYPE)
        && let Ok(text) = kind.to_str()
        && text.starts_with("text/")
        && !text.contains("charset")
        && let Ok(with) = HeaderValue::from_str(&format!("{text}; charset=utf-8"))
    {
        *kind = with;
    }
    Ok(response)
}

/// Whether a file of the portal may be called so; of other names the system itself complains.
fn is_name_of_a_file(path: &str) -> bool {
    path.len() < 256 && path.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether a file's name carries the hash of its content: `name-0123456789abcdef.ext`.
fn is_hashed(path: &str) -> bool {
    let stem = path
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .split('.')
        .next()
        .unwrap_or_default();
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// What every answer gets before it leaves.
async fn finish(State(every): State<Every>, request: Request, next: middleware::Next) -> Response {
    let mut response = as_problem(next.run(request).await);
    every.secure(&mut response);
    response
}

/// Refusals made by layers and extractors get the same envelope as those of handlers.
fn as_problem(response: Response) -> Response {
    let is_problem = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|t| t == "application/problem+json");
    if is_problem {
        return response;
    }
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge.into_response(),
        StatusCode::METHOD_NOT_ALLOWED => ApiError::MethodNotAllowed.into_response(),
        StatusCode::SERVICE_UNAVAILABLE
            if response.headers().get(header::CONTENT_TYPE).is_none() =>
        {
            ApiError::Busy.into_response()
        }
        status if status.is_client_error() => ApiError::BadRequest.into_response(),
        status if status == StatusCode::INTERNAL_SERVER_ERROR => {
            ApiError::Internal("a layer answered 500".to_owned()).into_response()
        }
        _ => response,
    }
}

#[cfg(test)]
#[path = "router_tests.rs"]
mod tests;
