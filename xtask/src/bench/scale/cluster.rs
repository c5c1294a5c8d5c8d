//! A PostgreSQL of one's own, on a free port, for as long as it is measured.

use std::fs::{self, File};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{project, run};

/// Where Debian puts the programs, one folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

const START: Duration = Duration::from_secs(60);

/// The cluster holds nothing but fictional families and is gone afterwards.
const PASSWORD: &str = "of-the-benchmark";

/// What a machine with a few gigabytes of memory would be given, and statements counted.
const SETTINGS: &[&str] = &[
    "--shared_buffers=512MB",
    "--max_wal_size=2GB",
    "--checkpoint_timeout=30min",
    "--maintenance_work_mem=256MB",
    "--shared_preload_libraries=pg_stat_statements",
    "--pg_stat_statements.track_utility=off",
    "--listen_addresses=127.0.0.1",
    "--unix_socket_directories=",
];

/// The cluster; it ends when it is dropped, and its files are removed.
pub struct Cluster {
    running: Child,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// An empty cluster that answers.
    pub fn start() -> Result<Self> {
        let folder = project::target().join("bench/scale/cluster");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        // The server may be another user than the one who measures: PostgreSQL refuses to be root.
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777))?;
        let password = folder.join("password");
        fs::write(&password, PASSWORD)?;
        let mut initdb = as_user("initdb")?;
        initdb
            .args(["--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres"])
            .args(["--auth=scram-sha-256", "--no-sync"])
            .arg(format!("--pwfile={}", password.display()))
            .arg("-D")
            .arg(folder.join("data"));
        run::output(&mut initdb)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut cluster = Self {
            running: serve(&folder, port)?,
            folder,
            port,
        };
        cluster.wait()?;
        Ok(cluster)
    }

    /// Ends it without a word to anybody, as when its machine fails.
    pub fn crash(&mut self) {
        let id = self.running.id().to_string();
        Command::new("kill").args(["-QUIT", &id]).status().ok();
        self.running.wait().ok();
    }

    /// Starts it again at the same address, and waits until it answers.
    pub fn resume(&mut self) -> Result<()> {
        self.running = serve(&self.folder, self.port)?;
        self.wait()
    }

    fn wait(&mut self) -> Result<()> {
        let began = Instant::now();
        let mut ready = Command::new(program("pg_isready")?);
        ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        while !ready.status()?.success() {
            if self.running.try_wait()?.is_some() || began.elapsed() > START {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                bail!("PostgreSQL did not start:\n{log}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// The address of a database for one of its users.
    pub fn url(&self, user: &str, database: &str) -> String {
        let port = self.port;
        format!("postgres://{user}:{PASSWORD}@127.0.0.1:{port}/{database}?sslmode=disable")
    }

    /// The number of its first process, whose children are the others.
    pub fn id(&self) -> u32 {
        self.running.id()
    }

    /// Runs statements as a user, with the variables a file of them has, and returns what they answer: a line for each row, `|`
    /// between columns.
    pub fn sql(&self, user: &str, database: &str, statements: &str) -> Result<String> {
        let mut psql = Command::new(program("psql")?);
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d"])
            .arg(self.url(user, database))
            .env("PGOPTIONS", "-c client_min_messages=warning")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut running = psql.spawn().context("starting psql")?;
        let mut input = running.stdin.take().context("psql's input")?;
        input.write_all(statements.as_bytes())?;
        drop(input);
        let ended = running.wait_with_output()?;
        if !ended.status.success() {
            bail!("psql refused as {user} in {database}");
        }
        Ok(String::from_utf8(ended.stdout)?)
    }

    /// A role that may sign in, with what else is said of it.
    pub fn role(&self, name: &str, is: &str) -> Result<()> {
        let role = format!("CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' {is}");
        self.sql("postgres", "postgres", &role).map(drop)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // At once: nobody needs what is in it any more.
        self.crash();
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// The server over a folder's cluster.
fn serve(folder: &Path, port: u16) -> Result<Child> {
    let mut server = as_user("postgres")?;
    server
        .arg("-D")
        .arg(folder.join("data"))
        .arg(format!("--port={port}"))
        .args(SETTINGS)
        .stdout(Stdio::null())
        .stderr(File::create(folder.join("log"))?);
    server.spawn().context("starting PostgreSQL")
}

/// A program of PostgreSQL's; Debian's clients are on PATH even where its servers are not.
fn program(name: &str) -> Result<PathBuf> {
    let of_debian = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut of_debian = of_debian.map(|version| version.path().join("bin").join(name));
    of_debian
        .find(|file| file.is_file())
        .or_else(|| run::find(name))
        .with_context(|| format!("`{name}` is missing; run: cargo xtask setup"))
}

/// One that ends with whoever started it, as a user it accepts: Debian's for it, where root measures.
fn as_user(name: &str) -> Result<Command> {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "QUIT"]);
    if fs::metadata("/proc/self")?.uid() == 0 {
        let user = user();
        command.args([format!("--reuid={user}"), format!("--regid={user}")]);
        command.arg("--clear-groups");
    }
    command.arg("--").arg(program(name)?).current_dir("/");
    Ok(command)
}

fn user() -> &'static str {
    let users = fs::read_to_string(Path::new("/etc/passwd")).unwrap_or_default();
    match users.lines().any(|line| line.starts_with("postgres:")) {
        true => "postgres",
        false => "nobody",
    }
}
