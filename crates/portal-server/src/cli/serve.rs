//! `portal serve`.

use std::future::pending;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;
use portal_server::clock::Clock;
use portal_server::database::Database;
use portal_server::home::Home;
use portal_server::serve::{
    App, AppError, Limits, Transport, admin_router, router, serve, tls_acceptor,
};
use portal_server::store::{Publications, Published};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::TlsAcceptor;

use super::database::DatabaseArgs;
use super::{Failure, start_log};

/// What the admin address needs; whoever asks it cannot take connections from families.
const FEW: Limits = Limits {
    connections: 16,
    headers: Duration::from_secs(10),
    stop: Duration::from_secs(1),
};

#[derive(Args)]
pub struct ServeArgs {
    /// The centre's home directory
    #[arg(long, value_name = "DIR")]
    home: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
    /// Address and port; port 0 picks a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Address and port of /readyz and /metrics for whoever runs the server; none unless given
    #[arg(long, value_name = "ADDR")]
    admin: Option<SocketAddr>,
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
    start_log();
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
    check_admin(args)?;
    let published = published(args, &home)?;
    let app = App::open(
        &home,
        published,
        args.static_dir.as_deref(),
        clock,
        transport,
    )?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(listen(args, home, app, tls))?;
    Ok(ExitCode::SUCCESS)
}

/// The facts that are served: of the home, or of its centre in a database of many.
fn published(args: &ServeArgs, home: &Home) -> Result<Arc<Published>, Failure> {
    let Some(url) = args.database.url()? else {
        return Ok(Published::open(home.clone()));
    };
    let publications = Publications::of(Database::open(&url)?);
    Ok(publications.serve(home.center_id()?))
}

/// The admin address speaks plain HTTP, so it leaves this machine only where somebody else puts TLS around it.
fn check_admin(args: &ServeArgs) -> Result<(), Failure> {
    match args.admin {
        Some(address) if !address.ip().is_loopback() && !args.behind_tls_proxy => Err(format!(
            "--admin {address}: plain HTTP is served on loopback addresses only; put a TLS proxy in front \
             and say --behind-tls-proxy"
        )
        .into()),
        _ => Ok(()),
    }
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
    args: &ServeArgs,
    home: Home,
    app: Arc<App>,
    tls: Option<TlsAcceptor>,
) -> Result<(), Failure> {
    let listener = bind("--listen", args.listen).await?;
    let admin = match args.admin {
        Some(address) => Some(bind("--admin", address).await?),
        None => None,
    };
    let mut terminate = signal(SignalKind::terminate())?;
    // Whoever is told "ready" may ask at once. What is wrong is told by following.
    let _looked = app.published.refresh().await;
    let follow = tokio::spawn(Arc::clone(&app.published).follow());
    let scheme = if tls.is_some() { "https" } else { "http" };
    println!("ready {scheme}://{}", listener.local_addr()?);
    if let Some(admin) = admin {
        println!("admin http://{}", admin.local_addr()?);
        let router = admin_router(Arc::clone(&app), home);
        // It ends with the process: nobody waits for its last answer.
        tokio::spawn(serve(admin, router, FEW, None, pending()));
    }
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

async fn bind(option: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    let bound = TcpListener::bind(address).await;
    Ok(bound.map_err(|e| format!("{option} {address}: {e}"))?)
}
