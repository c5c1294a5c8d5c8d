//! Writes one item of a family, and who may see it.

use rusqlite::{Transaction, params};
use serde::Serialize;

use super::PublishError;
use super::lookup::Lookup;
use crate::facts::Right;
use crate::store::bodies::{self, ChildBody};

/// Who may see an item, beside everyone with the right.
pub struct Visibility<'a> {
    /// The children it names; a grant for some children shows only what names one of them.
    pub children: &'a [ChildBody],
    /// Caregiver ids; absent means everyone with the right.
    pub audience: Option<&'a Vec<String>>,
    /// A right that the same grant must give as well.
    pub also: Option<Right>,
}

/// Writes one item: a step, a visit, a team member or a piece of news.
///
/// # Errors
/// When the snapshot cannot be written.
#[expect(
    clippy::too_many_arguments,
    reason = "one row's columns, written in one place"
)]
pub fn item(
    tx: &Transaction<'_>,
    lookup: &Lookup<'_>,
    family: &str,
    right: Right,
    sort: i64,
    id: &str,
    sees: &Visibility<'_>,
    body: &impl Serialize,
) -> Result<(), PublishError> {
    tx.prepare_cached(
        "INSERT INTO item (family_id, need, also, sort, id, audience, children, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        lookup.opaque("family", "", family),
        right.bit(),
        sees.also.map_or(0, Right::bit),
        sort,
        id,
        sees.audience.is_some(),
        !sees.children.is_empty(),
        bodies::write(body)?
    ])?;
    for child in sees.children {
        tx.prepare_cached("INSERT OR IGNORE INTO item_child (item_id, child_id) VALUES (?1, ?2)")?
            .execute(params![id, child.id])?;
    }
    for caregiver in sees.audience.into_iter().flatten() {
        tx.prepare_cached(
            "INSERT OR IGNORE INTO item_audience (item_id, caregiver_id) VALUES (?1, ?2)",
        )?
        .execute(params![id, lookup.opaque("caregiver", "", caregiver)])?;
    }
    Ok(())
}
