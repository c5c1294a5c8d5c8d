//! The desk of those who come by the identity provider: to it with a secret of this browser, and back with an answer.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::url::Url;
use tokio::time::timeout;

use super::claims;
use super::http::HttpClient;
use super::provider::{Asked, Person, Provider};
use super::refused::Refused;
use super::settings::IdentityConfig;
use crate::auth::db::AuthDb;
use crate::auth::sessions::Token;
use crate::auth::sql::Sql;
use crate::auth::staff::{self, NotAdmitted, Provided, StaffDesk, StaffSignedIn, waiting};
use crate::secrets::Secrets;

/// All that the provider is asked in one request, less than a handler's own time.
const PATIENCE: Duration = Duration::from_secs(8);

/// The lane of tries of those who were judged elsewhere; there is no device to remember.
const LANE: &[u8] = b"provider";

/// What the provider sent a browser back with (OpenID Connect Core 1.0, 3.1.2.5; RFC 9207).
#[derive(Default, serde::Deserialize)]
pub struct Returned {
    /// What the token is given for.
    code: Option<String>,
    /// What the browser was sent with.
    state: Option<String>,
    /// The provider, where it says so.
    iss: Option<String>,
}

/// The desk.
pub struct IdentityDesk {
    provider: Provider,
    db: Arc<AuthDb>,
    secrets: Secrets,
    languages: Vec<String>,
}

impl IdentityDesk {
    /// A desk in front of the provider of these settings, for a centre with these languages.
    ///
    /// # Errors
    /// When the settings' addresses are none.
    pub fn new(
        config: IdentityConfig,
        http: HttpClient,
        db: Arc<AuthDb>,
        secrets: Secrets,
        languages: Vec<String>,
    ) -> io::Result<Self> {
        Ok(Self {
            provider: Provider::new(config, http)?,
            db,
            secrets,
            languages,
        })
    }

    /// Where the browser goes to sign in, and the cookie that it must bring back.
    ///
    /// # Errors
    /// [`Refused`], when the provider cannot be asked.
    pub async fn begin(&self, now: i64) -> Result<(Url, Token), Refused> {
        let (state, browser) = (Token::draw()?, Token::draw()?);
        let asked = self.asked(&state, &browser);
        let address = timeout(PATIENCE, self.provider.address(&asked));
        let address = address.await.map_err(|_| Refused::TooSlow)??;
        let hashed = browser.hash();
        let job = move |c: &dyn Sql| waiting::begin(c, &state.hash(), &hashed, now);
        self.db.write(job).await?;
        Ok((address, browser))
    }

    /// Whether the answer belongs to a sign-in that this browser began. It is used up by that.
    ///
    /// # Errors
    /// [`Refused::NotUnderWay`] when it does not.
    pub async fn take(
        &self,
        returned: &Returned,
        browser: Option<&Token>,
        now: i64,
    ) -> Result<Taken, Refused> {
        let state = returned.state.as_deref().and_then(Token::parse);
        let (state, browser) = state.zip(browser).ok_or(Refused::NotUnderWay)?;
        let asked = self.asked(&state, browser);
        let hashes = (state.hash(), browser.hash());
        let job = move |c: &dyn Sql| waiting::take(c, &hashes.0, &hashes.1, now);
        if self.db.write(job).await? {
            Ok(Taken(asked))
        } else {
            Err(Refused::NotUnderWay)
        }
    }

    /// Judges the provider's answer and opens a session for whom it vouches for.
    ///
    /// # Errors
    /// [`Refused`], for whatever reason.
    pub async fn finish(
        &self,
        Taken(asked): Taken,
        returned: Returned,
        desk: &StaffDesk,
        now: i64,
    ) -> Result<StaffSignedIn, Refused> {
        let issuer = &self.provider.config().issuer;
        if returned.iss.is_some_and(|iss| iss != *issuer) {
            return Err(Refused::OtherIssuer);
        }
        let code = returned.code.ok_or(Refused::Declined)?;
        let person = timeout(PATIENCE, self.provider.redeem(code, &asked));
        let person = person.await.map_err(|_| Refused::TooSlow)??;
        let provided = self.provided(person);
        let secrets = self.secrets.clone();
        let job = move |c: &dyn Sql| staff::admit(c, &secrets, &provided, now);
        let staff = self.db.write(job).await.map_err(|e| match e {
            NotAdmitted::Unknown => Refused::Unknown,
            NotAdmitted::Disabled => Refused::Disabled,
            NotAdmitted::NotAdded(e) => Refused::Here(e.to_string()),
        })?;
        Ok(desk
            .open_session(staff, None, Some(LANE.to_vec()), now)
            .await?)
    }

    fn provided(&self, person: Person) -> Provided {
        let (config, claims) = (self.provider.config(), &person.claims);
        let opaque = |family: &String| self.secrets.opaque_id(&["family", "", family]);
        let families = claims::families(config, claims);
        Provided {
            role: claims::role(config, claims),
            families: families.map(|ids| ids.iter().map(opaque).collect()),
            name: claims::name(claims),
            user_names: claims::user_names(claims),
            language: claims::language(&self.languages, claims),
            subject: person.subject,
        }
    }

    /// Nonce and code verifier grow from what the browser holds, what it was sent with, and the pepper: neither is
    /// kept anywhere, and no one of the three tells them (OpenID Connect Core 1.0, 15.5.2).
    fn asked(&self, state: &Token, browser: &Token) -> Asked {
        let grown = |what: &[u8]| {
            let parts = [what, &state.hash(), &browser.hash()];
            URL_SAFE_NO_PAD.encode(self.secrets.peppered(&parts))
        };
        Asked {
            state: state.to_text(),
            nonce: grown(b"nonce"),
            verifier: grown(b"code verifier"),
        }
    }
}

/// A sign-in that came back to the browser that began it.
pub struct Taken(Asked);
