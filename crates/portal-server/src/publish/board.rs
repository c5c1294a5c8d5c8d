//! Closes the months of the board that are due, and writes the board into a snapshot.
//!
//! A month is counted in the pass over the steps that a snapshot takes anyway, and only when it has to be
//! closed. Its figures are on the disk before they are in any snapshot; from then on nothing changes them, not
//! even a working database that was restored from an older copy.

use jiff::civil::Date;
use portal_types::Board;
use portal_types::PlaybookRules;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, params};

use super::PublishError;
use crate::board::{Closed, Month, Tally, assemble, closed_by, take_apart};
use crate::facts::{AgencyFact, Fact};
use crate::home::Home;
use crate::import::playbook::stored;
use crate::packed::Packed;
use crate::playbook::{default_files, read};
use crate::promise;
use crate::store::bodies::StepBody;

/// Months that have to be closed, and what was counted of them so far.
pub struct Closing {
    rules: PlaybookRules,
    tally: Tally,
}

impl Closing {
    /// What has to be closed today; `None` when every month is closed, or while no source has told of cases:
    /// months that are closed empty would stay empty.
    ///
    /// # Errors
    /// When the working database cannot be read, or the playbook does not fit this program any more.
    pub fn begin(working: &Connection, today: Date) -> Result<Option<Self>, PublishError> {
        let mut due = Vec::new();
        for month in closed_by(today) {
            if !is_closed(working, month)? {
                due.push(month);
            }
        }
        if due.is_empty() || !has_cases(working)? {
            return Ok(None);
        }
        let files = stored(working)?.unwrap_or_else(default_files);
        Ok(Some(Self {
            rules: read(&files).map_err(PublishError::Playbook)?.rules,
            tally: Tally::of(due),
        }))
    }

    /// Counts a step with the day that the rules set for it. All steps of a family come one after the other.
    pub fn take(&mut self, family: &str, step: &mut StepBody) {
        step.rule = promise::rule(&self.rules, step);
        self.tally.take(family, step);
    }

    /// Keeps what was counted, for good.
    ///
    /// # Errors
    /// When the working database cannot be read or written.
    pub fn finish(self, working: &Connection) -> Result<(), PublishError> {
        keep(working, &self.tally.close(&agencies(working)?))
    }
}

/// Takes over closed months that are published and that the working database does not have: it may have been
/// restored from an older copy, or begun anew. They would be counted a second time otherwise.
///
/// # Errors
/// When the working database cannot be written. A snapshot that cannot be read has nothing to take over, and
/// is no reason not to publish a better one.
pub fn take_over(home: &Home, working: &Connection) -> Result<(), PublishError> {
    let closed = published(home).map_or_else(Vec::new, |board| take_apart(&board));
    match closed.last() {
        Some(newest) if !is_closed(working, newest.month)? => keep(working, &closed),
        _ => Ok(()),
    }
}

fn published(home: &Home) -> Option<Board> {
    let file = super::current(home).ok()?;
    let snapshot = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    let json = snapshot.query_row("SELECT json FROM board", [], |row| row.get::<_, Vec<u8>>(0));
    serde_json::from_slice(&json.ok()?).ok()
}

/// Writes closed months that are not there yet. The table keeps those that are there.
fn keep(working: &Connection, closed: &[Closed]) -> Result<(), PublishError> {
    let tx = working.unchecked_transaction()?;
    for Closed { month, agencies } in closed {
        tx.execute(
            "INSERT INTO board_month (month, body) VALUES (?1, ?2)",
            params![month.to_string(), serde_json::to_string(agencies)?],
        )?;
    }
    Ok(tx.commit()?)
}

fn is_closed(working: &Connection, month: Month) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM board_month WHERE month = ?1";
    let found = working.query_row(sql, [month.to_string()], |_| Ok(()));
    Ok(found.optional()?.is_some())
}

/// Whether any case feed was ever taken in. What families it tells of makes no difference.
fn has_cases(working: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM source WHERE what = 'cases' AND last_good_at IS NOT NULL LIMIT 1";
    let found = working.query_row(sql, [], |_| Ok(()));
    Ok(found.optional()?.is_some())
}

fn agencies(working: &Connection) -> Result<Vec<AgencyFact>, PublishError> {
    let mut agencies = Vec::new();
    super::lookup::for_each(working, "'agency'", |_, fact| {
        if let Fact::Agency(agency) = fact {
            agencies.push(agency);
        }
        Ok(())
    })?;
    Ok(agencies)
}

/// Writes the board of all closed months.
///
/// # Errors
/// When a database cannot be read or written, or a closed month is not what was written.
pub fn write(tx: &Transaction<'_>, working: &Connection) -> Result<(), PublishError> {
    let mut statement = working.prepare("SELECT month, body FROM board_month ORDER BY month")?;
    let mut rows = statement.query([])?;
    let mut closed = Vec::new();
    while let Some(row) = rows.next()? {
        let month: String = row.get(0)?;
        let body: String = row.get(1)?;
        let damaged = |e| PublishError::Damaged(format!("board_month {month}: {e}"));
        closed.push(Closed {
            month: month.parse::<Month>().map_err(damaged)?,
            agencies: serde_json::from_str(&body)?,
        });
    }
    let Packed {
        hash,
        plain,
        brotli,
    } = Packed::of(serde_json::to_vec(&assemble(&closed))?)?;
    tx.execute(
        "INSERT INTO board (hash, json, brotli) VALUES (?1, ?2, ?3)",
        params![hash, &plain[..], &brotli[..]],
    )?;
    Ok(())
}
