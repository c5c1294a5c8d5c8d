//! Signing in with card and PIN: one kind of failure, always after the same time.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use portal_types::{CardCode, Pin};
use tokio::time::Instant;

use super::cards::{self, Card};
use super::db::{AuthDb, AuthDbError};
use super::handoffs;
use super::kiosks::Kiosk;
use super::lanes::{Hashing, Lanes, Turn};
use super::opening::{AtKiosk, Opening};
use super::sessions::{self, Token};
use super::verifier::Verifier;
use crate::secrets::Secrets;

/// Answers leave on whole ticks after the request came, so that their time tells nothing.
const TICK: Duration = Duration::from_millis(400);

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

impl SignInError {
    /// The system failed.
    pub fn system(e: impl std::fmt::Display) -> Self {
        Self::System(e.to_string())
    }
}

impl From<AuthDbError> for SignInError {
    fn from(e: AuthDbError) -> Self {
        Self::system(e)
    }
}

/// A successful sign-in.
pub struct SignedIn {
    /// The session's cookie. At a kiosk nothing is found by it.
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

/// What was typed, and where.
pub struct Try {
    /// The card's code, when it reads as one.
    pub code: Option<CardCode>,
    /// The PIN, when it reads as one.
    pub pin: Option<Pin>,
    /// Where.
    pub place: Place,
}

/// Where somebody signs in.
pub enum Place {
    /// On a device of their own, or a stranger's.
    Device {
        /// The device's cookie.
        cookie: Option<Token>,
        /// Whether to remember the device.
        remember: bool,
    },
    /// At one of the centre's kiosks. Each has a budget of its own for each card, as a known device does: nobody
    /// elsewhere can use it up. It is never remembered as the family's.
    Kiosk(Kiosk),
}

/// The sign-in desk of families.
pub struct SignIn {
    pub(super) db: Arc<AuthDb>,
    pub(super) secrets: Secrets,
    pub(super) lanes: Lanes,
}

impl SignIn {
    /// A desk over a database.
    #[must_use]
    pub fn new(db: Arc<AuthDb>, secrets: Secrets, hashing: &Arc<Hashing>) -> Self {
        Self {
            db,
            secrets,
            lanes: Lanes::new(hashing),
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
        let selector = code.selector();
        let card = self.db.read(move |c| cards::find(c, &selector)).await?;
        let device = self.device(card.as_ref(), &attempt.place, now).await?;
        // Whose budget is used up takes nobody's place in the queue: a flood of one family's card shall not keep others out.
        if let Some(card) = &card
            && self.is_spent(card, device.clone(), now).await?
        {
            self.count_try(card).await?;
            return Err(SignInError::Failed);
        }
        let turn = self.lanes.enter(device.is_some()).await?;
        let allowed = match &card {
            Some(card) => self.take_try(card, device.clone(), now).await?,
            None => true,
        };
        if !allowed {
            return Err(SignInError::Failed);
        }
        let place = &attempt.place;
        let met = self.check(card.as_ref(), code, pin, place, turn).await?;
        let Some((card, met)) = card.zip(met) else {
            return Err(SignInError::Failed);
        };
        let live = !card.revoked && !card.frozen && card.expires_on >= today;
        if !live || !has_access(&card.caregiver).await {
            return Err(SignInError::Failed);
        }
        self.open_session(card, device, attempt.place, met, now)
            .await
    }

    /// Hashes on a thread of its own. The turn goes along: whoever hangs up early still holds the lane. Nothing when
    /// code and PIN are not the right ones.
    async fn check(
        &self,
        card: Option<&Card>,
        code: CardCode,
        pin: Pin,
        place: &Place,
        turn: Turn,
    ) -> Result<Option<Met>, SignInError> {
        let verifier = card.map_or_else(Verifier::unmeetable, |c| c.verifier.clone());
        let at_kiosk = card.filter(|_| matches!(place, Place::Kiosk(_)));
        let card = at_kiosk.map(|card| card.id.clone());
        let secrets = self.secrets.clone();
        let check = move || {
            let (symbols, digits) = (code.secret(), pin.digits());
            let parts = [symbols.as_bytes(), digits.as_bytes()];
            if !turn.meets(&verifier, &secrets, &parts) {
                return Ok(None);
            }
            let pin = card.map(|card| handoffs::make_pin(&secrets, &card, &pin));
            Ok(Some(Met {
                pin: pin.transpose()?,
            }))
        };
        let checked = tokio::task::spawn_blocking(check).await;
        checked.map_err(SignInError::system)?
    }

    async fn open_session(
        &self,
        card: Card,
        device: Option<Vec<u8>>,
        place: Place,
        met: Met,
        now: i64,
    ) -> Result<SignedIn, SignInError> {
        let session = Token::draw().map_err(SignInError::system)?;
        let (remembered, at_kiosk) = match place {
            Place::Device { remember, .. } => (new_device(remember && device.is_none())?, None),
            Place::Kiosk(kiosk) => {
                let at = |pin| AtKiosk {
                    challenge: kiosk.challenge,
                    pin,
                };
                (None, met.pin.map(at))
            }
        };
        let expires_at = now + sessions::longest(at_kiosk.is_some());
        let opening = Opening {
            token_hash: session.hash(),
            card: card.id,
            caregiver: card.caregiver.clone(),
            opened_before: card.last_opened_at,
            budget: device,
            remembered: remembered.as_ref().map(Token::hash),
            at_kiosk,
        };
        self.db.write(move |c| opening.write(c, now)).await?;
        Ok(SignedIn {
            session,
            device: remembered,
            caregiver: card.caregiver,
            expires_at,
            last_opened_at: card.last_opened_at,
            wrong_tries: card.wrong_tries,
        })
    }
}

/// Code and PIN were the right ones.
struct Met {
    /// What the PIN must meet once more on the family's own phone; only at a kiosk.
    pin: Option<Verifier>,
}

/// The cookie of a device that is to be remembered.
pub(super) fn new_device(remember: bool) -> Result<Option<Token>, SignInError> {
    let drawn = remember.then(Token::draw).transpose();
    drawn.map_err(SignInError::system)
}

/// Waits for the next tick after a request came.
pub(super) async fn wait_for_tick(came: Instant) {
    let ticks = came.elapsed().as_millis() / TICK.as_millis() + 1;
    tokio::time::sleep_until(came + TICK * u32::try_from(ticks).unwrap_or(1)).await;
}
