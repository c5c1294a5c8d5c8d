//! The board: how well promises are kept, for anyone. Nothing in it is of one family, and nobody is asked who
//! they are.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use portal_types::{Board, Problem};

use super::super::answer::{Keep, etag_of, public};
use super::super::error::ApiError;
use super::super::state::App;
use super::public::{JSON, packed};
use crate::board::csv;
use crate::packed::Packed;

const CSV: &str = "text/csv; charset=utf-8; header=present";

/// The share of promises kept, by agency and month, of all months that are closed.
#[utoipa::path(get, path = "/api/v1/board", responses((status = 200, body = Board), (status = 503, body = Problem)))]
pub async fn read_board(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let board = board(&app)?;
    Ok(packed(&headers, JSON, Keep::Revalidate, &board))
}

/// The same as a table: CSV by RFC 4180 with a header, a row for each agency and month. The cells of a group
/// that is too small are empty, and `note` says so.
#[utoipa::path(
    get,
    path = "/api/v1/board.csv",
    responses(
        (status = 200, body = String, content_type = "text/csv"),
        (status = 503, body = Problem)
    )
)]
pub async fn read_board_table(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let internal = |e: &dyn std::error::Error| ApiError::Internal(e.to_string());
    let board: Board = serde_json::from_slice(&board(&app)?.plain).map_err(|e| internal(&e))?;
    let table = csv::write(&board).map_err(|e| internal(&e))?;
    let etag = etag_of(&table);
    let mut response = public(&headers, CSV, &etag, Keep::Revalidate, &table.into(), None);
    response.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"board.csv\""),
    );
    Ok(response)
}

/// The board of the current snapshot; an empty one where that has none.
fn board(app: &App) -> Result<Packed, ApiError> {
    if let Some(board) = app.store()?.board() {
        return Ok(board);
    }
    let empty = serde_json::to_vec(&Board::default());
    let empty = empty.map_err(|e| ApiError::Internal(e.to_string()))?;
    Packed::of(empty).map_err(|e| ApiError::Internal(e.to_string()))
}
