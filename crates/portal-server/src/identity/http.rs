//! The one HTTP client of the server: it asks the identity provider, over TLS or on this machine.

use std::error::Error;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{self, Client};
use hyper_util::rt::TokioExecutor;
use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::settings::is_private_on_the_way;

/// Bytes an answer may have: keys and claims are a few kilobytes.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The provider named an address that others could listen to.
    #[error("the address is neither https nor on this machine")]
    Unsafe,
    /// No connection, or no certificate that this machine trusts.
    #[error("the connection failed")]
    Connection(#[from] legacy::Error),
    /// The answer broke off, or went on for too long.
    #[error("the answer could not be read: {0}")]
    Body(Box<dyn Error + Send + Sync>),
}

/// The client; a copy is the same one. It follows no redirect (OAuth 2.0 Security Best Current Practice, RFC 9700) and keeps no cookie.
#[derive(Clone)]
pub struct HttpClient(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

impl HttpClient {
    /// A client that trusts the authorities this machine trusts, or those of `SSL_CERT_FILE`.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new() -> io::Result<Self> {
        let mut roots = RootCertStore::empty();
        // One that cannot be read is one less to trust; without any, a connection says so.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let tls = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let url = Url::parse(&request.uri().to_string()).ok();
        if !url.is_some_and(|url| is_private_on_the_way(&url)) {
            return Err(HttpError::Unsafe);
        }
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let (parts, body) = self.0.request(request).await?.into_parts();
        let body = Limited::new(body, LONGEST_ANSWER);
        let body = body.collect().await.map_err(HttpError::Body)?;
        Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
    }
}

impl<'c> AsyncHttpClient<'c> for HttpClient {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    async fn ask(address: &str) -> Result<HttpResponse, HttpError> {
        let client = HttpClient::new().expect("TLS");
        let request = openidconnect::http::Request::get(address);
        client
            .send(request.body(Vec::new()).expect("a request"))
            .await
    }

    /// Answers one request with this much.
    async fn answer_with(bytes: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}/", listener.local_addr().expect("an address"));
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let _asked = stream.read(&mut [0; 1024]).await;
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {bytes}\r\n\r\n");
            let _sent = stream
                .write_all(&[head.into_bytes(), vec![b'a'; bytes]].concat())
                .await;
        });
        address
    }

    #[tokio::test]
    async fn nothing_is_sent_where_others_could_listen() {
        for address in [
            "http://login.example.org/token",
            "http://127.0.0.1.example.org/",
            "/token",
        ] {
            let refused = ask(address).await;
            assert!(matches!(refused, Err(HttpError::Unsafe)), "{address}");
        }
    }

    #[tokio::test]
    async fn an_answer_without_an_end_is_not_read() {
        let read = ask(&answer_with(LONGEST_ANSWER).await)
            .await
            .expect("just as long");
        assert_eq!(read.body().len(), LONGEST_ANSWER);
        let refused = ask(&answer_with(LONGEST_ANSWER + 1).await).await;
        assert!(matches!(refused, Err(HttpError::Body(_))));
    }
}
