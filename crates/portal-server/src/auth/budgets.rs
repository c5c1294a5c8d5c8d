//! Whose budget of wrong tries a sign-in is taken from, and whether something is left of it.

use super::cards::{self, Card};
use super::sign_in::{Place, SignIn, SignInError};
use super::sql::Sql;
use super::{known_device, throttle};

impl SignIn {
    /// Whose budget the try is taken from: that of a device the card knows, or of a kiosk.
    pub(super) async fn device(
        &self,
        card: Option<&Card>,
        place: &Place,
        now: i64,
    ) -> Result<Option<Vec<u8>>, SignInError> {
        match place {
            Place::Kiosk(kiosk) => Ok(Some(kiosk.id.as_bytes().to_vec())),
            Place::Device { cookie, .. } => {
                let (id, cookie) = (card.map(|card| card.id.clone()), cookie.clone());
                let known = move |c: &dyn Sql| known_device(c, id.as_deref(), cookie.as_ref(), now);
                Ok(self.db.read(known).await?)
            }
        }
    }

    pub(super) async fn is_spent(
        &self,
        card: &Card,
        device: Option<Vec<u8>>,
        now: i64,
    ) -> Result<bool, SignInError> {
        let id = card.id.clone();
        let is_spent = move |c: &dyn Sql| throttle::is_spent(c, &id, device.as_deref(), now);
        Ok(self.db.read(is_spent).await?)
    }

    /// Families read how often somebody got it wrong, and those whom nothing was hashed for got it wrong as well.
    pub(super) async fn count_try(&self, card: &Card) -> Result<(), SignInError> {
        let id = card.id.clone();
        Ok(self.db.write(move |c| cards::count_try(c, &id)).await?)
    }

    pub(super) async fn take_try(
        &self,
        card: &Card,
        device: Option<Vec<u8>>,
        now: i64,
    ) -> Result<bool, SignInError> {
        let id = card.id.clone();
        let take = move |c: &dyn Sql| {
            cards::count_try(c, &id)?;
            throttle::take(c, &id, device.as_deref(), now)
        };
        Ok(self.db.write(take).await?)
    }
}
