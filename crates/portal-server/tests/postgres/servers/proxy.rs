//! A proxy as stands in front of servers: it takes them in turn and passes over those that take no connection. What was
//! sent to one is never sent to another one.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::net::{TcpListener, TcpStream};

/// Starts one on a free port. It ends with the test.
pub async fn start(servers: Vec<SocketAddr>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (servers, next) = (Arc::new(servers), Arc::new(AtomicUsize::new(0)));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let (servers, first) = (Arc::clone(&servers), next.fetch_add(1, Ordering::Relaxed));
            tokio::spawn(async move { pass(client, &servers, first).await });
        }
    });
    address
}

/// One connection is one request here, so that each goes to the next server.
async fn pass(mut client: TcpStream, servers: &[SocketAddr], first: usize) -> io::Result<()> {
    for turn in 0..servers.len() {
        let server = servers[(first + turn) % servers.len()];
        if let Ok(mut server) = TcpStream::connect(server).await {
            tokio::io::copy_bidirectional(&mut client, &mut server).await?;
            break;
        }
    }
    Ok(())
}
