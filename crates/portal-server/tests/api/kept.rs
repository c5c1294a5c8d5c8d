//! What is kept of who came in, as the tests look at it.

use portal_server::auth::access_log::{Verdict, verify};
use portal_server::auth::db::{AuthDb, AuthDbError, Writers, connect};
use portal_server::auth::sql::{Sql, Value};

use portal_server::database::{Database, wait_for};
use portal_server::home::Home;

use crate::harness::TestApp;

/// Only the rows of the test's own centre, where there are others.
pub const OWN: &str = "/*!WHERE center_id = :center*/";

/// Runs a job where a home's own are run, before anything serves it.
pub fn write_to<T: Send + 'static>(
    home: &Home,
    job: impl Fn(&dyn Sql) -> Result<T, AuthDbError> + Send + 'static,
) -> T {
    let Some(url) = home.database() else {
        let file = connect(&home.auth_db()).expect("a database");
        return job(&file).expect("written");
    };
    let center = home.center_id().expect("an id");
    let written = wait_for(async || {
        let writers = Writers::new(Database::open(url)?);
        AuthDb::shared(&writers, center).write(job).await
    });
    written.unwrap_or_else(|e: AuthDbError| panic!("{e}"))
}

impl TestApp {
    /// Runs a job, as the application runs its own.
    pub async fn write<T: Send + 'static>(
        &self,
        job: impl Fn(&dyn Sql) -> Result<T, AuthDbError> + Send + 'static,
    ) -> T {
        self.app.auth.write(job).await.expect("written")
    }

    /// The number that a statement answers.
    pub async fn count(&self, statement: &str) -> u32 {
        let statement = statement.to_owned();
        let read = move |sql: &dyn Sql| sql.only(&statement, &[]);
        let counted: Result<u32, AuthDbError> = self.app.auth.read(read).await;
        counted.expect("a number")
    }

    /// Changes rows.
    pub async fn change(&self, statement: &str, values: &[&str]) -> u64 {
        let (statement, values) = (statement.to_owned(), values.join("\n"));
        let job = move |sql: &dyn Sql| {
            let values: Vec<_> = values.split_terminator('\n').map(Value::Text).collect();
            sql.execute(&statement, &values)
        };
        self.write(job).await
    }

    /// Kind, what and outcome of every row of the access log, the oldest first.
    pub async fn logged(&self) -> Vec<(String, String, String)> {
        let statement = format!("SELECT kind, what, outcome FROM access_log {OWN} ORDER BY seq");
        let rows = self.app.auth.read(move |sql| {
            sql.all(&statement, &[], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
        });
        let rows: Result<_, AuthDbError> = rows.await;
        rows.expect("the log")
    }

    /// Checks the chain of the access log.
    pub async fn chain(&self) -> Verdict {
        self.app.auth.read(verify).await.expect("the log")
    }

    /// Takes a table away under the application's feet.
    pub fn hide(&self, table: &str) {
        if let Some(cluster) = &self.cluster {
            let rename = format!("ALTER TABLE portal_auth.{table} RENAME TO gone_{table}");
            return cluster.as_superuser("portal", &rename);
        }
        let file = rusqlite::Connection::open(self.home.auth_db()).expect("opens");
        let rename = format!("ALTER TABLE {table} RENAME TO gone_{table}");
        file.execute_batch(&rename).expect("renamed");
    }

    /// All that is kept, as it lies on the disk.
    pub fn stored(&self) -> Vec<u8> {
        if let Some(cluster) = &self.cluster {
            return cluster.dump("portal_auth");
        }
        let mut stored = Vec::new();
        for suffix in ["", "-wal"] {
            let mut path = self.home.auth_db().into_os_string();
            path.push(suffix);
            stored.extend(std::fs::read(path).unwrap_or_default());
        }
        stored
    }
}
