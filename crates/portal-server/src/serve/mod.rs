//! Serving the portal and its API.

mod accept;
mod admin;
mod advocate;
mod answer;
mod cookies;
mod error;
mod handlers;
mod headers;
mod hsds;
mod kiosk;
mod openapi;
mod principal;
mod router;
mod shell;
mod silence;
mod state;
mod tls;

pub use accept::{Limits, serve};
pub use admin::router as admin_router;
pub use openapi::document as openapi_document;
pub use router::router;
pub use state::{App, AppError, Transport};
pub use tls::acceptor as tls_acceptor;
