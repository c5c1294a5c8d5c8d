//! The accept loop: a cap on connections, limits on what each may take, and a graceful stop.
//!
//! Our own because `axum::serve` 0.8 installs no timer, and without one hyper's
//! header time-out does nothing (hyper#2675, axum#2741).

use std::io;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::guests::{Guests, Place};

/// Bytes a request's head may have; also what a connection may hold in memory of what it sent and we have not read.
const HEAD_BYTES: usize = 16 * 1024;

/// Headers a request may have.
const HEADERS: usize = 64;

/// Until the next connection is taken when none can be.
const PAUSE: Duration = Duration::from_millis(100);

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections open at once; for the next one whoever lingers longest has to go.
    pub connections: usize,
    /// Time that a connection lingers undisturbed, whoever else comes.
    pub grace: Duration,
    /// Time that a connection may keep us waiting, for its next request or while it takes an answer.
    pub patience: Duration,
    /// Time for a request's head to arrive, counted anew after each answer.
    pub headers: Duration,
    /// Time open connections have to finish after the server was asked to stop.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2048,
            grace: Duration::from_millis(500),
            patience: Duration::from_secs(300),
            headers: Duration::from_secs(10),
            stop: Duration::from_secs(5),
        }
    }
}

/// Serves until `stop` is ready, then lets open requests finish. With `tls` every connection is HTTPS.
///
/// # Errors
/// When the listener fails for good.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    tls: Option<TlsAcceptor>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let guests = Guests::up_to(limits.connections, limits.grace);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    let mut short = false;
    let mut look = interval(limits.patience / 10);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    short = false;
                    let (place, watcher) = (guests.welcome().await, graceful.watcher());
                    let connection = Connection { limits, watcher, place };
                    tokio::spawn(connection.open(stream, router.clone(), tls.clone()));
                }
                Err(e) if concerns_one(&e) => {}
                Err(e) => {
                    // Ten times a second until there is room again: the same trouble is told once.
                    if !short {
                        tracing::error!("no connection can be taken: {e}");
                    }
                    short = true;
                    tokio::time::sleep(PAUSE).await;
                }
            },
            _ = look.tick() => guests.end_the_slow(limits.patience),
            () = &mut stop => break,
        }
    }
    if timeout(limits.stop, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopping with connections still open");
    }
    Ok(())
}

/// One connection and what it holds until it is closed.
struct Connection {
    limits: Limits,
    watcher: Watcher,
    place: Place,
}

impl Connection {
    async fn open(self, stream: TcpStream, router: Router, tls: Option<TlsAcceptor>) {
        // Answers are small and complete: waiting to fill a packet only delays them.
        if let Err(e) = stream.set_nodelay(true) {
            tracing::debug!("TCP_NODELAY: {e}");
        }
        match tls {
            None => self.answer(stream, router).await,
            Some(tls) => {
                // Whoever does not finish a handshake in time, or speaks no TLS, gets nothing.
                let shaken = timeout(self.limits.headers, tls.accept(stream));
                let shaken = tokio::select! {
                    shaken = shaken => shaken,
                    () = self.place.is_needed() => return,
                };
                if let Ok(Ok(stream)) = shaken {
                    self.answer(stream, router).await;
                }
            }
        }
    }

    async fn answer(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        router: Router,
    ) {
        let Self {
            limits,
            watcher,
            place,
        } = self;
        let place = &place;
        let answer = service_fn(move |request: Request<Incoming>| {
            place.asks();
            let answered = router.clone().oneshot(request);
            async move {
                let answer = answered.await;
                place.is_answered();
                answer
            }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.headers)
            .max_headers(HEADERS)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(stream), answer);
        // Broken connections are everyday; their errors name no one and help no one.
        tokio::select! {
            ended = watcher.watch(connection) => drop(ended),
            () = place.is_needed() => {}
        }
    }
}

/// Whether an error is of one connection, which is passed over. Running out of files needs a pause.
fn concerns_one(e: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        e.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}
