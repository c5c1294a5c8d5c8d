//! What never changes within a publication, read when it is taken up.

use std::sync::Arc;

use portal_search::Pack;
use portal_types::{DirectoryRef, PlaybookRules};

use super::super::StoreError;
use super::super::rules;
use super::body;
use crate::database::{CenterId, Database, Question, Row, ToSql};
use crate::facts::AgencyFact;
use crate::packed::Packed;

const META: &str = "SELECT key, value FROM portal.meta WHERE center_id = $1 AND snapshot = $2";
const SOURCES: &str =
    "SELECT name FROM portal.source WHERE center_id = $1 AND snapshot = $2 ORDER BY n";
const AGENCIES: &str = "SELECT body FROM portal.agency WHERE center_id = $1 AND snapshot = $2 ORDER BY id COLLATE \"C\"";
const LANGUAGES: &str = "SELECT language FROM portal.playbook WHERE center_id = $1 AND snapshot = $2 ORDER BY language COLLATE \"C\"";
/// They are the same in every language.
const RULES: &str = "
    SELECT json FROM portal.playbook WHERE center_id = $1 AND snapshot = $2 ORDER BY language COLLATE \"C\" LIMIT 1";
const BOARD: &str =
    "SELECT hash, json, brotli FROM portal.board WHERE center_id = $1 AND snapshot = $2";
/// Its first bytes say which version wrote it.
const PACK: &str =
    "SELECT substr(pack, 1, 16) FROM portal.directory WHERE center_id = $1 AND snapshot = $2";

/// What many answers need.
pub struct Head {
    pub published_at: String,
    /// A name for the content of the whole directory.
    pub hsds: String,
    /// The directory, if there is one this program can read.
    pub directory: Option<DirectoryRef>,
    /// Names of the sources, in the order bodies count them.
    pub sources: Arc<[String]>,
    pub agencies: Arc<[AgencyFact]>,
    /// Languages of the centre's own playbook.
    pub languages: Vec<String>,
    /// Rules of the centre's own playbook.
    pub rules: Option<Arc<PlaybookRules>>,
    pub board: Option<Packed>,
}

impl Head {
    /// Reads it in one round trip.
    ///
    /// # Errors
    /// When the database does not answer, or a body is not what publishing wrote.
    pub async fn read(
        database: &Database,
        center: &CenterId,
        snapshot: i64,
    ) -> Result<Self, StoreError> {
        let id = center.as_str();
        let values: [&(dyn ToSql + Sync); 2] = [&id, &snapshot];
        let all = [META, SOURCES, AGENCIES, LANGUAGES, RULES, BOARD, PACK];
        let questions = all.map(|sql| Question {
            sql,
            values: &values,
        });
        let answers = database.ask(center, &questions).await?;
        let [meta, sources, agencies, languages, own_rules, board, pack] =
            answers.try_into().unwrap_or_else(|_| Default::default());
        Ok(Self {
            published_at: value(&meta, "published_at")?.unwrap_or_default(),
            hsds: value(&meta, "hsds")?.unwrap_or_default(),
            directory: directory(center, &meta, &pack)?,
            sources: texts(&sources)?.into(),
            agencies: agencies
                .iter()
                .map(|row| body(row, 0))
                .collect::<Result<_, _>>()?,
            languages: texts(&languages)?,
            rules: own_rules
                .first()
                .map(|row| rules::read(row.try_get(0)?))
                .transpose()?
                .map(Arc::new),
            board: board.first().map(packed).transpose()?,
        })
    }
}

/// A body that was packed when it was published: hash, plain and brotli.
pub fn packed(row: &Row) -> Result<Packed, StoreError> {
    Ok(Packed {
        hash: row.try_get(0)?,
        plain: row.try_get::<_, Vec<u8>>(1)?.into(),
        brotli: row.try_get::<_, Vec<u8>>(2)?.into(),
    })
}

fn texts(rows: &[Row]) -> Result<Vec<String>, tokio_postgres::Error> {
    rows.iter().map(|row| row.try_get(0)).collect()
}

fn value(meta: &[Row], wanted: &str) -> Result<Option<String>, StoreError> {
    for row in meta {
        if row.try_get::<_, &str>(0)? == wanted {
            return Ok(Some(row.try_get(1)?));
        }
    }
    Ok(None)
}

/// A directory that another version published is told in the log and left alone: families must see their case all the same.
fn directory(
    center: &CenterId,
    meta: &[Row],
    pack: &[Row],
) -> Result<Option<DirectoryRef>, StoreError> {
    let Some(text) = value(meta, "directory")? else {
        return Ok(None);
    };
    let begins = |row: &Row| row.try_get(0).map(Pack::begins);
    if !pack.first().map(begins).transpose()?.unwrap_or_default() {
        tracing::error!(
            "the services directory of {center} was published by another version of this program and is not served; \
             run there: portal publish --home DIR"
        );
        return Ok(None);
    }
    Ok(Some(serde_json::from_str(&text)?))
}
