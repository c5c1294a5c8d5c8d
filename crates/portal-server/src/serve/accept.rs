//! The accept loop: a cap on connections, a time-out on headers, and a graceful stop.
//!
//! Our own because `axum::serve` 0.8 installs no timer, and without one hyper's
//! header time-out does nothing (hyper#2675, axum#2741).

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

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

/// Serves until `stop` is ready, then lets open requests finish.
///
/// # Errors
/// When the listener fails for good.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let permits = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        tokio::select! {
            (permit, accepted) = next => {
                let Ok(permit) = permit else { break };
                match accepted {
                    Ok((stream, _)) => spawn(stream, router.clone(), limits, permit, &graceful),
                    Err(e) => wait_after(&e).await,
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

fn spawn(
    stream: TcpStream,
    router: Router,
    limits: Limits,
    permit: OwnedSemaphorePermit,
    graceful: &GracefulShutdown,
) {
    // Answers are small and complete: waiting to fill a packet only delays them.
    if let Err(e) = stream.set_nodelay(true) {
        tracing::debug!("TCP_NODELAY: {e}");
    }
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_headers(64)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        // Broken connections are everyday; their errors name no one and help no one.
        drop(watched.await);
        drop(permit);
    });
}

/// Errors of a single connection are passed over; running out of files needs a pause.
async fn wait_after(e: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        e.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!("accepting a connection failed: {e}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
