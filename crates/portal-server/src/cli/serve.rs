//! `portal serve`.

use std::future::pending;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use clap::Args;
use jiff::Timestamp;
use portal_server::auth::db::{AuthDb, Writers};
use portal_server::clock::Clock;
use portal_server::database::{Database, DatabaseUrl};
use portal_server::home::Home;
use portal_server::serve::{
    App, Centers, Common, Limits, Transport, admin_router, admin_router_of_many, router,
    router_of_many, serve, tls_acceptor,
};
use portal_server::store::{Publications, Published};
use portal_server::told;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::TlsAcceptor;

use super::database::DatabaseArgs;
use super::{Failure, process};

/// What the admin address needs; whoever asks it cannot take connections from families.
const FEW: Limits = Limits {
    connections: 16,
    grace: Duration::from_secs(1),
    patience: Duration::from_secs(60),
    headers: Duration::from_secs(10),
    stop: Duration::from_secs(1),
};

#[derive(Args)]
#[group(id = "whom", required = true, multiple = false, args = ["home", "homes"])]
pub struct ServeArgs {
    /// The centre's home directory
    #[arg(long, value_name = "DIR")]
    home: Option<PathBuf>,
    /// A folder of homes, one for each centre; whose portal is shown is chosen by the host that is asked
    #[arg(long, value_name = "DIR", requires = "database")]
    homes: Option<PathBuf>,
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
    told::start();
    process::keep_memory_private();
    let transport = transport(args)?;
    let clock = args.clock.map_or_else(Clock::system, Clock::fixed);
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(cert), Some(key)) => Some(tls_acceptor(cert, key)?),
        _ => None,
    };
    check_admin(args)?;
    let common = Common::new(args.static_dir.clone(), clock, transport)?;
    let served = match (&args.home, &args.homes) {
        (Some(home), _) => Served::one(Home::at(home), args.database.url()?, &common)?,
        (None, Some(homes)) => Served::many(homes, &args.database.required()?, &common)?,
        (None, None) => return Err("expected --home or --homes".into()),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(listen(args, served, tls))?;
    Ok(ExitCode::SUCCESS)
}

/// What answers, and what it follows.
struct Served {
    router: Router,
    admin: Router,
    published: Arc<Published>,
}

impl Served {
    /// One centre, whatever host is asked.
    fn one(home: Home, url: Option<DatabaseUrl>, common: &Common) -> Result<Self, Failure> {
        let (published, auth) = match url {
            None => (
                Published::open(home.clone()),
                AuthDb::awaited(&home.auth_db())?,
            ),
            Some(url) => {
                let (database, id) = (Database::open(&url)?, home.center_id()?);
                let writers = Writers::new(database.clone());
                let published = Publications::of(database).serve(id.clone());
                (published, AuthDb::shared(&writers, id))
            }
        };
        let app = App::open(&home, published, auth, common)?;
        app.shell()?;
        Ok(Self {
            published: Arc::clone(&app.published),
            admin: admin_router(Arc::clone(&app), home),
            router: router(app),
        })
    }

    /// Every centre of a folder, by the host that is asked.
    fn many(homes: &Path, url: &DatabaseUrl, common: &Common) -> Result<Self, Failure> {
        let database = Database::open(url)?;
        let centers = Centers::open(homes, &database, common)?;
        let first = centers.apps().next().map(|app| Arc::clone(&app.published));
        let centers = Arc::new(centers);
        Ok(Self {
            published: first.ok_or("no centre is served")?,
            admin: admin_router_of_many(Arc::clone(&centers)),
            router: router_of_many(centers),
        })
    }
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

async fn listen(args: &ServeArgs, served: Served, tls: Option<TlsAcceptor>) -> Result<(), Failure> {
    let listener = bind("--listen", args.listen).await?;
    let admin = match args.admin {
        Some(address) => Some(bind("--admin", address).await?),
        None => None,
    };
    let mut terminate = signal(SignalKind::terminate())?;
    // Whoever is told "ready" may ask at once. What is wrong is told by following.
    let _looked = served.published.refresh().await;
    let follow = tokio::spawn(served.published.follow());
    let scheme = if tls.is_some() { "https" } else { "http" };
    println!("ready {scheme}://{}", listener.local_addr()?);
    if let Some(admin) = admin {
        println!("admin http://{}", admin.local_addr()?);
        // It ends with the process: nobody waits for its last answer.
        tokio::spawn(serve(admin, served.admin, FEW, None, pending()));
    }
    let stop = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    let limits = Limits::default();
    let limits = Limits {
        connections: process::connections(limits.connections),
        ..limits
    };
    serve(listener, served.router, limits, tls, stop).await?;
    follow.abort();
    Ok(())
}

async fn bind(option: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    let bound = TcpListener::bind(address).await;
    Ok(bound.map_err(|e| format!("{option} {address}: {e}"))?)
}
