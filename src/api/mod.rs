//! The server behind typed functions.

mod client;
mod error;

pub mod endpoints;

pub use client::{get, sign_in, sign_out};
pub use error::{ApiError, SignInError};
