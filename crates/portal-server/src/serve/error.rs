//! The one error type of handlers: what goes wrong, as a problem of RFC 9457.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use portal_types::Problem;

use crate::auth::db::AuthDbError;
use crate::auth::{RedeemError, SignInError};
use crate::store::StoreError;

/// What a handler answers instead of facts.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// Nothing there, or nothing there for this principal: the two look the same.
    #[error("not found")]
    NotFound,
    /// No session, or it has ended.
    #[error("no session")]
    NoSession,
    /// Sign-in failed, for whatever reason.
    #[error("sign-in failed")]
    SignInFailed,
    /// No kiosk, or none any more, or not this one's proof.
    #[error("kiosk unknown")]
    KioskUnknown,
    /// The one-time code is wrong, used or too old.
    #[error("enrolment failed")]
    EnrolmentFailed,
    /// A phone has used what the kiosk showed.
    #[error("handoff used")]
    HandoffUsed,
    /// What the kiosk showed is too old, tried out, or the family has left.
    #[error("handoff over")]
    HandoffOver,
    /// No centre has the host that was asked.
    #[error("another host")]
    Misdirected,
    /// The request came from another site (`Sec-Fetch-Site`).
    #[error("another site")]
    CrossSite,
    /// Whoever is signed in may not do this.
    #[error("forbidden")]
    Forbidden,
    /// The body or the path is not what the API takes.
    #[error("bad request")]
    BadRequest,
    /// A parameter's value is not what it takes. The value itself is in neither answer nor log.
    #[error("parameter {name}: expected {expected}")]
    BadParameter {
        /// Its name in the API.
        name: &'static str,
        /// What it takes.
        expected: &'static str,
    },
    /// The method is not one this path takes.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// The body is too large.
    #[error("too large")]
    TooLarge,
    /// Too much is waiting; come back later.
    #[error("busy")]
    Busy,
    /// Something broke. The cause is for the log, never for the answer.
    #[error("{0}")]
    Internal(String),
}

impl ApiError {
    fn status_code_title(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "There is nothing here."),
            Self::NoSession => (
                StatusCode::UNAUTHORIZED,
                "session_ended",
                "Nobody is signed in.",
            ),
            Self::SignInFailed => (
                StatusCode::UNAUTHORIZED,
                "sign_in_failed",
                "The sign-in did not work.",
            ),
            Self::KioskUnknown => (
                StatusCode::UNAUTHORIZED,
                "kiosk_unknown",
                "This is not an enrolled kiosk.",
            ),
            Self::EnrolmentFailed => (
                StatusCode::UNAUTHORIZED,
                "enrolment_failed",
                "The one-time code is not good.",
            ),
            Self::HandoffUsed => (
                StatusCode::GONE,
                "handoff_used",
                "A phone has used this already.",
            ),
            Self::HandoffOver => (StatusCode::GONE, "handoff_over", "This is over."),
            // RFC 9110, 15.5.20.
            Self::Misdirected => (
                StatusCode::MISDIRECTED_REQUEST,
                "misdirected",
                "Nothing is served at this address.",
            ),
            Self::CrossSite => (
                StatusCode::FORBIDDEN,
                "cross_site",
                "Requests from other sites are refused.",
            ),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden", "You may not do this."),
            Self::BadParameter { .. } => (
                StatusCode::BAD_REQUEST,
                "bad_parameter",
                "A parameter does not have a value it can have.",
            ),
            Self::BadRequest => (
                StatusCode::BAD_REQUEST,
                "bad_request",
                "The request cannot be understood.",
            ),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This path does not take that method.",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "The request is too large.",
            ),
            Self::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "The server is busy. Try again in a moment.",
            ),
            Self::Internal(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "The server cannot answer now.",
            ),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!("{cause}");
        }
        let (status, code, title) = self.status_code_title();
        let problem = Problem {
            r#type: format!("urn:problem:{code}"),
            title: title.to_owned(),
            status: status.as_u16(),
            code: code.to_owned(),
        };
        let mut body = serde_json::to_value(&problem).unwrap_or_default();
        if let Self::BadParameter { name, expected } = self {
            body["parameter"] = name.into();
            body["detail"] = format!("{name}: expected {expected}").into();
        }
        let body = body.to_string();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

impl From<StoreError> for ApiError {
    fn from(e: StoreError) -> Self {
        Self::Internal(e.to_string())
    }
}

impl From<std::io::Error> for ApiError {
    fn from(e: std::io::Error) -> Self {
        Self::Internal(e.to_string())
    }
}

impl From<AuthDbError> for ApiError {
    fn from(e: AuthDbError) -> Self {
        match e {
            AuthDbError::Busy => Self::Busy,
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<SignInError> for ApiError {
    fn from(e: SignInError) -> Self {
        match e {
            SignInError::Failed => Self::SignInFailed,
            SignInError::Busy => Self::Busy,
            SignInError::System(cause) => Self::Internal(cause),
        }
    }
}

impl From<RedeemError> for ApiError {
    fn from(e: RedeemError) -> Self {
        match e {
            RedeemError::Used => Self::HandoffUsed,
            RedeemError::Over => Self::HandoffOver,
            RedeemError::SignIn(e) => e.into(),
        }
    }
}
