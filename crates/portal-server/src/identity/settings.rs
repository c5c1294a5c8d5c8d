//! `identity.json` in the centre's home: the identity provider, and what its claims mean here.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use openidconnect::ClientSecret;
use openidconnect::url::{Host, Url};
use portal_types::StaffRole;
use serde::Deserialize;

use crate::center::CenterError;
use crate::home::Home;
use crate::small_file;

/// Where the provider sends a browser back to, on the portal's own host.
pub const RETURN_PATH: &str = "/api/v1/oidc/return";

/// What the centre says of its identity provider.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityConfig {
    /// The provider's issuer identifier, letter for letter (OpenID Connect Discovery 1.0, 3).
    pub issuer: String,
    /// What the provider calls the portal.
    pub client_id: String,
    /// The file with the secret of a confidential client, from the home; a public client has PKCE alone (RFC 7636).
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// What stands in that file.
    #[serde(skip)]
    pub client_secret: Option<ClientSecret>,
    /// The portal's public address with [`RETURN_PATH`], as the provider knows it.
    pub redirect: String,
    /// What is asked for besides `openid`, so that the provider gives the claims.
    #[serde(default = "profile")]
    pub scopes: Vec<String>,
    /// The claim whose values say what somebody may do: a text or a list.
    pub role_claim: String,
    /// The claim with the families somebody serves, by their ids in the case feed; without it they are assigned here.
    #[serde(default)]
    pub families_claim: Option<String>,
    /// Values of the role claim, and what they mean here.
    pub roles: BTreeMap<String, StaffRole>,
}

fn profile() -> Vec<String> {
    vec!["profile".to_owned()]
}

impl IdentityConfig {
    /// Reads and checks the home's `identity.json`; nothing when there is no such file.
    ///
    /// # Errors
    /// When it is not JSON of this shape, a value cannot be used, or the file with the secret cannot be read. The
    /// reason names the field and what was expected.
    pub fn read(home: &Home) -> Result<Option<Self>, CenterError> {
        let path = home.identity_file();
        let shown = path.display().to_string();
        let text = match small_file::text(&path) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => {
                return Err(CenterError::Read {
                    path: shown,
                    source,
                });
            }
        };
        let read = Self::parse(&text).and_then(|mut config| {
            config.client_secret = config.read_secret(home.root())?;
            Ok(config)
        });
        read.map(Some).map_err(|reason| CenterError::Invalid {
            path: shown,
            reason,
        })
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut json = serde_json::Deserializer::from_str(text);
        let config: Self = serde_path_to_error::deserialize(&mut json).map_err(|e| {
            let field = e.path().to_string();
            match field.as_str() {
                "." => e.into_inner().to_string(),
                _ => format!("{field}: {}", e.into_inner()),
            }
        })?;
        json.end().map_err(|e| e.to_string())?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), String> {
        let issuer = address("issuer", &self.issuer)?;
        if issuer.query().is_some() || issuer.fragment().is_some() {
            return Err(format!(
                "issuer: expected an address without ? and #, found {:?}",
                self.issuer
            ));
        }
        let redirect = address("redirect", &self.redirect)?;
        if redirect.path() != RETURN_PATH
            || redirect.query().is_some()
            || redirect.fragment().is_some()
        {
            return Err(format!(
                "redirect: expected the portal's public address with {RETURN_PATH}, found {:?}",
                self.redirect
            ));
        }
        for (name, value) in [
            ("client_id", Some(&self.client_id)),
            ("role_claim", Some(&self.role_claim)),
            ("families_claim", self.families_claim.as_ref()),
        ] {
            if value.is_some_and(|v| v.trim().is_empty()) {
                return Err(format!("{name}: expected a text, found an empty one"));
            }
        }
        if let Some(scope) = self.scopes.iter().find(|s| !is_scope(s)) {
            return Err(format!(
                "scopes: expected names such as \"profile\", one each, found {scope:?}"
            ));
        }
        if self.roles.is_empty() {
            return Err(
                "roles: expected at least one value of the role claim, with advocate or supervisor"
                    .to_owned(),
            );
        }
        Ok(())
    }

    fn read_secret(&self, home: &Path) -> Result<Option<ClientSecret>, String> {
        let Some(file) = &self.client_secret_file else {
            return Ok(None);
        };
        let path = home.join(file);
        let wrong = |found: &dyn std::fmt::Display| {
            format!(
                "client_secret_file: expected a file with the secret at {}: {found}",
                path.display()
            )
        };
        let text = small_file::text(&path).map_err(|e| wrong(&e))?;
        match text.trim() {
            "" => Err(wrong(&"it is empty")),
            secret => Ok(Some(ClientSecret::new(secret.to_owned()))),
        }
    }
}

fn address(name: &str, value: &str) -> Result<Url, String> {
    let url = Url::parse(value).ok().filter(is_private_on_the_way);
    url.ok_or_else(|| {
        format!(
            "{name}: expected an https address (http on a loopback address such as 127.0.0.1 only), found {value:?}"
        )
    })
}

/// A scope token (RFC 6749, 3.3).
fn is_scope(scope: &str) -> bool {
    !scope.is_empty()
        && scope
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"\"\\".contains(&b))
}

/// Whether nobody between here and there can read or change what is sent: TLS, or it stays on this machine.
#[must_use]
pub fn is_private_on_the_way(url: &Url) -> bool {
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(_)) | None => false,
    };
    let has_user = !url.username().is_empty() || url.password().is_some();
    !has_user && (url.scheme() == "https" || (url.scheme() == "http" && is_here))
}
