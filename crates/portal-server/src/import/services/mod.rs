//! A services directory in HSDS (`portal-hsds` reads it): judged and replaced as a whole.

use std::path::Path;

use portal_hsds::model::Service;
use portal_hsds::{Part, Report, read_each};
use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};

use super::report::{ImportError, Refusal, RowError, Summary};
use super::{Options, Progress, finish, refuse, working};
use crate::home::Home;

const STAGING: &str = "
    CREATE TEMP TABLE stage_service (id TEXT NOT NULL PRIMARY KEY, digest BLOB NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;";

/// Records of a directory that stand beside its services: `organization`, `taxonomy` and
/// `taxonomy_term`, each as the model's JSON. An organisation is here in full, with its places,
/// those that are kept secret too: `portal_hsds::pack::hide_secret_places` takes them out.
const RECORDS: &str = "
    CREATE TABLE IF NOT EXISTS directory_record (
        source TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (source, kind, id)
    ) STRICT, WITHOUT ROWID;";

/// Imports a services directory.
///
/// # Errors
/// [`ImportError::Refused`] with every mistake found; then nothing was changed.
pub fn import_services(
    home: &Home,
    path: &Path,
    options: &Options<'_>,
    progress: Progress<'_>,
) -> Result<Summary, ImportError> {
    let _lock = home.lock()?;
    let mut connection = working::open(&home.working_db())?;
    let tx = connection.transaction()?;
    tx.execute_batch(STAGING)?;
    tx.execute_batch(RECORDS)?;
    tx.execute(
        "DELETE FROM directory_record WHERE source = ?1",
        [options.source],
    )?;
    let mut failed = None;
    let mut told = 0;
    let mut tell = |p: portal_hsds::Progress<'_>| {
        if p.rows / super::PROGRESS_EVERY != told {
            told = p.rows / super::PROGRESS_EVERY;
            progress(p.file, p.rows);
        }
    };
    let mut keep = |part: Part| {
        if failed.is_none() {
            failed = keep_part(&tx, options.source, part).err();
        }
    };
    let read = read_each(path, &mut keep, &mut tell);
    if let Some(e) = failed {
        return Err(e);
    }
    let report = match read {
        Ok(report) => report,
        Err(refusal) => {
            drop(tx);
            return refuse(home, &connection, options, "services", refusal_of(refusal));
        }
    };
    let mut summary = replace(&tx, options.source)?;
    tell_report(&mut summary, report);
    summary.checked_only = options.check;
    if options.check {
        return Ok(summary);
    }
    options
        .delivery("services")
        .note_good(&tx, &summary, None)?;
    tx.commit()?;
    finish(home, &connection, options, progress)?;
    Ok(summary)
}

fn keep_part(tx: &Transaction<'_>, source: &str, part: Part) -> Result<(), ImportError> {
    let (kind, id, body) = match part {
        Part::Service(service) => return stage(tx, &service),
        Part::Organization(one) => ("organization", one.id.clone(), serde_json::to_string(&one)?),
        Part::Taxonomy(one) => ("taxonomy", one.id.clone(), serde_json::to_string(&one)?),
        Part::TaxonomyTerm(one) => (
            "taxonomy_term",
            one.id.clone(),
            serde_json::to_string(&one)?,
        ),
    };
    tx.prepare_cached(
        "INSERT INTO directory_record (source, kind, id, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![source, kind, id, body])?;
    Ok(())
}

fn stage(connection: &Connection, service: &Service) -> Result<(), ImportError> {
    let body = serde_json::to_string(service)?;
    let digest: [u8; 32] = Sha256::digest(body.as_bytes()).into();
    connection
        .prepare_cached("INSERT INTO stage_service (id, digest, body) VALUES (?1, ?2, ?3)")?
        .execute(params![service.id, &digest[..16], body])?;
    Ok(())
}

fn replace(tx: &Transaction<'_>, source: &str) -> rusqlite::Result<Summary> {
    let count = |sql: &str| {
        tx.query_row(sql, params![source], |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
    };
    let gone = "FROM service WHERE source = ?1 AND NOT EXISTS (SELECT 1 FROM stage_service s WHERE s.id = service.id)";
    let both = "FROM stage_service s JOIN service f ON f.id = s.id AND f.source = ?1";
    let removed = count(&format!("SELECT count(*) {gone}"))?;
    let unchanged = count(&format!("SELECT count(*) {both} WHERE f.digest = s.digest"))?;
    let changed = count(&format!(
        "SELECT count(*) {both} WHERE f.digest <> s.digest"
    ))?;
    let all = count("SELECT count(*) FROM stage_service WHERE ?1 <> ''")?;
    tx.execute(&format!("DELETE {gone}"), params![source])?;
    tx.execute(
        "INSERT INTO service (source, id, digest, body) SELECT ?1, id, digest, body FROM stage_service WHERE true
         ON CONFLICT (source, id) DO UPDATE SET digest = excluded.digest, body = excluded.body
         WHERE service.digest <> excluded.digest",
        params![source],
    )?;
    Ok(Summary {
        source: source.to_owned(),
        added: all - unchanged - changed,
        changed,
        removed,
        unchanged,
        ..Summary::default()
    })
}

fn tell_report(summary: &mut Summary, report: Report) {
    summary.repaired = report
        .repairs
        .into_iter()
        .chain(report.remarks)
        .map(|(name, c)| (name.to_owned(), c.count))
        .collect();
    summary.set_aside = report
        .set_aside
        .into_iter()
        .map(|(name, c)| (name, c.count))
        .collect();
    for field in report.ignored_fields {
        summary
            .set_aside
            .insert(format!("field not in the standard: {field}"), 1);
    }
}

fn refusal_of(refusal: portal_hsds::Refusal) -> Refusal {
    let errors = refusal
        .errors
        .into_iter()
        .map(|e| RowError {
            file: e.file,
            line: e.line,
            field: or_dash(e.field),
            reason: e.reason,
        })
        .collect();
    Refusal {
        errors,
        total: refusal.total,
    }
}

/// A mistake of the whole line has no field.
fn or_dash(field: String) -> String {
    if field.is_empty() {
        "-".to_owned()
    } else {
        field
    }
}
