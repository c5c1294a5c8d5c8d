//! The API's own description (OpenAPI 3.1).

use std::sync::OnceLock;

use axum::http::HeaderMap;
use axum::response::Response;
use utoipa::OpenApi;

use super::answer::fixed;
use super::error::ApiError;
use super::handlers::{
    advocate, board, building, handoff, health, kiosk, kiosk_list, me, oidc, public, session,
};
use super::state::Fixed;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Family portal",
        description = "Read-only facts of a family's case, and the public services directory. \
            Calls under `session` make and end sessions, two calls under `advocate` change who has access, \
            calls under `kiosk` and `handoff` are of the touch screen in the lobby; no call changes a fact."
    ),
    paths(
        session::create_session,
        session::read_session,
        session::delete_session,
        oidc::start_sign_in,
        oidc::finish_sign_in,
        kiosk::enrol_kiosk,
        kiosk::create_challenge,
        kiosk::start_kiosk,
        kiosk::read_kiosk,
        handoff::create_handoff,
        handoff::read_handoff,
        handoff::redeem_handoff,
        me::read_overview,
        me::list_steps,
        me::list_appointments,
        me::read_appointment,
        me::list_team,
        me::list_updates,
        advocate::list_families,
        advocate::read_family,
        advocate::read_overview,
        advocate::list_steps,
        advocate::list_appointments,
        advocate::read_appointment,
        advocate::list_team,
        advocate::list_updates,
        advocate::freeze_card,
        advocate::open_in_emergency,
        kiosk_list::list_kiosks,
        public::read_center,
        building::read_building,
        public::read_playbook,
        public::read_current_directory,
        public::read_directory,
        public::read_directory_pack,
        public::read_service,
        board::read_board,
        board::read_board_table,
        health::read_health,
        health::read_readiness
    )
)]
struct Api;

/// The document as JSON with two spaces of indent.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn document() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Api::openapi())
}

/// This document. It is made once: whoever asks for it over and over must not cost more than its bytes.
pub async fn read_openapi(headers: HeaderMap) -> Result<Response, ApiError> {
    static MADE: OnceLock<Fixed> = OnceLock::new();
    let made = match MADE.get() {
        Some(made) => made,
        None => {
            let text = serde_json::to_vec(&Api::openapi());
            let made = Fixed::of(text.map_err(|e| ApiError::Internal(e.to_string()))?);
            MADE.get_or_init(|| made)
        }
    };
    fixed(&headers, "application/json", made)
}
