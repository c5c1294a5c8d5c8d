//! From a cookie to a member of staff, and from there to the families they serve: the only way a handler gets one.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use portal_types::StaffRole;

use super::cookies::session_token;
use super::error::ApiError;
use super::state::App;
use crate::auth::access_log::{self, Read};
use crate::auth::sessions::TOUCH_EVERY;
use crate::auth::staff::assignments;
use crate::auth::staff::sessions::{self, StaffSession};
use crate::store::Store;
use crate::store::caseload::ServedFamily;

/// What the log says of a family nobody can ask for: it keeps no text that somebody made up.
const UNKNOWN: &str = "unknown";

/// Symbols of an opaque id.
const ID_SYMBOLS: usize = 26;

/// A member of staff with a live session.
pub struct Advocate {
    /// Their session.
    pub session: StaffSession,
    /// The snapshot this request is answered from, from its first query to its last.
    pub store: Arc<dyn Store>,
}

impl Advocate {
    /// The family with this opaque id, when it is one of theirs at this moment. Another one is not there, whether or
    /// not it exists, and the access log has it that somebody asked.
    ///
    /// # Errors
    /// [`ApiError::NotFound`], once its row in the log is written.
    pub async fn family(
        &self,
        app: &App,
        id: &str,
        what: &'static str,
    ) -> Result<ServedFamily, ApiError> {
        let now = app.clock.session_seconds();
        let (staff, asked) = (self.session.staff.clone(), id.to_owned());
        let own = app
            .auth
            .read(move |c| assignments::find(c, &staff, &asked, now));
        match own.await? {
            Some(id) => Ok(ServedFamily { id }),
            None => {
                self.log(app, id, what, "not_found").await?;
                Err(ApiError::NotFound)
            }
        }
    }

    /// Writes the access log's row; the answer may leave only after this.
    ///
    /// # Errors
    /// When the row could not be written.
    pub async fn log(
        &self,
        app: &App,
        family: &str,
        what: &'static str,
        outcome: &'static str,
    ) -> Result<(), ApiError> {
        let row = self.row(app, family, what, outcome);
        Ok(access_log::record(&app.auth, row).await?)
    }

    /// One row of the access log.
    #[must_use]
    pub fn row(&self, app: &App, family: &str, what: &'static str, outcome: &'static str) -> Read {
        let is_id = family.len() == ID_SYMBOLS && family.bytes().all(|b| b.is_ascii_alphanumeric());
        Read {
            at: app.clock.session_seconds(),
            kind: match self.session.role {
                StaffRole::Advocate => "advocate",
                StaffRole::Supervisor => "supervisor",
            },
            who: self.session.staff.clone(),
            family: if is_id { family } else { UNKNOWN }.to_owned(),
            what,
            outcome,
        }
    }
}

impl FromRequestParts<Arc<App>> for Advocate {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token = session_token(&parts.headers, app.transport).ok_or(ApiError::NoSession)?;
        let hash = token.hash();
        let now = app.clock.session_seconds();
        let session = app
            .auth
            .read({
                let hash = hash.clone();
                move |c| sessions::find(c, &hash, now)
            })
            .await?
            .ok_or(ApiError::NoSession)?;
        if now - session.seen_at >= TOUCH_EVERY {
            let touch = app.auth.write(move |c| sessions::touch(c, &hash, now));
            touch.await?;
        }
        Ok(Self {
            session,
            store: app.private_store().await?,
        })
    }
}
