//! Staff sign in at the centre's own identity provider, where it has one (OpenID Connect Core 1.0, code flow).
//!
//! It is the one host that the server asks anything: `docs/decisions/0013-the-centres-identity-provider.md`.

mod claims;
mod desk;
mod http;
mod known;
mod provider;
mod refused;
mod settings;
#[cfg(test)]
mod settings_tests;

pub use desk::{IdentityDesk, Returned};
pub use http::HttpClient;
pub use refused::Refused;
pub use settings::{IdentityConfig, RETURN_PATH};
