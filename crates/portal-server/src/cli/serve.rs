//! `portal serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use jiff::Timestamp;
use portal_server::clock::Clock;
use portal_server::home::Home;
use portal_server::serve::{App, AppError, Limits, Transport, router, serve, tls_acceptor};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::TlsAcceptor;

use super::Failure;

#[derive(Args)]
pub struct ServeArgs {
    /// The centre's home directory
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
    /// Address and port; port 0 picks a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The built portal; without it only the API answers
    #[arg(long = "static", value_name = "DIR")]
    static_dir: Option<PathBuf>,
    /// Fix "now" for everything a family reads; demo homes only
    #[arg(long, value_name = "RFC3339")]
    clock: Option<Timestamp>,
    /// TLS ends at a proxy in front of this address
    #[arg(long, conflicts_with = "tls_cert")]
    behind_tls_proxy: bool,
    /// Serve HTTPS with this certificate chain (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

/// Serves until told to stop.
pub fn run(args: &ServeArgs) -> Result<ExitCode, Failure> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()),
        )
        .with_writer(std::io::stderr)
        .json()
        .init();
    let transport = transport(args)?;
    let home = Home::at(&args.home);
    let clock = match args.clock {
        Some(_) if !home.center()?.demo => return Err(AppError::ClockOfRealCenter.into()),
        Some(now) => Clock::fixed(now),
        None => Clock::system(),
    };
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(cert), Some(key)) => Some(tls_acceptor(cert, key)?),
        _ => None,
    };
    let app = App::open(&home, args.static_dir.as_deref(), clock, transport)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(listen(args.listen, app, tls))?;
    Ok(ExitCode::SUCCESS)
}

/// Plain HTTP leaves this machine only where somebody else puts TLS around it.
fn transport(args: &ServeArgs) -> Result<Transport, Failure> {
    if args.behind_tls_proxy || args.tls_cert.is_some() {
        return Ok(Transport::Tls);
    }
    if args.listen.ip().is_loopback() {
        return Ok(Transport::Loopback);
    }
    Err(format!(
        "--listen {}: plain HTTP is served on loopback addresses only; give --tls-cert and --tls-key, \
         or put a TLS proxy in front and say --behind-tls-proxy",
        args.listen
    )
    .into())
}

async fn listen(
    address: SocketAddr,
    app: Arc<App>,
    tls: Option<TlsAcceptor>,
) -> Result<(), Failure> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|e| format!("--listen {address}: {e}"))?;
    let mut terminate = signal(SignalKind::terminate())?;
    let follow = tokio::spawn(Arc::clone(&app.published).follow());
    let scheme = if tls.is_some() { "https" } else { "http" };
    println!("ready {scheme}://{}", listener.local_addr()?);
    let stop = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    serve(listener, router(app), Limits::default(), tls, stop).await?;
    follow.abort();
    Ok(())
}
