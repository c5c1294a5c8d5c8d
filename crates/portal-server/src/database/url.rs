//! The address of a database, with a password that nothing shows.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::DatabaseError;

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(5);

/// How long what was sent may stay unconfirmed before the connection counts as lost.
const UNCONFIRMED: Duration = Duration::from_secs(10);

/// Where a database is and who asks it. A database on another machine is spoken to over TLS, and its certificate must be
/// one this machine trusts, whatever `sslmode` says of that.
#[derive(Clone)]
pub struct DatabaseUrl(Arc<Config>);

impl DatabaseUrl {
    /// What the driver needs.
    pub(super) fn config(&self) -> Config {
        Config::clone(&self.0)
    }
}

impl FromStr for DatabaseUrl {
    type Err = DatabaseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The driver knows one mode with TLS; this program checks the certificate and the name in it in any case.
        let text = text.replace("sslmode=verify-full", "sslmode=require");
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(DatabaseError::Url);
        }
        let mut config: Config = text.parse().map_err(|_| DatabaseError::Url)?;
        let said = text.contains("sslmode=");
        let mode = match (is_this_machine(&config), config.get_ssl_mode()) {
            (_, SslMode::Require) => SslMode::Require,
            (true, SslMode::Disable) => SslMode::Disable,
            (false, SslMode::Disable) => return Err(DatabaseError::Plain),
            // Half a promise: TLS if the other side likes.
            _ if said => return Err(DatabaseError::Url),
            (true, _) => SslMode::Disable,
            (false, _) => SslMode::Require,
        };
        config
            .ssl_mode(mode)
            .connect_timeout(CONNECT)
            .tcp_user_timeout(UNCONFIRMED)
            .application_name("portal");
        Ok(Self(Arc::new(config)))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl")
    }
}

fn is_this_machine(config: &Config) -> bool {
    let names = config.get_hosts().iter().all(|host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
        }
    });
    // An address given beside a name is where the connection goes.
    names && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

/// TLS that trusts the authorities this machine trusts, or those of `SSL_CERT_FILE`.
///
/// # Errors
/// When TLS cannot be set up.
pub(super) fn tls() -> Result<MakeRustlsConnect, DatabaseError> {
    let mut roots = RootCertStore::empty();
    // One that cannot be read is one less to trust; without any, a connection says so.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| DatabaseError::Tls(e.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_machine_is_reached_over_tls_alone() {
        let table = [
            ("postgres://u:p@127.0.0.1/d", Ok(SslMode::Disable)),
            ("postgres://u:p@localhost/d", Ok(SslMode::Disable)),
            ("postgres://u@[::1]:5433/d", Ok(SslMode::Disable)),
            ("postgresql:///d?host=/run/postgresql", Ok(SslMode::Disable)),
            (
                "postgres://u:p@127.0.0.1/d?sslmode=require",
                Ok(SslMode::Require),
            ),
            ("postgres://u:p@db.example/d", Ok(SslMode::Require)),
            (
                "postgres://u:p@db.example/d?sslmode=verify-full",
                Ok(SslMode::Require),
            ),
            (
                "postgres://u:p@127.0.0.1,db.example/d",
                Ok(SslMode::Require),
            ),
            (
                "postgres://u:p@localhost/d?hostaddr=192.0.2.1",
                Ok(SslMode::Require),
            ),
            (
                "postgres://u:p@db.example/d?sslmode=disable",
                Err(DatabaseError::Plain),
            ),
            (
                "postgres://u:p@db.example/d?sslmode=prefer",
                Err(DatabaseError::Url),
            ),
            (
                "postgres://u:p@db.example/d?sslmode=allow",
                Err(DatabaseError::Url),
            ),
            ("mysql://u:p@db.example/d", Err(DatabaseError::Url)),
            ("", Err(DatabaseError::Url)),
        ];
        for (url, expected) in table {
            let found = url
                .parse::<DatabaseUrl>()
                .map(|url| url.config().get_ssl_mode());
            assert_eq!(found, expected, "{url}");
        }
    }

    #[test]
    fn nothing_shows_the_password() {
        let url: DatabaseUrl = "postgres://u:k3ykey@127.0.0.1/d".parse().expect("a url");
        assert!(!format!("{url:?}").contains("k3ykey"));
        for bad in ["postgres://u:k3ykey@/d?sslmode=maybe", "//u:k3ykey@h/d"] {
            let refused = bad.parse::<DatabaseUrl>().expect_err("refused");
            assert!(!format!("{refused} {refused:?}").contains("k3ykey"));
        }
    }
}
