//! The accept loop over a real socket on this machine.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use portal_server::serve::{Limits, router, serve, tls_acceptor};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::harness::TestApp;

const ASK: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n";

/// How long anything here may take before the test has failed.
const PATIENCE: Duration = Duration::from_secs(10);

async fn read_all(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    // A reset after the answer is an end like any other.
    let _end = timeout(PATIENCE, stream.read_to_end(&mut text))
        .await
        .expect("the server closes the connection");
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test]
async fn slow_headers_are_cut_off_and_open_requests_finish_at_the_end() {
    let app = TestApp::start();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let limits = Limits {
        connections: 3,
        grace: Duration::from_secs(60),
        patience: Duration::from_secs(60),
        headers: Duration::from_millis(300),
        stop: Duration::from_secs(5),
    };
    let ended = async {
        let _dropped = stopped.await;
    };
    let server = tokio::spawn(serve(
        listener,
        router(app.app.clone()),
        limits,
        None,
        ended,
    ));

    let mut slow = TcpStream::connect(address).await.expect("connected");
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: ")
        .await
        .expect("sent");
    let mut silent = TcpStream::connect(address).await.expect("connected");
    assert!(
        !read_all(&mut slow).await.contains("200 OK"),
        "half a head gets no answer"
    );
    assert_eq!(read_all(&mut silent).await, "", "silence gets none either");

    // More connections than permits: each waits for its turn and all are answered.
    let asked: Vec<_> = (0..12)
        .map(|_| {
            tokio::spawn(async move {
                let mut stream = TcpStream::connect(address).await.expect("connected");
                stream.write_all(ASK).await.expect("sent");
                read_all(&mut stream).await
            })
        })
        .collect();
    for answer in asked {
        assert!(answer.await.expect("asked").starts_with("HTTP/1.1 200 OK"));
    }
    stop.send(()).expect("the server listens");
    timeout(PATIENCE, server)
        .await
        .expect("it stops")
        .expect("it ran")
        .expect("without an error");
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nobody listens any more"
    );
}

/// Serves an application on a free port.
async fn serving(app: &TestApp, limits: Limits) -> (SocketAddr, JoinHandle<io::Result<()>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = router(app.app.clone());
    let server = tokio::spawn(serve(listener, router, limits, None, pending()));
    (address, server)
}

#[tokio::test]
async fn when_all_places_are_taken_the_one_who_lingers_longest_goes() {
    let app = TestApp::start();
    let limits = Limits {
        connections: 3,
        grace: Duration::from_millis(20),
        headers: Duration::from_secs(60),
        ..Limits::default()
    };
    let (address, server) = serving(&app, limits).await;
    let mut lingering = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(address).await.expect("connected");
        stream.write_all(b"GET / HT").await.expect("sent");
        lingering.push(stream);
    }
    let mut family = TcpStream::connect(address).await.expect("connected");
    family.write_all(ASK).await.expect("sent");
    let answer = read_all(&mut family).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert_eq!(read_all(&mut lingering[0]).await, "", "the first has gone");
    lingering[1]
        .write_all(b"TP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
        .await
        .expect("sent");
    let answer = read_all(&mut lingering[1]).await;
    assert!(
        answer.starts_with("HTTP/1.1 200 OK"),
        "no other had to: {answer}"
    );
    server.abort();
}

#[tokio::test]
async fn who_keeps_us_waiting_for_too_long_is_cut_off() {
    let app = TestApp::start();
    let limits = Limits {
        patience: Duration::from_millis(100),
        headers: Duration::from_secs(60),
        ..Limits::default()
    };
    let (address, server) = serving(&app, limits).await;
    let mut silent = TcpStream::connect(address).await.expect("connected");
    assert_eq!(read_all(&mut silent).await, "");
    server.abort();
}

#[tokio::test]
async fn the_process_can_speak_tls_itself() {
    let app = TestApp::start();
    let made =
        rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let (cert, key) = (
        app.home.root().join("cert.pem"),
        app.home.root().join("key.pem"),
    );
    std::fs::write(&cert, made.cert.pem()).expect("written");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("written");
    assert!(tls_acceptor(&key, &key).is_err(), "a key is no certificate");
    let tls = tls_acceptor(&cert, &key).expect("a certificate and its key");

    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(serve(
        listener,
        router(app.app.clone()),
        Limits::default(),
        Some(tls),
        pending(),
    ));

    let mut trusted = RootCertStore::empty();
    trusted.add(made.cert.der().clone()).expect("trusted");
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(trusted)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await.expect("connected");
    let name = "localhost".try_into().expect("a name");
    let mut stream = TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .expect("a handshake");
    stream.write_all(ASK).await.expect("sent");
    let mut text = Vec::new();
    let _end = timeout(PATIENCE, stream.read_to_end(&mut text))
        .await
        .expect("an answer");
    assert!(String::from_utf8_lossy(&text).starts_with("HTTP/1.1 200 OK"));

    let mut plain = TcpStream::connect(address).await.expect("connected");
    plain.write_all(ASK).await.expect("sent");
    assert!(
        !read_all(&mut plain).await.contains("200 OK"),
        "plain HTTP gets no answer"
    );
    server.abort();
}
