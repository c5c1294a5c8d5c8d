//! What lets people into the demo: cards, staff and a touch screen, in the home's own file or in its database of many centres.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{DemoAdvocate, DemoCaregiver, DemoError, DemoKiosk, SEED, kiosk, staff};
use crate::auth::cards::DEFAULT_DAYS;
use crate::auth::db::{AuthDb, Writers, connect};
use crate::auth::issue_card;
use crate::auth::sql::Sql;
use crate::database::{Database, wait_for};
use crate::facts::CaregiverFact;
use crate::home::Home;
use crate::import::working;
use crate::secrets::Secrets;

/// What a demo made before left. The access log stays: nobody may change it.
const OLD: [&str; 13] = [
    "handoff",
    "handoff_pin",
    "kiosk_session",
    "kiosk",
    "provider_wait",
    "staff_session",
    "opened",
    "assignment",
    "staff",
    "session",
    "device",
    "attempt",
    "card",
];

/// All keys of a demo.
pub struct Keys {
    pub caregivers: Vec<DemoCaregiver>,
    pub advocates: Vec<DemoAdvocate>,
    pub kiosks: Vec<DemoKiosk>,
}

impl Keys {
    /// Makes them anew.
    pub fn hand_out(home: &Home, today: Date) -> Result<Self, DemoError> {
        let (secrets, caregivers) = (Secrets::open(home)?, caregivers(home)?);
        let make = move |sql: &dyn Sql| Self::make(sql, &secrets, &caregivers, today);
        let Some(url) = home.database() else {
            return make(&connect(&home.auth_db())?);
        };
        let center = home.center_id()?;
        wait_for(async || {
            let writers = Writers::new(Database::open(url)?);
            AuthDb::shared(&writers, center).write(make).await
        })
    }

    fn make(
        sql: &dyn Sql,
        secrets: &Secrets,
        caregivers: &[CaregiverFact],
        today: Date,
    ) -> Result<Self, DemoError> {
        for table in OLD {
            let delete = format!("DELETE FROM {table} /*!WHERE center_id = :center*/");
            sql.execute(&delete, &[])?;
        }
        let expires_on = today.checked_add(DEFAULT_DAYS.days())?;
        let issue = |fact: &CaregiverFact| -> Result<DemoCaregiver, DemoError> {
            let card = issue_card(sql, secrets, &fact.id, expires_on, Some(SEED))?;
            Ok(DemoCaregiver {
                family: fact.family.clone(),
                caregiver: fact.id.clone(),
                label: fact.label.clone(),
                language: fact.language.clone(),
                code: card.code,
                pin: card.pin,
            })
        };
        Ok(Self {
            caregivers: caregivers.iter().map(issue).collect::<Result<_, _>>()?,
            advocates: staff::enrol(sql, secrets)?,
            kiosks: kiosk::add(sql, secrets)?,
        })
    }
}

/// Everybody who gets a card.
fn caregivers(home: &Home) -> Result<Vec<CaregiverFact>, DemoError> {
    let working = working::open(&home.working_db())?;
    let mut statement =
        working.prepare("SELECT body FROM fact WHERE kind = 'caregiver' ORDER BY family, id")?;
    let bodies = statement.query_map([], |row| row.get::<_, String>(0))?;
    bodies
        .map(|body| Ok(serde_json::from_str(&body?)?))
        .collect()
}
