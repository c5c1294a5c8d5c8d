//! The address at which families reach the portal.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use axum::http::uri::Authority;
use serde::{Deserialize, Serialize};

/// Scheme and host, perhaps a port: `https://portal.example`. Plain HTTP leads to this machine itself
/// alone, for trying things out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// A text that is no such address.
#[derive(Debug, thiserror::Error)]
#[error(
    "expected an address such as \"https://portal.example\", without a path (http for this machine alone), found {0:?}"
)]
pub struct AddressError(String);

impl Address {
    /// The address, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, in lower case, without a port.
    #[must_use]
    pub fn host(&self) -> String {
        let authority = self.0.split_once("://").map_or("", |(_, rest)| rest);
        host_of(authority).unwrap_or_default()
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let text = text.strip_suffix('/').unwrap_or(text);
            let (scheme, rest) = text.split_once("://")?;
            let authority: Authority = rest.parse().ok()?;
            let host = authority.host();
            let good = match scheme {
                "https" => true,
                "http" => is_this_machine(host),
                _ => false,
            };
            let bare = !host.is_empty() && !rest.contains('@') && !rest.ends_with(':');
            (good && bare).then(|| Self(text.to_owned()))
        };
        read().ok_or_else(|| AddressError(text.to_owned()))
    }
}

/// The host of `host:port`, in lower case; nothing where it is none. Names of hosts have no case (RFC 9110, 4.2.3).
#[must_use]
pub fn host_of(authority: &str) -> Option<String> {
    let authority: Authority = authority.parse().ok()?;
    Some(authority.host().to_ascii_lowercase())
}

/// A loopback address or a name that never leaves this machine (RFC 6761, 6.3); brackets stand around one of IPv6 (RFC 3986 section 3.2.2).
fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let named = host == "localhost" || host.ends_with(".localhost");
    named || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_https_or_this_machine_and_has_no_path() {
        let table = [
            ("https://portal.example", Some("https://portal.example")),
            ("https://portal.example/", Some("https://portal.example")),
            (
                "https://portal.example:8443",
                Some("https://portal.example:8443"),
            ),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            (
                "http://north.localhost:8080",
                Some("http://north.localhost:8080"),
            ),
            ("http://portal.example", None),
            ("http://127.0.0.1.portal.example", None),
            ("http://127.0.0.1@portal.example", None),
            ("https://somebody@portal.example", None),
            ("https://portal.example/start", None),
            ("https://portal.example//", None),
            ("https://portal.example?a=1", None),
            ("https://portal.example#a", None),
            ("https://portal example", None),
            ("https://portal.example:", None),
            ("https://:8443", None),
            ("https://", None),
            ("portal.example", None),
            ("ftp://portal.example", None),
            ("", None),
        ];
        for (text, read) in table {
            let found = text.parse::<Address>();
            assert_eq!(found.as_ref().ok().map(Address::as_str), read, "{text}");
        }
    }

    #[test]
    fn a_host_has_neither_port_nor_case() {
        for (address, host) in [
            ("https://North.Portal.example:8443", "north.portal.example"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("http://[::1]:8080", "[::1]"),
        ] {
            let address: Address = address.parse().expect("an address");
            assert_eq!(address.host(), host);
        }
    }
}
