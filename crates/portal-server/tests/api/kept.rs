//! What is kept of who came in, as the tests look at it.

use portal_server::auth::access_log::{Verdict, verify};
use portal_server::auth::db::AuthDbError;
use portal_server::auth::sql::{Sql, Value};

use crate::harness::TestApp;

/// Only the rows of the test's own centre, where there are others.
pub const OWN: &str = "/*!WHERE center_id = :center*/";

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
        let file = rusqlite::Connection::open(self.home.auth_db()).expect("opens");
        let rename = format!("ALTER TABLE {table} RENAME TO gone_{table}");
        file.execute_batch(&rename).expect("renamed");
    }
}
