//! Hashes over the rows of a database: two that hold the same have the same ones, however their files are laid out.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};

use super::manifest::{TableRows, hex};

/// What the database is made of: tables, indexes and triggers.
const SCHEMA: &str = "sqlite_schema";

/// Every table with the hash of its rows, and the statements that made it all under `sqlite_schema`.
///
/// # Errors
/// When the database cannot be read.
pub fn tables(connection: &Connection) -> rusqlite::Result<BTreeMap<String, TableRows>> {
    let mut statement = connection.prepare(
        "SELECT name, wr FROM pragma_table_list
         WHERE schema = 'main' AND type IN ('table', 'shadow') AND name <> ?1",
    )?;
    let names = statement.query_map([SCHEMA], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let names: Vec<(String, bool)> = names.collect::<Result<_, _>>()?;
    let mut hashes = BTreeMap::new();
    let schema = format!("SELECT type, name, tbl_name, sql FROM {SCHEMA} ORDER BY type, name");
    hashes.insert(SCHEMA.to_owned(), hash(connection, &schema)?);
    for (name, without_rowid) in names {
        let order = match without_rowid {
            true => keys(connection, &name)?,
            false => "rowid".to_owned(),
        };
        let every = format!("SELECT * FROM {} ORDER BY {order}", quoted(&name));
        hashes.insert(name, hash(connection, &every)?);
    }
    Ok(hashes)
}

/// The columns of a table's primary key: the order its rows lie in, so nothing is sorted.
fn keys(connection: &Connection, table: &str) -> rusqlite::Result<String> {
    let mut statement =
        connection.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
    let names = statement.query_map([table], |row| row.get::<_, String>(0))?;
    let names: Vec<String> = names
        .map(|name| name.map(|name| quoted(&name)))
        .collect::<Result<_, _>>()?;
    Ok(names.join(", "))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn hash(connection: &Connection, every: &str) -> rusqlite::Result<TableRows> {
    let mut statement = connection.prepare(every)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let (mut count, mut hasher) = (0, Sha256::new());
    while let Some(row) = rows.next()? {
        count += 1;
        take(row, columns, &mut hasher)?;
    }
    Ok(TableRows {
        rows: count,
        sha256: hex(hasher),
    })
}

/// Each value with its type and its length, so that no two rows look the same.
fn take(row: &Row<'_>, columns: usize, hasher: &mut Sha256) -> rusqlite::Result<()> {
    for column in 0..columns {
        let mut bytes = |kind: u8, bytes: &[u8]| {
            hasher.update([kind]);
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        };
        match row.get_ref(column)? {
            ValueRef::Null => bytes(b'n', &[]),
            ValueRef::Integer(number) => bytes(b'i', &number.to_be_bytes()),
            ValueRef::Real(number) => bytes(b'r', &number.to_be_bytes()),
            ValueRef::Text(text) => bytes(b't', text),
            ValueRef::Blob(blob) => bytes(b'b', blob),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(statements: &str) -> BTreeMap<String, TableRows> {
        let connection = Connection::open_in_memory().expect("a database");
        connection.execute_batch(statements).expect("rows");
        tables(&connection).expect("hashes")
    }

    #[test]
    fn the_same_rows_have_the_same_hash_however_they_came() {
        let table = "CREATE TABLE t (a TEXT, b, PRIMARY KEY (a)) WITHOUT ROWID;";
        let plain = of(&format!(
            "{table} INSERT INTO t VALUES ('1', 2), ('3', x'04');"
        ));
        let detour = of(&format!(
            "{table} INSERT INTO t VALUES ('9', 9), ('3', x'04'), ('1', 2); DELETE FROM t WHERE a = '9'; VACUUM;"
        ));
        assert_eq!(plain, detour);
        assert_eq!(plain["t"].rows, 2);
    }

    #[test]
    fn any_other_value_type_row_or_table_has_another_hash() {
        let with = |values: &str| {
            of(&format!(
                "CREATE TABLE t (a, b); INSERT INTO t VALUES {values};"
            ))
        };
        let all = [
            "('ab', 'c')",
            "('a', 'bc')",
            "('ab', NULL)",
            "('ab', '')",
            "('ab', x'63')",
            "('ab', 1)",
            "('ab', 1.0)",
            "('ab', '1')",
            "('ab', 'c'), ('ab', 'c')",
        ];
        let hashes: Vec<_> = all.iter().map(|values| with(values)["t"].clone()).collect();
        for (n, one) in hashes.iter().enumerate() {
            assert_eq!(
                hashes.iter().position(|other| other == one),
                Some(n),
                "{}",
                all[n]
            );
        }
        let more =
            of("CREATE TABLE t (a, b); INSERT INTO t VALUES ('ab', 'c'); CREATE INDEX i ON t (a);");
        assert_ne!(more[SCHEMA], with("('ab', 'c')")[SCHEMA]);
    }
}
