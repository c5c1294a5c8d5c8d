//! The identity provider: what it says of itself, where a browser goes to sign in there, and what its answer proves.

use std::io;
use std::sync::Arc;

use openidconnect::core::{
    CoreAuthenticationFlow, CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
};
use openidconnect::url::Url;
use openidconnect::{
    AccessToken, AdditionalClaims, AuthorizationCode, ClaimsVerificationError, CsrfToken, IdToken,
    IdTokenVerifier, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, Scope,
    SignatureVerificationError, SubjectIdentifier, TokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::http::HttpClient;
use super::known::{Client, Known};
use super::refused::Refused;
use super::settings::{IdentityConfig, is_private_on_the_way};

/// Signatures that are taken: with a key pair, so that nobody but the provider can make them. Not those that the
/// client's secret makes, and not none (RFC 8725, 3.1 and 3.2).
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Claims that the standard does not name, whatever they are called.
#[derive(Debug, Deserialize, Serialize)]
struct OwnClaims(Map<String, Value>);

impl AdditionalClaims for OwnClaims {}

type Token =
    IdToken<OwnClaims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// The secrets of one sign-in.
pub struct Asked {
    /// Comes back in the address.
    pub state: String,
    /// Comes back in the token.
    pub nonce: String,
    /// Proves that whoever brings the code began this (RFC 7636): 43 characters.
    pub verifier: String,
}

/// Whom the provider vouches for.
pub struct Person {
    /// Who they are there, for good.
    pub subject: String,
    /// Everything that was said of them.
    pub claims: Map<String, Value>,
}

/// The provider.
pub struct Provider {
    config: IdentityConfig,
    http: HttpClient,
    known: Known,
}

impl Provider {
    /// The provider of these settings.
    ///
    /// # Errors
    /// When the settings' addresses are none.
    pub fn new(config: IdentityConfig, http: HttpClient) -> io::Result<Self> {
        Ok(Self {
            http,
            known: Known::nothing(&config)?,
            config,
        })
    }

    /// The settings.
    pub fn config(&self) -> &IdentityConfig {
        &self.config
    }

    /// Where the browser goes to sign in.
    ///
    /// # Errors
    /// When the provider cannot be asked, or names an address that is no safe one.
    pub async fn address(&self, asked: &Asked) -> Result<Url, Refused> {
        let client = self.known.client(&self.http).await?;
        let (state, nonce) = (asked.state.clone(), asked.nonce.clone());
        let verifier = PkceCodeVerifier::new(asked.verifier.clone());
        let scopes = self.config.scopes.iter().cloned().map(Scope::new);
        let (url, ..) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .add_scopes(scopes)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        if is_private_on_the_way(&url) {
            Ok(url)
        } else {
            Err(Refused::unsafe_address())
        }
    }

    /// Gives the code for a token and judges it: signature, issuer, audience, time and nonce (OpenID Connect Core 1.0,
    /// 3.1.3.7). Asks for what is told of the person where the token lacks a claim that is needed.
    ///
    /// # Errors
    /// [`Refused`], when the token proves nothing.
    pub async fn redeem(&self, code: String, asked: &Asked) -> Result<Person, Refused> {
        let client = self.known.client(&self.http).await?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|e| here(&e))?
            .set_pkce_verifier(PkceCodeVerifier::new(asked.verifier.clone()))
            .request_async(&self.http)
            .await
            .map_err(|e| Refused::exchange(&e))?;
        let token = answer.id_token().ok_or(Refused::Token("place is empty"))?;
        // Read once more with the claims that the standard does not name.
        let token: Result<Token, _> = token.to_string().parse();
        let token = token.map_err(|_| Refused::Token("form is none that is taken"))?;
        let claims = self.judge(&token, client, asked).await?;
        let subject = claims.get("sub").and_then(Value::as_str);
        let subject = subject.filter(|subject| !subject.is_empty());
        let subject = subject
            .ok_or(Refused::Token("subject is nobody"))?
            .to_owned();
        let mut person = Person { subject, claims };
        if self.lacks_claims(&person) {
            self.ask_more(&mut person, answer.access_token()).await?;
        }
        Ok(person)
    }

    async fn judge(
        &self,
        token: &Token,
        client: Arc<Client>,
        asked: &Asked,
    ) -> Result<Map<String, Value>, Refused> {
        let nonce = Nonce::new(asked.nonce.clone());
        let verified = match token.claims(&verifier(&client), &nonce) {
            // Signed with a key that came after the last look.
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let client = self.known.client_anew(&self.http).await?;
                token.claims(&verifier(&client), &nonce)
            }
            judged => judged,
        };
        object(verified.map_err(|e| Refused::token(&e))?)
    }

    fn lacks_claims(&self, person: &Person) -> bool {
        let families = self.config.families_claim.as_ref();
        let mut wanted = families.into_iter().chain([&self.config.role_claim]);
        wanted.any(|name| !person.claims.contains_key(name))
    }

    /// Many providers put no more than the subject into the token (Core, 5.4).
    async fn ask_more(&self, person: &mut Person, token: &AccessToken) -> Result<(), Refused> {
        let client = self.known.client(&self.http).await?;
        // The library would panic over a token that no header can hold.
        let is_header = token.secret().bytes().all(|b| b.is_ascii_graphic());
        if client.user_info_url().is_none() || !is_header {
            return Ok(());
        }
        let subject = SubjectIdentifier::new(person.subject.clone());
        let told: UserInfoClaims<OwnClaims, CoreGenderClaim> = client
            .user_info(token.clone(), Some(subject))
            .map_err(|e| here(&e))?
            .request_async(&self.http)
            .await
            .map_err(|e| Refused::user_info(&e))?;
        for (name, value) in object(&told)? {
            person.claims.entry(name).or_insert(value);
        }
        Ok(())
    }
}

fn verifier(client: &Client) -> IdTokenVerifier<'_, CoreJsonWebKey> {
    client.id_token_verifier().set_allowed_algs(ALGORITHMS)
}

/// Claims as the JSON they came in.
fn object(claims: &impl Serialize) -> Result<Map<String, Value>, Refused> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(claims)) => Ok(claims),
        Ok(_) => Err(Refused::Token("form is none that is taken")),
        Err(error) => Err(here(&error)),
    }
}

fn here(error: &impl std::error::Error) -> Refused {
    Refused::Here(error.to_string())
}
