//! The second wall: policies and rights, tried with statements that forget the first one.

use portal_server::database::{CenterId, Database, DatabaseError, Question, current, migrate};

use crate::support::Cluster;

fn center(id: &str) -> CenterId {
    id.parse().expect("an id")
}

/// Tables that hold something of a centre.
const OWN_ROWS: &str = "
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'portal' AND c.relkind IN ('r', 'p') AND c.relname <> 'migration' ORDER BY 1";

async fn tables(cluster: &Cluster) -> Vec<String> {
    let owner = Database::open(&cluster.owner()).expect("a pool");
    let connection = owner.connection().await.expect("a connection");
    let rows = connection.query(OWN_ROWS, &[]).await.expect("tables");
    rows.iter().map(|row| row.get(0)).collect()
}

/// Two centres with one agency each.
async fn publish_two(cluster: &Cluster) {
    let importer = Database::open(&cluster.importer()).expect("a pool");
    for id in ["east", "west"] {
        let mut connection = importer.at(&center(id)).await.expect("a connection");
        let transaction = connection.begin().await.expect("a transaction");
        for sql in [
            "INSERT INTO portal.publication VALUES ($1, 1, '2026-03-10T14:00:00Z')",
            "INSERT INTO portal.current VALUES ($1, 1)",
            "INSERT INTO portal.agency VALUES ($1, 1, 'a', '{}')",
        ] {
            transaction.execute(sql, &[&id]).await.expect("a row");
        }
        transaction.commit().await.expect("committed");
    }
}

#[tokio::test]
async fn a_database_is_made_ready_once_and_again_without_harm() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let owner = Database::open(&cluster.owner()).expect("a pool");
    assert_eq!(migrate(&owner).await, Ok(Vec::new()));
    let web = Database::open(&cluster.web()).expect("a pool");
    assert_eq!(migrate(&web).await, Err(DatabaseError::Right));
}

#[tokio::test]
async fn every_table_forces_its_policies_and_begins_its_keys_with_the_centre() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let owner = Database::open(&cluster.owner()).expect("a pool");
    let connection = owner.connection().await.expect("a connection");
    let open = "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'portal' AND c.relkind IN ('r', 'p') AND c.relname <> 'migration'
          AND NOT (relrowsecurity AND relforcerowsecurity)";
    let keys =
        "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
        WHERE n.nspname = 'portal' AND t.relname <> 'migration' AND a.attname <> 'center_id'";
    for sql in [open, keys] {
        let rows = connection.query(sql, &[]).await.expect("an answer");
        let names: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        assert!(names.is_empty(), "{names:?}");
    }
    assert!(tables(&cluster).await.contains(&"item".to_owned()));
}

#[tokio::test]
async fn a_statement_without_the_centre_reads_the_centre_it_is_asked_for_and_no_other() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    publish_two(&cluster).await;
    for url in [cluster.web(), cluster.importer(), cluster.owner()] {
        let database = Database::open(&url).expect("a pool");
        let all = Question {
            sql: "SELECT center_id FROM portal.agency",
            values: &[],
        };
        for (asked, expected) in [("east", vec!["east"]), ("nobody", vec![])] {
            let answers = database
                .ask(&center(asked), std::slice::from_ref(&all))
                .await;
            let answers = answers.expect("an answer");
            let seen: Vec<String> = answers[0].iter().map(|row| row.get(0)).collect();
            assert_eq!(seen, expected);
            // The same connection, in nobody's name.
            let connection = database.connection().await.expect("a connection");
            let rows = connection.query(all.sql, &[]).await.expect("an answer");
            assert!(rows.is_empty(), "the setting leaked");
        }
        let centers = current(&database).await.expect("the list");
        let names: Vec<_> = centers.iter().map(|line| line.center.as_str()).collect();
        assert_eq!(names, ["east", "west"]);
    }
}

#[tokio::test]
async fn whoever_gives_up_on_an_answer_leaves_no_transaction_open() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    publish_two(&cluster).await;
    let database = Database::open(&cluster.web()).expect("a pool");
    let slow = Question {
        sql: "SELECT pg_sleep(0.2)",
        values: &[],
    };
    let east = center("east");
    let asked = database.ask(&east, std::slice::from_ref(&slow));
    let brief = std::time::Duration::from_millis(100);
    assert!(tokio::time::timeout(brief, asked).await.is_err());
    let connection = database.connection().await.expect("the same connection");
    let setting = "SELECT coalesce(current_setting('portal.center_id', true), '')";
    let row = connection.query_one(setting, &[]).await.expect("a setting");
    assert_eq!(row.get::<_, String>(0), "");
    let begun = connection.batch_execute("SET TRANSACTION READ WRITE").await;
    begun.expect("a warning at most: there is no transaction");
}

#[tokio::test]
async fn a_server_can_change_no_fact() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    publish_two(&cluster).await;
    let database = Database::open(&cluster.web()).expect("a pool");
    let mut attempts = vec![
        "CREATE TABLE portal.t (a int)".to_owned(),
        "CREATE TABLE public.t (a int)".to_owned(),
        "CREATE SCHEMA s".to_owned(),
        "SET ROLE portal_publish".to_owned(),
        "SELECT 1 FROM portal.migration".to_owned(),
    ];
    for table in tables(&cluster).await {
        attempts.push(format!("INSERT INTO portal.{table} DEFAULT VALUES"));
        attempts.push(format!("UPDATE portal.{table} SET center_id = 'west'"));
        attempts.push(format!("DELETE FROM portal.{table}"));
        attempts.push(format!("TRUNCATE portal.{table}"));
        attempts.push(format!(
            "ALTER TABLE portal.{table} DISABLE ROW LEVEL SECURITY"
        ));
        attempts.push(format!("DROP POLICY own_center ON portal.{table}"));
    }
    for sql in attempts {
        let mut connection = database.at(&center("east")).await.expect("a connection");
        let transaction = connection.begin().await.expect("a transaction");
        let refused = transaction.batch_execute(&sql).await.expect_err(&sql);
        assert_eq!(DatabaseError::from(refused), DatabaseError::Right, "{sql}");
    }
}

#[tokio::test]
async fn an_importer_writes_for_the_centre_it_speaks_for_alone() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    publish_two(&cluster).await;
    let database = Database::open(&cluster.importer()).expect("a pool");
    let mut connection = database.at(&center("east")).await.expect("a connection");
    for sql in [
        "INSERT INTO portal.agency VALUES ('west', 1, 'b', '{}')",
        "INSERT INTO portal.publication VALUES ('north', 1, '')",
        "UPDATE portal.agency SET body = ''",
    ] {
        let transaction = connection.begin().await.expect("a transaction");
        let refused = transaction.batch_execute(sql).await.expect_err(sql);
        assert_eq!(DatabaseError::from(refused), DatabaseError::Right, "{sql}");
    }
    for sql in [
        "DELETE FROM portal.agency WHERE center_id = 'west'",
        "UPDATE portal.current SET snapshot = 1 WHERE center_id = 'west'",
    ] {
        let transaction = connection.begin().await.expect("a transaction");
        assert_eq!(transaction.execute(sql, &[]).await.expect(sql), 0, "{sql}");
    }
}

#[tokio::test]
async fn an_error_quotes_neither_a_value_nor_a_password() {
    let Some(mut cluster) = Cluster::start() else {
        return;
    };
    let url = cluster.url("web").replace("of-the-tests", "k3ykey");
    let wrong = Database::open(&url.parse().expect("an address")).expect("a pool");
    let refused = wrong.connection().await.expect_err("refused");
    assert_eq!(refused, DatabaseError::SignIn("28P01".to_owned()));
    let database = Database::open(&cluster.web()).expect("a pool");
    let asked = Question {
        sql: "SELECT $1::text::bigint",
        values: &[&"Rowan Hale"],
    };
    let refused = database.ask(&center("east"), &[asked]).await;
    let refused = refused.expect_err("refused");
    assert_eq!(refused, DatabaseError::Refused("22P02".to_owned()));
    cluster.stop();
    let gone = database.connection().await;
    let gone = match gone {
        Ok(connection) => connection
            .query_one("SELECT 1", &[])
            .await
            .map(|_| ())
            .map_err(Into::into),
        Err(gone) => Err(gone),
    };
    assert!(
        matches!(gone, Err(DatabaseError::Unreachable(_))),
        "{gone:?}"
    );
    cluster.resume();
    let back = database.connection().await;
    assert!(back.is_ok(), "it is back");
}
