//! The demo's kiosk.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DemoError;
use crate::auth::kiosks;
use crate::auth::sql::Sql;
use crate::secrets::Secrets;

/// What the demo calls its kiosk.
const NAME: &str = "Lobby";

/// A kiosk of the demo, waiting to be enrolled.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoKiosk {
    /// What the centre calls it.
    pub name: String,
    /// The one-time code that enrols it: drawn anew for each demo, and good for ten minutes of real time. A code that was
    /// the same everywhere would let anybody enrol at a demo that is shown to the world.
    pub enrolment_code: String,
}

/// Adds the demo's kiosk.
///
/// # Errors
/// When the database cannot be written.
pub fn add(sql: &dyn Sql, secrets: &Secrets) -> Result<Vec<DemoKiosk>, DemoError> {
    let at = Timestamp::now().as_second();
    let code = kiosks::add(sql, secrets, NAME, at)?;
    Ok(vec![DemoKiosk {
        name: NAME.to_owned(),
        enrolment_code: code.to_printed(),
    }])
}
