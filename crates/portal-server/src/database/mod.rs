//! One PostgreSQL database of many centres, of which everything is asked in the name of one of them.
//!
//! Each statement runs in a transaction that says whose it is (`portal.center_id`), and the policies of every table let
//! nothing else through. Statements name the centre themselves as well: the policies are the second wall.

mod blocking;
mod center_id;
mod centers;
mod error;
mod migrate;
mod reader;
mod url;

pub use blocking::wait_for;
pub use center_id::{CenterId, CenterIdError};
pub use centers::{Current, current};
pub use deadpool_postgres::Transaction;
pub use error::DatabaseError;
pub use migrate::migrate;
pub use reader::only_reads;
pub use tokio_postgres::Row;
pub use tokio_postgres::types::ToSql;
pub use url::DatabaseUrl;

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::future::{join_all, join3, try_join_all};

/// Connections of one process. A statement takes a millisecond or less, and each connection is a process of the database.
const CONNECTIONS: usize = 16;

/// How long a request waits for a free connection.
const WAIT: Duration = Duration::from_secs(5);

/// A pool of connections. A copy is another handle of the same pool.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
}

/// A statement that reads, and the values of its `$1`, `$2` and so on.
pub struct Question<'a> {
    /// The statement; it is prepared once for each connection.
    pub sql: &'a str,
    /// Its values.
    pub values: &'a [&'a (dyn ToSql + Sync)],
}

/// A connection that is held to change things of one centre.
pub struct CenterConnection {
    connection: Object,
    center: CenterId,
}

impl Database {
    /// Gets ready to connect; the first connection is made when something is asked.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn open(url: &DatabaseUrl) -> Result<Self, DatabaseError> {
        let manager = Manager::from_config(
            url.config(),
            url::tls()?,
            ManagerConfig {
                // A lost connection says so itself; asking each time would double every answer's way.
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .wait_timeout(Some(WAIT))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|e| DatabaseError::Unexpected(e.to_string()))?;
        Ok(Self { pool })
    }

    /// A connection in nobody's name: it sees which centres there are and nothing of them.
    ///
    /// # Errors
    /// When there is none.
    pub async fn connection(&self) -> Result<Object, DatabaseError> {
        Ok(self.pool.get().await?)
    }

    /// A connection to change things of a centre.
    ///
    /// # Errors
    /// When there is none.
    pub async fn at(&self, center: &CenterId) -> Result<CenterConnection, DatabaseError> {
        Ok(CenterConnection {
            connection: self.connection().await?,
            center: center.clone(),
        })
    }

    /// Asks several things in the name of a centre, in one read-only transaction and one round trip.
    ///
    /// # Errors
    /// When one of them cannot be answered.
    pub async fn ask(
        &self,
        center: &CenterId,
        questions: &[Question<'_>],
    ) -> Result<Vec<Vec<Row>>, DatabaseError> {
        let connection = self.connection().await?;
        let prepared = questions.iter().map(|q| connection.prepare_cached(q.sql));
        let statements = try_join_all(prepared).await?;
        // An id has nothing to escape. The driver sends what it is told at the first poll, in this order, and waits for
        // the answers after that: whoever gives up on this future leaves no transaction open.
        let begin = format!("BEGIN READ ONLY; SET LOCAL portal.center_id = '{center}'");
        let asked = statements.iter().zip(questions);
        let asked = join_all(asked.map(|(statement, q)| connection.query(statement, q.values)));
        let (begun, answers, ended) = join3(
            connection.batch_execute(&begin),
            asked,
            connection.batch_execute("COMMIT"),
        )
        .await;
        begun?;
        let answers = answers.into_iter().collect::<Result<_, _>>()?;
        ended?;
        Ok(answers)
    }
}

impl CenterConnection {
    /// Begins a transaction in the centre's name. Dropped without `commit`, it changes nothing.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn begin(&mut self) -> Result<Transaction<'_>, DatabaseError> {
        let transaction = self.connection.transaction().await?;
        let set = format!("SET LOCAL portal.center_id = '{}'", self.center);
        transaction.batch_execute(&set).await?;
        Ok(transaction)
    }
}
