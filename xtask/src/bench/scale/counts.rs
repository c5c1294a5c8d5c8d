//! What the database did for a server, as it counts itself.

use anyhow::{Context, Result};

use super::cluster::Cluster;

/// Where statements are counted, for all databases of the cluster.
const KEPT: &str = "postgres";

/// Sums over the statements of one server.
pub struct Counts {
    /// Statements.
    pub statements: f64,
    /// Pages of 8 KiB that were looked at, wherever they were.
    pub pages: f64,
    /// Those of them that were not in PostgreSQL's own memory.
    pub fetched: f64,
    /// Milliseconds in which statements ran.
    pub milliseconds: f64,
}

/// Gets ready to count.
pub fn prepare(cluster: &Cluster) -> Result<()> {
    let extension = "CREATE EXTENSION pg_stat_statements";
    cluster.sql("postgres", KEPT, extension).map(drop)
}

/// Begins at nothing.
pub fn reset(cluster: &Cluster) -> Result<()> {
    let reset = "SELECT pg_stat_statements_reset()";
    cluster.sql("postgres", KEPT, reset).map(drop)
}

/// What was done since then for families: looking for new publications, twice a second whoever asks, is left out.
pub fn read(cluster: &Cluster, database: &str) -> Result<Counts> {
    sum(cluster, database, "NOT LIKE")
}

/// What looking for new publications cost since then.
pub fn following(cluster: &Cluster, database: &str) -> Result<Counts> {
    sum(cluster, database, "LIKE")
}

fn sum(cluster: &Cluster, database: &str, which: &str) -> Result<Counts> {
    let query = format!(
        "SELECT coalesce(sum(calls), 0), coalesce(sum(shared_blks_hit + shared_blks_read), 0),
             coalesce(sum(shared_blks_read), 0), coalesce(sum(total_exec_time), 0)
         FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = '{database}' AND s.userid = 'web'::regrole AND s.query {which} '%FROM portal.current%'"
    );
    let told = cluster.sql("postgres", KEPT, &query)?;
    let numbers = told.trim().split('|').map(str::parse);
    let numbers: Vec<f64> = numbers.collect::<Result<_, _>>()?;
    let [statements, pages, fetched, milliseconds] = numbers[..] else {
        return None.context("four sums of statements");
    };
    Ok(Counts {
        statements,
        pages,
        fetched,
        milliseconds,
    })
}
