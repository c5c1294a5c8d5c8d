//! The accept loop: a cap on connections, a time-out on headers, and a graceful stop.
//!
//! Our own because `axum::serve` 0.8 installs no timer, and without one hyper's
//! header time-out does nothing (hyper#2675, axum#2741).

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

/// Until the next connection is taken when none can be.
const PAUSE: Duration = Duration::from_millis(100);

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections open at once; the next one waits in the kernel's queue.
    pub connections: usize,
    /// Time for a request's head to arrive, counted anew after each answer.
    pub headers: Duration,
    /// Time open connections have to finish after the server was asked to stop.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2048,
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
    let permits = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    let mut short = false;
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        tokio::select! {
            (permit, accepted) = next => {
                let Ok(permit) = permit else { break };
                match accepted {
                    Ok((stream, _)) => {
                        short = false;
                        let connection = Connection { limits, watcher: graceful.watcher(), _permit: permit };
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
                }
            }
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
    _permit: OwnedSemaphorePermit,
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
                if let Ok(Ok(stream)) = timeout(self.limits.headers, tls.accept(stream)).await {
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
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.headers)
            .max_headers(64)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
        // Broken connections are everyday; their errors name no one and help no one.
        drop(self.watcher.watch(connection).await);
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
