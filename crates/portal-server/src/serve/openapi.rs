//! The API's own description (OpenAPI 3.1).

use std::sync::OnceLock;

use axum::http::HeaderMap;
use axum::response::Response;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{ArrayItems, Type};
use utoipa::openapi::{self, Content, Object, RefOr, Schema};
use utoipa::{Modify, OpenApi};

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
    ),
    modifiers(&AsAnswered)
)]
struct Api;

/// Says of answers what the derived description cannot know.
struct AsAnswered;

impl Modify for AsAnswered {
    fn modify(&self, api: &mut openapi::OpenApi) {
        for operation in api.paths.paths.values_mut().flat_map(operations) {
            for response in operation.responses.responses.values_mut() {
                if let RefOr::T(response) = response {
                    name_problems(response);
                }
            }
        }
        let schemas = api.components.iter_mut().flat_map(|c| &mut c.schemas);
        for (name, schema) in schemas {
            match schema {
                // Names in JSON are strings; a map behind an alias is derived as if they were its values.
                RefOr::T(Schema::Object(object)) => {
                    object.property_names = None;
                    // A centre's file of words has nothing else in it; the playbook that is answered has the rules beside them.
                    if name == "PlaybookWords" {
                        object.additional_properties = None;
                    }
                }
                // A tuple of numbers is derived as three objects.
                RefOr::T(Schema::Array(array)) if name == "OpeningHours" => {
                    let number = Object::with_type(Type::Integer);
                    array.items = ArrayItems::RefOrSchema(Box::new(Schema::Object(number).into()));
                }
                _ => {}
            }
        }
    }
}

fn operations(path: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem {
        get, post, delete, ..
    } = path;
    [get, post, delete].into_iter().flatten()
}

/// Problems have a media type of their own (RFC 9457, 3).
fn name_problems(response: &mut openapi::Response) {
    let is_problem = |content: &RefOr<Content>| {
        let RefOr::T(content) = content else {
            return false;
        };
        matches!(&content.schema, Some(RefOr::Ref(of)) if of.ref_location.ends_with("/Problem"))
    };
    let plain = "application/json";
    if response.content.get(plain).is_some_and(is_problem)
        && let Some(content) = response.content.shift_remove(plain)
    {
        let problem = "application/problem+json".to_owned();
        response.content.insert(problem, content);
    }
}

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
