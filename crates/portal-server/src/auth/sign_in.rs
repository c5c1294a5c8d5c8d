//! Signing in with card and PIN: one kind of failure, always after the same time.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use portal_types::{CardCode, Pin};
use rusqlite::{OptionalExtension, params};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::cards::{self, Card, Verifier};
use super::db::{AuthDb, AuthDbError};
use super::sessions::{self, Token};
use super::throttle;
use crate::secrets::Secrets;

/// Answers leave on whole ticks after the request came, so that their time tells nothing.
const TICK: Duration = Duration::from_millis(400);

/// Sign-ins of strangers that may wait for their turn; more are told to come back later.
const STRANGERS_WAITING: usize = 32;

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Wrong code, wrong PIN, no such card, revoked, frozen, expired, throttled: always the same.
    #[error("sign-in failed")]
    Failed,
    /// Too many sign-ins are waiting.
    #[error("too many sign-ins are waiting")]
    Busy,
    /// The database or the system failed.
    #[error("{0}")]
    System(String),
}

impl From<AuthDbError> for SignInError {
    fn from(e: AuthDbError) -> Self {
        Self::System(e.to_string())
    }
}

/// A successful sign-in.
pub struct SignedIn {
    /// The session's cookie.
    pub session: Token,
    /// The device's cookie, when it was asked to be remembered.
    pub device: Option<Token>,
    /// Opaque id of the caregiver.
    pub caregiver: String,
    /// Unix seconds at which the session ends at the latest.
    pub expires_at: i64,
    /// Unix seconds of the sign-in before.
    pub last_opened_at: Option<i64>,
    /// Wrong tries since then.
    pub wrong_tries: u32,
}

/// What was typed, and on which device.
pub struct Try {
    /// The card's code, when it reads as one.
    pub code: Option<CardCode>,
    /// The PIN, when it reads as one.
    pub pin: Option<Pin>,
    /// The device's cookie.
    pub device: Option<Token>,
    /// Whether to remember the device.
    pub remember: bool,
}

/// The sign-in desk. Known devices have a lane of their own, so that a flood of strangers
/// cannot make a family wait.
pub struct SignIn {
    db: Arc<AuthDb>,
    secrets: Secrets,
    known_lane: Arc<Semaphore>,
    stranger_lane: Arc<Semaphore>,
    stranger_queue: Arc<Semaphore>,
}

impl SignIn {
    /// A desk over a database.
    #[must_use]
    pub fn new(db: Arc<AuthDb>, secrets: Secrets) -> Self {
        let lane = || Arc::new(Semaphore::new(1));
        let stranger_queue = Arc::new(Semaphore::new(STRANGERS_WAITING));
        Self {
            db,
            secrets,
            known_lane: lane(),
            stranger_lane: lane(),
            stranger_queue,
        }
    }

    /// Signs a caregiver in. `has_access` says whether the caregiver may see anything today.
    ///
    /// # Errors
    /// [`SignInError`]; [`SignInError::Failed`] comes on a tick, whatever was wrong.
    pub async fn caregiver<F>(
        &self,
        attempt: Try,
        now: i64,
        today: Date,
        has_access: F,
    ) -> Result<SignedIn, SignInError>
    where
        F: AsyncFnOnce(&str) -> bool,
    {
        let came = Instant::now();
        let result = self.attempt(attempt, now, today, has_access).await;
        if !matches!(result, Err(SignInError::Busy)) {
            wait_for_tick(came).await;
        }
        result
    }

    async fn attempt<F>(
        &self,
        attempt: Try,
        now: i64,
        today: Date,
        has_access: F,
    ) -> Result<SignedIn, SignInError>
    where
        F: AsyncFnOnce(&str) -> bool,
    {
        let (Some(code), Some(pin)) = (attempt.code, attempt.pin) else {
            return Err(SignInError::Failed);
        };
        let card = self.db.read(|c| cards::find(c, &code.selector()))?;
        let device = self.known_device(card.as_ref(), attempt.device.as_ref(), now)?;
        let permit = self.lane(device.is_some()).await?;
        let allowed = match &card {
            Some(card) => self.take_try(card, device.clone(), now).await?,
            None => true,
        };
        let right = allowed && self.check(card.as_ref(), code, pin, permit).await?;
        let Some(card) = card.filter(|_| right) else {
            return Err(SignInError::Failed);
        };
        let live = !card.revoked && !card.frozen && card.expires_on >= today;
        if !live || !has_access(&card.caregiver).await {
            return Err(SignInError::Failed);
        }
        self.open_session(card, device, attempt.remember, now).await
    }

    /// The hash of the device's cookie, when this card knows it.
    fn known_device(
        &self,
        card: Option<&Card>,
        device: Option<&Token>,
        now: i64,
    ) -> Result<Option<Vec<u8>>, SignInError> {
        let (Some(card), Some(device)) = (card, device) else {
            return Ok(None);
        };
        let hash = device.hash();
        let known = self.db.read(|c| {
            c.prepare_cached(
                "SELECT 1 FROM device WHERE token_hash = ?1 AND card_id = ?2 AND expires_at > ?3",
            )?
            .query_row(params![hash, card.id, now], |_| Ok(()))
            .optional()
        })?;
        Ok(known.map(|()| hash))
    }

    async fn lane(&self, known: bool) -> Result<OwnedSemaphorePermit, SignInError> {
        let closed = |_| SignInError::Busy;
        if known {
            return Arc::clone(&self.known_lane)
                .acquire_owned()
                .await
                .map_err(closed);
        }
        let _place = Arc::clone(&self.stranger_queue)
            .try_acquire_owned()
            .map_err(|_| SignInError::Busy)?;
        Arc::clone(&self.stranger_lane)
            .acquire_owned()
            .await
            .map_err(closed)
    }

    async fn take_try(
        &self,
        card: &Card,
        device: Option<Vec<u8>>,
        now: i64,
    ) -> Result<bool, SignInError> {
        let id = card.id.clone();
        let taken = self
            .db
            .write(move |c| {
                c.execute(
                    "UPDATE card SET wrong_tries = wrong_tries + 1 WHERE id = ?1",
                    [&id],
                )?;
                throttle::take(c, &id, device.as_deref(), now)
            })
            .await?;
        Ok(taken.is_some())
    }

    /// Hashes on a thread of its own. The permit goes along: whoever hangs up early still holds the lane.
    async fn check(
        &self,
        card: Option<&Card>,
        code: CardCode,
        pin: Pin,
        permit: OwnedSemaphorePermit,
    ) -> Result<bool, SignInError> {
        let verifier = card.map_or_else(Verifier::unmeetable, |c| c.verifier.clone());
        let secrets = self.secrets.clone();
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            verifier.is_met(&secrets, &code, &pin)
        })
        .await
        .map_err(|e| SignInError::System(e.to_string()))
    }

    async fn open_session(
        &self,
        card: Card,
        device: Option<Vec<u8>>,
        remember: bool,
        now: i64,
    ) -> Result<SignedIn, SignInError> {
        let draw = || Token::draw().map_err(|e| SignInError::System(e.to_string()));
        let session = draw()?;
        let remembered = if remember && device.is_none() {
            Some(draw()?)
        } else {
            None
        };
        let (session_hash, device_hash) = (session.hash(), remembered.as_ref().map(Token::hash));
        let (card_id, caregiver) = (card.id, card.caregiver.clone());
        let opened_before = card.last_opened_at;
        self.db
            .write(move |c| {
                throttle::give_back(c, &card_id, device.as_deref())?;
                c.execute(
                    "UPDATE card SET last_opened_at = ?2, wrong_tries = 0 WHERE id = ?1",
                    params![card_id, now],
                )?;
                if let Some(hash) = device_hash {
                    c.execute(
                        "INSERT INTO device (token_hash, card_id, expires_at) VALUES (?1, ?2, ?3)",
                        params![hash, card_id, now + sessions::DEVICE],
                    )?;
                }
                sessions::insert(c, &session_hash, &card_id, &caregiver, opened_before, now)
            })
            .await?;
        Ok(SignedIn {
            session,
            device: remembered,
            caregiver: card.caregiver,
            expires_at: now + sessions::ABSOLUTE,
            last_opened_at: card.last_opened_at,
            wrong_tries: card.wrong_tries,
        })
    }
}

async fn wait_for_tick(came: Instant) {
    let ticks = came.elapsed().as_millis() / TICK.as_millis() + 1;
    tokio::time::sleep_until(came + TICK * u32::try_from(ticks).unwrap_or(1)).await;
}
