//! Serving the portal and its API.

mod accept;
mod admin;
mod advocate;
mod answer;
mod centers;
mod common;
mod cookies;
mod error;
mod guests;
mod handlers;
mod headers;
mod hsds;
mod kiosk;
mod many;
mod openapi;
mod principal;
mod router;
mod ruled;
mod shell;
mod silence;
mod state;
mod tls;

pub use accept::{Limits, serve};
pub use admin::router as admin_router;
pub use centers::{Centers, CentersError};
pub use common::Common;
pub use many::{admin_router_of_many, router_of_many};
pub use openapi::document as openapi_document;
pub use router::router;
pub use state::{App, AppError, Transport};
pub use tls::acceptor as tls_acceptor;
