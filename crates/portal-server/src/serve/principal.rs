//! From a cookie to a principal: the only way a handler gets one.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::cookies::session_token;
use super::error::ApiError;
use super::state::App;
use crate::auth::access_log::{self, Read};
use crate::auth::sessions::{self, LiveSession};
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
        let read = Read {
            at: app.clock.session_seconds(),
            kind: "caregiver",
            who: self.caregiver.id.clone(),
            family: self.access.family.clone(),
            what,
            outcome: if found { "shown" } else { "not_found" },
        };
        Ok(access_log::record(&app.auth, read).await?)
    }
}

impl FromRequestParts<Arc<App>> for Principal {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token = session_token(&parts.headers, app.transport).ok_or(ApiError::NoSession)?;
        let hash = token.hash();
        let now = app.clock.session_seconds();
        let today = app.today();
        let session = app
            .auth
            .read(|c| sessions::find(c, &hash, now, &today.to_string()))?
            .ok_or(ApiError::NoSession)?;
        let store = app.store()?;
        let caregiver = Caregiver {
            id: session.caregiver.clone(),
        };
        let access = store
            .access(&caregiver, today)
            .await?
            .ok_or(ApiError::NoSession)?;
        if now - session.seen_at >= sessions::TOUCH_EVERY {
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
