//! The store handlers see: it has no way to write.
//!
//! Everything that returns case facts takes a [`Caregiver`] or a [`caseload::ServedFamily`], and what
//! they may see is decided inside the query, not by whoever calls it.

mod board;
pub mod bodies;
pub mod caseload;
mod caseload_sqlite;
mod connect;
mod finder;
pub mod hsds;
pub mod hsds_index;
mod hsds_search;
mod hsds_sqlite;
mod postgres;
mod published;
mod rules;
mod sqlite;

pub use postgres::Publications;
pub use published::Published;
pub use sqlite::Snapshot;

use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::Date;
use portal_types::PlaybookRules;

use crate::database::DatabaseError;
use crate::facts::AgencyFact;
use crate::packed::Packed;
use bodies::{NewsBody, StepBody, TeamBody, Visit};
use caseload::CaseloadStore;
use hsds::HsdsStore;

/// A caregiver as a principal of the store: made from a session and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caregiver {
    /// Opaque id.
    pub id: String,
}

/// Whether and how a caregiver has access today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Opaque id of the family, for the access log.
    pub family: String,
    /// The caregiver's language, BCP 47.
    pub language: String,
    /// Day the youngest of the family's sources told something for the first time, where it is known.
    pub since: Option<Date>,
    /// Day one of the family's sources was heard last, whether or not it told anything new.
    pub heard_on: Option<Date>,
}

/// The case as one caregiver may see it today.
#[derive(Clone, Debug, Default)]
pub struct CaseFile {
    /// Every agency of the centre; shared, because an answer seldom changes them.
    pub agencies: Arc<[AgencyFact]>,
    /// Steps in the order of the story.
    pub steps: Vec<StepBody>,
    /// Visits by time, those without a time last; each of them once, whoever tells of it.
    pub appointments: Vec<Visit>,
    /// The team, advocates first.
    pub team: Vec<TeamBody>,
    /// News, the newest first.
    pub news: Vec<NewsBody>,
    /// Names of the sources, in the order bodies count them. They never leave the server.
    pub sources: Arc<[String]>,
}

/// Which parts of a case file a handler needs; other parts stay empty.
#[derive(Clone, Copy, Debug)]
pub struct Parts(pub i64);

/// Why the store cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The snapshot cannot be read.
    #[error("snapshot: {0}")]
    Database(#[from] rusqlite::Error),
    /// The snapshot's file cannot be opened.
    #[error("snapshot: {0}")]
    Io(#[from] std::io::Error),
    /// The database of many centres does not answer.
    #[error("{0}")]
    ManyCenters(#[from] DatabaseError),
    /// A body in the snapshot is not what publishing wrote.
    /// Its text is kept out: serde's messages can quote a value, and this one goes to the log.
    #[error("snapshot row: not what publishing wrote")]
    Json(#[from] serde_json::Error),
}

impl StoreError {
    /// Whether a snapshot is not what was published, which trying again does not mend.
    fn is_of_content(&self) -> bool {
        matches!(self, Self::Io(e) if e.kind() == std::io::ErrorKind::InvalidData)
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::ManyCenters(error.into())
    }
}

/// What the server reads: one published snapshot of one centre.
#[async_trait]
pub trait Store: CaseloadStore + HsdsStore + Send + Sync {
    /// What the caregiver may see at all on that day; `None` when barred, unknown or without a grant.
    async fn access(&self, who: &Caregiver, today: Date) -> Result<Option<Access>, StoreError>;

    /// The case, as far as this caregiver may see it on that day.
    async fn case_file(
        &self,
        who: &Caregiver,
        today: Date,
        parts: Parts,
    ) -> Result<CaseFile, StoreError>;

    /// The current directory, for [`portal_types::Center`].
    async fn directory_ref(&self) -> Result<Option<portal_types::DirectoryRef>, StoreError>;

    /// The directory with this hash: the JSON of every service in full.
    async fn directory(&self, hash: &str) -> Result<Option<Packed>, StoreError>;

    /// The pack of the directory with this hash.
    async fn directory_pack(&self, hash: &str) -> Result<Option<Packed>, StoreError>;

    /// The languages of the centre's own playbook; none when it has none of its own.
    async fn playbook_languages(&self) -> Result<Vec<String>, StoreError>;

    /// The centre's own playbook in a language, by its exact tag.
    async fn playbook(&self, language: &str) -> Result<Option<Packed>, StoreError>;

    /// The rules of the centre's own playbook; `None` when it has none of its own.
    fn rules(&self) -> Option<Arc<PlaybookRules>>;

    /// The board as it is sent; `None` in a snapshot of an earlier version.
    fn board(&self) -> Option<Packed>;

    /// One service by its public id, as JSON of [`portal_types::ServiceDetail`].
    async fn service(&self, id: &str) -> Result<Option<String>, StoreError>;

    /// When the snapshot was published, RFC 3339.
    async fn published_at(&self) -> Result<String, StoreError>;
}
