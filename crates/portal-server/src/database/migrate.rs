//! Making a database ready: roles, and the tables of this version.

use super::{Database, DatabaseError, Transaction};

/// Who writes facts: imports.
const PUBLISHING: &str = "portal_publish";

/// Who answers families: reads facts, and writes what signing in needs.
const SERVING: &str = "portal_serve";

/// What was ever added to the tables, in order. None is changed once a version with it is out.
const MIGRATIONS: [(&str, &str); 2] = [
    (
        "0001-facts",
        include_str!("../../migrations/postgres/0001-facts.sql"),
    ),
    (
        "0002-auth",
        include_str!("../../migrations/postgres/0002-auth.sql"),
    ),
];

/// The schema, and the list of what was applied, which only the owner reads.
const GROUND: &str = "
    CREATE SCHEMA IF NOT EXISTS portal;
    CREATE TABLE IF NOT EXISTS portal.migration (name text PRIMARY KEY);
    GRANT USAGE ON SCHEMA portal TO portal_publish, portal_serve";

/// Makes the roles that are missing and applies what was not applied yet, each whole or not at all. The names of what was
/// applied now. The user must own the database and may make roles, unless they are there.
///
/// # Errors
/// When the user may not do this, or the database refuses a statement.
pub async fn migrate(database: &Database) -> Result<Vec<&'static str>, DatabaseError> {
    let mut connection = database.connection().await?;
    for role in [PUBLISHING, SERVING] {
        let known = "SELECT 1 FROM pg_roles WHERE rolname = $1";
        if connection.query_opt(known, &[&role]).await?.is_none() {
            let create = format!("CREATE ROLE {role} NOLOGIN");
            connection.batch_execute(&create).await?;
        }
    }
    connection.batch_execute(GROUND).await?;
    let mut applied = Vec::new();
    for (name, sql) in MIGRATIONS {
        let transaction = connection.transaction().await?;
        if apply(&transaction, name, sql).await? {
            transaction.commit().await?;
            applied.push(name);
        }
    }
    Ok(applied)
}

/// Whoever notes the name first applies it: another one who does the same waits here and finds it done.
async fn apply(
    transaction: &Transaction<'_>,
    name: &str,
    sql: &str,
) -> Result<bool, DatabaseError> {
    let note = "INSERT INTO portal.migration (name) VALUES ($1) ON CONFLICT DO NOTHING";
    let noted = transaction.execute(note, &[&name]).await?;
    if noted == 1 {
        transaction.batch_execute(sql).await?;
    }
    Ok(noted == 1)
}
