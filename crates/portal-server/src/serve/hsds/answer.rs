//! How HSDS answers leave: the standard's envelope, all rows one a line, or one object.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::super::answer::{Keep, matches_etag, public, takes_brotli};
use super::super::error::ApiError;
use super::super::state::App;
use super::family::Family;
use super::parameters::Asked;
use crate::packed;
use crate::store::hsds::Form;
use crate::store::{Store, StoreError};

const JSON: &str = "application/json";

/// Rows of one piece of a stream.
const PIECE: usize = 100;

/// Sizes in bytes worth compressing while somebody waits.
const COMPRESSED: std::ops::Range<usize> = 1_400..300_000;

/// A quality that takes about as long as sending what it saves.
const QUALITY: i32 = 3;

/// A list. Without `headers`, for a query by body, nothing is kept anywhere.
pub async fn list(
    app: &App,
    headers: Option<&HeaderMap>,
    family: &Family,
    asked: Asked,
) -> Result<Response, ApiError> {
    let store = app.store()?;
    let etag = etag(&*store).await?;
    if let Some(headers) = headers.filter(|headers| matches_etag(headers, &etag)) {
        return Ok(public(
            headers,
            JSON,
            &etag,
            Keep::Revalidate,
            &Bytes::new(),
            None,
        ));
    }
    let found = store.hsds_find(family.kind, &asked.wanted).await?;
    if asked.ndjson {
        return Ok(lines(store, found, asked.form(), headers.map(|_| &*etag)));
    }
    let body = page(&*store, &found, &asked).await?;
    match headers {
        Some(headers) => sent(headers, &etag, body),
        None => Ok(([(header::CONTENT_TYPE, JSON)], body).into_response()),
    }
}

/// One object in full.
pub async fn one(
    app: &App,
    headers: &HeaderMap,
    family: &Family,
    id: &str,
    asked: &Asked,
) -> Result<Response, ApiError> {
    let store = app.store()?;
    let row = store.hsds_row(family.kind, id).await?;
    let row = row.ok_or(ApiError::NotFound)?;
    let form = match asked.form() {
        Form::FullServices => Form::FullServices,
        _ => Form::Full,
    };
    let mut body = Vec::new();
    store.hsds_write(&[row], form, b',', &mut body).await?;
    sent(headers, &etag(&*store).await?, body)
}

/// The content of the directory names every answer from it.
async fn etag(store: &dyn Store) -> Result<String, ApiError> {
    Ok(format!("\"{}\"", store.hsds_hash().await?))
}

fn sent(headers: &HeaderMap, etag: &str, body: Vec<u8>) -> Result<Response, ApiError> {
    let brotli = if COMPRESSED.contains(&body.len()) && takes_brotli(headers) {
        Some(packed::brotli_at(QUALITY, &body)?.into())
    } else {
        None
    };
    let body = body.into();
    Ok(public(
        headers,
        JSON,
        etag,
        Keep::Revalidate,
        &body,
        brotli.as_ref(),
    ))
}

/// One page in the envelope of the standard.
async fn page(store: &dyn Store, found: &[i64], asked: &Asked) -> Result<Vec<u8>, ApiError> {
    let per_page = asked.per_page(found.len());
    let pages = found.len().div_ceil(per_page);
    let rows = found
        .chunks(per_page)
        .nth(asked.page - 1)
        .unwrap_or_default();
    let mut body = format!(
        "{{\"total_items\":{},\"total_pages\":{pages},\"page_number\":{},\"size\":{},\"first_page\":{},\
         \"last_page\":{},\"empty\":{},\"contents\":[",
        found.len(),
        asked.page,
        rows.len(),
        asked.page == 1,
        asked.page >= pages,
        rows.is_empty(),
    )
    .into_bytes();
    store
        .hsds_write(rows, asked.form(), b',', &mut body)
        .await?;
    body.extend_from_slice(b"]}");
    Ok(body)
}

/// Every row on a line of its own, read from the snapshot as the client takes them.
fn lines(store: Arc<dyn Store>, rows: Vec<i64>, form: Form, etag: Option<&str>) -> Response {
    let pieces = stream::unfold((store, rows, 0), move |(store, rows, at)| async move {
        let piece = rows.get(at..)?;
        let piece = &piece[..piece.len().min(PIECE)];
        if piece.is_empty() {
            return None;
        }
        let mut out = Vec::new();
        let written = store.hsds_write(piece, form, b'\n', &mut out).await;
        out.push(b'\n');
        let sent: Result<Bytes, StoreError> = written.map(|()| out.into());
        let next = at + piece.len();
        Some((sent, (store, rows, next)))
    });
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/x-ndjson"),
    );
    if let Some(etag) = etag.and_then(|etag| HeaderValue::from_str(etag).ok()) {
        headers.insert(header::ETAG, etag);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    response
}
