//! Writes the cases of a snapshot: agencies, caregivers, grants, and the items families are shown.

use std::collections::HashMap;

use rusqlite::{Connection, Transaction, params};

use super::PublishError;
use super::board::Closing;
use super::items::{Visibility, item};
use super::lookup::{Lookup, by_family};
use super::news::News;
use super::sources::Sources;
use super::visits::Visits;
use crate::facts::{CaregiverFact, Fact, FamilyFact, GrantFact, Right, StepFact, TeamMemberFact};
use crate::secrets::Secrets;
use crate::store::bodies::{StepBody, TeamBody};

/// Steps without an order come after those with one.
const NO_ORDER: i64 = 1_000_000;

/// Writes every case; where months of the board are to be closed, their promises are counted on the way.
///
/// # Errors
/// When a database cannot be read or written.
pub fn write(
    tx: &Transaction<'_>,
    working: &Connection,
    secrets: &Secrets,
    mut closing: Option<&mut Closing>,
) -> Result<(), PublishError> {
    let lookup = Lookup::read(working, secrets)?;
    let heard = heard(working)?;
    let sources = Sources::write(tx, working)?;
    let mut news = News::read(tx, &lookup, &sources, working)?;
    let mut visits = Visits::new(tx, &lookup, &sources);
    by_family(
        working,
        &lookup,
        "'agency', 'family', 'caregiver', 'grant', 'step', 'appointment', 'team_member', 'news'",
        |source, fact, revision| {
            match fact {
                Fact::Agency(f) => {
                    tx.prepare_cached("INSERT INTO agency (id, body) VALUES (?1, ?2)")?
                        .execute(params![f.id, serde_json::to_string(&f)?])?;
                }
                Fact::Family(f) => family(tx, &lookup, heard.get(&f.id), &f)?,
                Fact::Caregiver(f) => caregiver(tx, &lookup, heard.get(&f.family), &f)?,
                Fact::Grant(f) => grant(tx, &lookup, &source, &f)?,
                Fact::Step(f) => {
                    step(tx, &lookup, &sources, &source, f, closing.as_deref_mut())?;
                }
                Fact::Appointment(f) => visits.take(source, f, revision)?,
                Fact::TeamMember(f) => team_member(tx, &lookup, &source, &f)?,
                Fact::News(f) => news.told(&source, f)?,
                Fact::Place(_)
                | Fact::Contact(_)
                | Fact::Child(_)
                | Fact::Identifier(_)
                | Fact::Promise(_) => {}
            }
            Ok(())
        },
    )?;
    visits.finish()?;
    news.derived(working)
}

/// When a family's sources were heard.
struct Heard {
    since: String,
    last: String,
}

/// By family. The last source to begin counts: what it brought then was new.
fn heard(working: &Connection) -> rusqlite::Result<HashMap<String, Heard>> {
    let mut statement =
        working.prepare("SELECT family, max(first_on), max(last_on) FROM heard GROUP BY family")?;
    let rows = statement.query_map([], |row| {
        let (since, last) = (row.get(1)?, row.get(2)?);
        Ok((row.get(0)?, Heard { since, last }))
    })?;
    rows.collect()
}

fn family(
    tx: &Transaction<'_>,
    lookup: &Lookup<'_>,
    heard: Option<&Heard>,
    f: &FamilyFact,
) -> Result<(), PublishError> {
    tx.prepare_cached(
        "INSERT INTO family (id, number, name, language, since, heard_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        lookup.opaque("family", "", &f.id),
        f.id,
        f.name,
        f.language,
        heard.map(|h| &h.since),
        heard.map(|h| &h.last)
    ])?;
    Ok(())
}

fn caregiver(
    tx: &Transaction<'_>,
    lookup: &Lookup<'_>,
    heard: Option<&Heard>,
    f: &CaregiverFact,
) -> Result<(), PublishError> {
    tx.prepare_cached(
        "INSERT INTO caregiver (id, family_id, label, language, barred, since, heard_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        lookup.opaque("caregiver", "", &f.id),
        lookup.opaque("family", "", &f.family),
        f.label,
        f.language,
        f.barred,
        heard.map(|h| &h.since),
        heard.map(|h| &h.last)
    ])?;
    Ok(())
}

fn grant(
    tx: &Transaction<'_>,
    lookup: &Lookup<'_>,
    source: &str,
    f: &GrantFact,
) -> Result<(), PublishError> {
    let id = lookup.opaque("grant", source, &f.id);
    let rights = f.rights.iter().fold(0, |bits, right| bits | right.bit());
    tx.prepare_cached(
        "INSERT INTO access_grant (caregiver_id, id, rights, all_children, starts_on, ends_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        lookup.opaque("caregiver", "", &f.caregiver),
        id,
        rights,
        f.children.is_none(),
        f.starts_on.to_string(),
        f.ends_on.to_string()
    ])?;
    for child in f.children.iter().flatten() {
        tx.prepare_cached(
            "INSERT OR IGNORE INTO grant_child (grant_id, child_id) VALUES (?1, ?2)",
        )?
        .execute(params![id, lookup.opaque("child", "", child)])?;
    }
    Ok(())
}

fn step(
    tx: &Transaction<'_>,
    lookup: &Lookup<'_>,
    sources: &Sources,
    source: &str,
    f: StepFact,
    closing: Option<&mut Closing>,
) -> Result<(), PublishError> {
    let mut body = StepBody {
        id: lookup.opaque("step", source, &f.id),
        children: lookup.children(&f.children),
        asked_by: f
            .asked_by
            .as_deref()
            .and_then(|id| lookup.contact(source, id)),
        contact: f
            .contact
            .as_deref()
            .and_then(|id| lookup.contact(source, id)),
        escalation: lookup.contact_list(source, &f.escalation),
        promises: lookup.promises(source, &f.id),
        past: lookup.past.step(source, &f.family, &f.id)?,
        rule: None,
        kind: f.kind,
        agency: f.agency,
        stage: f.state,
        who_acts: f.who_acts,
        started_on: f.started_on,
        done_on: f.done_on,
        last_confirmed_on: f.last_confirmed_on,
        asked_on: f.asked_on,
        next_check_on: f.next_check_on,
        reason: f.reason,
        source: sources.number(source),
        reached: None,
    };
    if let Some(closing) = closing {
        closing.take(&f.family, &mut body);
    }
    let sees = Visibility {
        children: &body.children,
        audience: f.visible_to.as_ref(),
        also: None,
    };
    let sort = f.order.map_or(NO_ORDER, i64::from);
    item(
        tx,
        lookup,
        &f.family,
        Right::Steps,
        sort,
        &body.id,
        &sees,
        &body,
    )
}

fn team_member(
    tx: &Transaction<'_>,
    lookup: &Lookup<'_>,
    source: &str,
    f: &TeamMemberFact,
) -> Result<(), PublishError> {
    let Some(contact) = lookup.contact(source, &f.contact) else {
        return Ok(());
    };
    let body = TeamBody {
        member: portal_types::TeamMember {
            contact,
            is_advocate: f.advocate,
        },
    };
    let id = lookup.opaque("team_member", source, &f.id);
    let sees = Visibility {
        children: &[],
        audience: f.visible_to.as_ref(),
        also: None,
    };
    item(
        tx,
        lookup,
        &f.family,
        Right::Team,
        i64::from(!f.advocate),
        &id,
        &sees,
        &body,
    )
}
