//! From a cookie, or from a kiosk's proof, to a principal: the only way a handler gets one.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::civil::Date;

use super::cookies::session_token;
use super::error::ApiError;
use super::state::App;
use crate::auth::access_log::{self, Read};
use crate::auth::kiosks::Kiosk;
use crate::auth::sessions::{self, Key, LiveSession};
use crate::auth::sql::Sql;
use crate::store::{Access, Caregiver, Store};

/// A caregiver with a live session, a good card and a grant that covers today.
pub struct Principal {
    /// Who.
    pub caregiver: Caregiver,
    /// Their family and language.
    pub access: Access,
    /// Their session.
    pub session: LiveSession,
    /// The snapshot this request is answered from, from its first query to its last.
    pub store: Arc<dyn Store>,
}

impl Principal {
    /// Writes the access log's row; the answer may leave only after this.
    ///
    /// # Errors
    /// When the row could not be written.
    pub async fn log(&self, app: &App, what: &'static str, found: bool) -> Result<(), ApiError> {
        let row = self.row(app, what, if found { "shown" } else { "not_found" });
        Ok(access_log::record(&app.auth, row).await?)
    }

    /// One row of the access log.
    #[must_use]
    pub fn row(&self, app: &App, what: &'static str, outcome: &'static str) -> Read {
        let kind = match self.session.at_kiosk {
            true => "caregiver_at_kiosk",
            false => "caregiver",
        };
        Read {
            at: app.clock.session_seconds(),
            kind,
            who: self.caregiver.id.clone(),
            family: self.access.family.clone(),
            what,
            outcome,
        }
    }
}

impl FromRequestParts<Arc<App>> for Principal {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let now = app.clock.session_seconds();
        let today = app.today();
        let kiosk = parts.extensions.get::<Kiosk>();
        let challenge = kiosk.map(|kiosk| kiosk.challenge.clone());
        let hash = match &challenge {
            Some(_) => Vec::new(),
            None => session_token(&parts.headers, app.transport)
                .ok_or(ApiError::NoSession)?
                .hash(),
        };
        let find = move |c: &dyn Sql| {
            let key = match &challenge {
                Some(challenge) => Key::AtKiosk(challenge),
                None => Key::Cookie(&hash),
            };
            sessions::find(c, key, now, &today.to_string())
        };
        let session = app.auth.read(find).await?.ok_or(ApiError::NoSession)?;
        let store = app.private_store().await?;
        let caregiver = Caregiver {
            id: session.caregiver.clone(),
        };
        let access = store
            .access(&caregiver, today)
            .await?
            .ok_or(ApiError::NoSession)?;
        if !app.clock.is_fixed() && is_before_facts(today, access.heard_on) {
            return Err(ApiError::Internal(
                "the machine's clock is set before the day on which a served fact was told"
                    .to_owned(),
            ));
        }
        if now - session.seen_at >= sessions::TOUCH_EVERY {
            let hash = session.token_hash.clone();
            app.auth
                .write(move |c| sessions::touch(c, &hash, now))
                .await?;
        }
        Ok(Self {
            caregiver,
            access,
            session,
            store,
        })
    }
}

/// Whether today is before the facts: then the clock is wrong, and which grants cover today is not known. A day is let pass
/// for midnight, which two machines need not see at once.
fn is_before_facts(today: Date, heard_on: Option<Date>) -> bool {
    heard_on.is_some_and(|heard_on| today < heard_on.yesterday().unwrap_or(heard_on))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::is_before_facts;

    #[test]
    fn a_clock_that_was_set_back_is_before_the_facts() {
        let heard_on = date(2026, 3, 10);
        assert!(!is_before_facts(date(2026, 3, 10), Some(heard_on)));
        assert!(!is_before_facts(date(2026, 3, 9), Some(heard_on)));
        assert!(is_before_facts(date(2026, 3, 8), Some(heard_on)));
        assert!(!is_before_facts(date(1970, 1, 1), None));
    }
}
