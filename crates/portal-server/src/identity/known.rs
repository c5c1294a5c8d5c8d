//! What the provider says of itself (OpenID Connect Discovery 1.0), as long as it is taken as known.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::{CoreClient, CoreClientAuthMethod, CoreProviderMetadata};
use openidconnect::{
    AuthType, ClientId, ClientSecret, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl,
    RedirectUrl,
};
use tokio::sync::Mutex;

use super::http::HttpClient;
use super::refused::Refused;
use super::settings::IdentityConfig;

/// How long what the provider said of itself is taken as it was; a new key is asked for sooner.
const KNOWN_FOR: Duration = Duration::from_secs(10 * 60);

/// How long a provider that did not answer is left alone, so that clicks do not pile up.
const SILENT_FOR: Duration = Duration::from_secs(3);

/// The library's client, with the endpoints that discovery sets.
pub type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider as it was seen last, and when; without a client it did not answer.
struct Seen {
    at: Instant,
    client: Option<Arc<Client>>,
}

/// The provider, asked anew when what is known is old.
pub struct Known {
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    client_id: ClientId,
    secret: Option<ClientSecret>,
    seen: Mutex<Option<Seen>>,
}

impl Known {
    /// Nothing is known yet, and nothing is asked: the portal starts without its provider.
    ///
    /// # Errors
    /// When the settings' addresses are none.
    pub fn nothing(config: &IdentityConfig) -> io::Result<Self> {
        Ok(Self {
            issuer: IssuerUrl::new(config.issuer.clone()).map_err(io::Error::other)?,
            redirect: RedirectUrl::new(config.redirect.clone()).map_err(io::Error::other)?,
            client_id: ClientId::new(config.client_id.clone()),
            secret: config.client_secret.clone(),
            seen: Mutex::new(None),
        })
    }

    /// The library's client for the provider. Others wait while one asks.
    ///
    /// # Errors
    /// [`Refused::Provider`], when it does not answer as it should.
    pub async fn client(&self, http: &HttpClient) -> Result<Arc<Client>, Refused> {
        let mut seen = self.seen.lock().await;
        if let Some(Seen { at, client }) = &*seen {
            match client {
                Some(client) if at.elapsed() < KNOWN_FOR => return Ok(Arc::clone(client)),
                None if at.elapsed() < SILENT_FOR => return Err(Refused::silent()),
                _ => {}
            }
        }
        self.look(&mut seen, http).await
    }

    /// The same with the provider's keys of this moment.
    ///
    /// # Errors
    /// As [`Known::client`].
    pub async fn client_anew(&self, http: &HttpClient) -> Result<Arc<Client>, Refused> {
        self.look(&mut *self.seen.lock().await, http).await
    }

    async fn look(
        &self,
        seen: &mut Option<Seen>,
        http: &HttpClient,
    ) -> Result<Arc<Client>, Refused> {
        let now = |client| {
            let at = Instant::now();
            Some(Seen { at, client })
        };
        // Whoever is cut off while asking leaves this behind.
        *seen = now(None);
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), http)
            .await
            .map_err(|e| Refused::discovery(&e))?;
        let auth_type = auth_type(&metadata);
        let (id, secret) = (self.client_id.clone(), self.secret.clone());
        let client = CoreClient::from_provider_metadata(metadata, id, secret)
            .set_redirect_uri(self.redirect.clone())
            .set_auth_type(auth_type);
        let client = Arc::new(client);
        *seen = now(Some(Arc::clone(&client)));
        Ok(client)
    }
}

/// How the client's secret travels: as the standard's default says, unless the provider takes the other way alone.
fn auth_type(metadata: &CoreProviderMetadata) -> AuthType {
    let takes = |method| {
        let methods = metadata.token_endpoint_auth_methods_supported();
        methods.is_some_and(|all| all.contains(&method))
    };
    if takes(CoreClientAuthMethod::ClientSecretPost)
        && !takes(CoreClientAuthMethod::ClientSecretBasic)
    {
        AuthType::RequestBody
    } else {
        AuthType::BasicAuth
    }
}
