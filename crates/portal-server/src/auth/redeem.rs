//! Going on at the family's own phone with what they began at a kiosk: the token from its screen, and the PIN once more.

use crate::auth::db::AuthDbError;
use crate::auth::sql::Sql;
use jiff::civil::Date;
use portal_types::Pin;
use tokio::time::Instant;

use super::access_log::{self, Read};
use super::handoffs::{self, Found, TOKEN_BYTES, Waiting};
use super::lanes::Turn;
use super::opening::Opening;
use super::sessions::{self, Key, Token};
use super::sign_in::{SignIn, SignInError, SignedIn, new_device, wait_for_tick};
use super::{cards, known_device, throttle};

/// Whose budget tries on phones are taken from, one for each card: making new tokens at a kiosk gives no more of them.
const BUDGET: &[u8] = b"handing over";

/// What a phone sends.
pub struct Redemption {
    /// What stood in the square code, when it reads as a token.
    pub token: Option<Token<TOKEN_BYTES>>,
    /// The PIN, when it reads as one.
    pub pin: Option<Pin>,
    /// The device's cookie.
    pub device: Option<Token>,
    /// Whether to remember the device.
    pub remember: bool,
}

/// Why nobody was signed in on a phone.
#[derive(Debug, thiserror::Error)]
pub enum RedeemError {
    /// A phone has used the token.
    #[error("the token was used")]
    Used,
    /// The token is unknown, too old, tried out, or the family has left the kiosk.
    #[error("the token is over")]
    Over,
    /// As in signing in: [`SignInError::Failed`] is a wrong PIN.
    #[error("{0}")]
    SignIn(#[from] SignInError),
}

impl From<AuthDbError> for RedeemError {
    fn from(e: AuthDbError) -> Self {
        Self::SignIn(e.into())
    }
}

impl SignIn {
    /// Signs a caregiver in on their own phone; their session at the kiosk is over in the same moment. `family_of` says
    /// whose case a caregiver may see today. Whoever has no living token never gets as far as hashing.
    ///
    /// # Errors
    /// [`RedeemError`], on a tick.
    pub async fn redeem<F>(
        &self,
        typed: Redemption,
        now: i64,
        today: Date,
        family_of: F,
    ) -> Result<SignedIn, RedeemError>
    where
        F: AsyncFnOnce(&str) -> Option<String>,
    {
        let came = Instant::now();
        let result = self.go_on(typed, now, &today.to_string(), family_of).await;
        wait_for_tick(came).await;
        result
    }

    async fn go_on<F>(
        &self,
        typed: Redemption,
        now: i64,
        today: &str,
        family_of: F,
    ) -> Result<SignedIn, RedeemError>
    where
        F: AsyncFnOnce(&str) -> Option<String>,
    {
        let token = typed.token.as_ref().ok_or(RedeemError::Over)?.hash();
        let waiting = self.waiting(&token, now, today).await?;
        let pin = typed.pin.as_ref().ok_or(SignInError::Failed)?;
        let turn = self.lanes.enter(true).await?;
        if !self.take_try_at(&token, &waiting, now).await? {
            return Err(self.why_not(&token, now, today).await);
        }
        if !self.is_pin(&waiting, pin, turn).await? {
            return Err(SignInError::Failed.into());
        }
        let family = family_of(&waiting.left.caregiver).await;
        let family = family.ok_or(SignInError::Failed)?;
        let (card, cookie) = (waiting.left.card.clone(), typed.device);
        let known = self
            .db
            .read(move |c| known_device(c, Some(&card), cookie.as_ref(), now));
        let is_known = known.await?.is_some();
        let device = new_device(typed.remember && !is_known)?;
        let on = On {
            token,
            now,
            today: today.to_owned(),
        };
        self.open_on_phone(on, *waiting, device, family).await
    }

    async fn waiting(
        &self,
        token: &[u8],
        now: i64,
        today: &str,
    ) -> Result<Box<Waiting>, RedeemError> {
        let (token, today) = (token.to_vec(), today.to_owned());
        let found = self
            .db
            .read(move |c| handoffs::find(c, &token, now, &today));
        match found.await? {
            Found::Waiting(waiting) => Ok(waiting),
            Found::Used => Err(RedeemError::Used),
            Found::Over => Err(RedeemError::Over),
        }
    }

    /// What became of a token that was good a moment ago: another phone was faster, it is tried out, or the family left.
    async fn why_not(&self, token: &[u8], now: i64, today: &str) -> RedeemError {
        match self.waiting(token, now, today).await {
            Err(why) => why,
            Ok(_) => RedeemError::Over,
        }
    }

    /// Takes one try from the token and one from the card's budget.
    async fn take_try_at(
        &self,
        token: &[u8],
        waiting: &Waiting,
        now: i64,
    ) -> Result<bool, AuthDbError> {
        let (token, card) = (token.to_vec(), waiting.left.card.clone());
        let take = move |c: &dyn Sql| {
            if !handoffs::take_try(c, &token, now)? {
                return Ok(false);
            }
            cards::count_try(c, &card)?;
            throttle::take(c, &card, Some(BUDGET), now)
        };
        self.db.write(take).await
    }

    async fn is_pin(&self, waiting: &Waiting, pin: &Pin, turn: Turn) -> Result<bool, SignInError> {
        let (verifier, secrets) = (waiting.pin.clone(), self.secrets.clone());
        let (card, pin) = (waiting.left.card.clone(), pin.clone());
        let check = move || handoffs::is_pin(&turn, &verifier, &secrets, &card, &pin);
        let checked = tokio::task::spawn_blocking(check).await;
        checked.map_err(SignInError::system)
    }

    /// One transaction: the token is used up, the session on the phone begins, the one at the kiosk ends, and the access
    /// log says so.
    async fn open_on_phone(
        &self,
        on: On,
        waiting: Waiting,
        device: Option<Token>,
        family: String,
    ) -> Result<SignedIn, RedeemError> {
        let session = Token::draw().map_err(SignInError::system)?;
        let now = on.now;
        let Waiting { left, .. } = waiting;
        let signed_in = SignedIn {
            device,
            caregiver: left.caregiver.clone(),
            expires_at: now + sessions::longest(false),
            // The visit goes on: what was new at the kiosk is new on the phone.
            last_opened_at: left.opened_before,
            wrong_tries: waiting.wrong_tries,
            session,
        };
        let opening = Opening {
            token_hash: signed_in.session.hash(),
            card: left.card,
            caregiver: left.caregiver.clone(),
            opened_before: left.opened_before,
            budget: Some(BUDGET.to_vec()),
            remembered: signed_in.device.as_ref().map(Token::hash),
            at_kiosk: None,
        };
        let row = Read {
            at: now,
            kind: "caregiver",
            who: left.caregiver,
            family,
            what: "handoff/redeemed",
            outcome: "done",
        };
        let left = left.token_hash;
        let again = (on.token.clone(), on.today.clone());
        let open = move |c: &dyn Sql| -> Result<bool, AuthDbError> {
            let is_there = sessions::find(c, Key::Left(&left), now, &on.today)?.is_some();
            if !is_there || !handoffs::use_up(c, &on.token, now)? {
                return Ok(false);
            }
            opening.write(c, now)?;
            sessions::end(c, &left)?;
            access_log::append(c, &row)?;
            Ok(true)
        };
        if self.db.write(open).await? {
            return Ok(signed_in);
        }
        Err(self.why_not(&again.0, now, &again.1).await)
    }
}

/// What is used up, and when.
struct On {
    token: Vec<u8>,
    now: i64,
    today: String,
}
