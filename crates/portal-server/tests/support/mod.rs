//! What several suites need: a PostgreSQL of their own.

mod programs;

use std::fs::{self, File};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use portal_server::database::{Database, DatabaseUrl, migrate, wait_for};
use programs::Programs;
use tempfile::TempDir;

/// How long a cluster has to start on a machine that is busy.
const START: Duration = Duration::from_secs(60);

/// Passwords are asked for at 127.0.0.1, so that the tests sign in as servers do.
const PASSWORD: &str = "of-the-tests";

/// Who may do what: the owner is no superuser, since those read past every policy.
const USERS: &str = "
    CREATE ROLE region LOGIN CREATEROLE PASSWORD 'of-the-tests';
    CREATE DATABASE portal OWNER region";
const LOGINS: &str = "
    CREATE ROLE importer LOGIN PASSWORD 'of-the-tests' IN ROLE portal_publish;
    CREATE ROLE web LOGIN PASSWORD 'of-the-tests' IN ROLE portal_serve;
    CREATE ROLE demo LOGIN PASSWORD 'of-the-tests' IN ROLE portal_publish, portal_serve";

/// A PostgreSQL that ends with the test, however that ends, and leaves nothing.
pub struct Cluster {
    programs: Programs,
    /// `None` while it is stopped.
    running: Option<Child>,
    port: u16,
    dir: TempDir,
}

impl Cluster {
    /// A cluster with an empty database that is ready for centres; `None`, told, where this machine has no PostgreSQL.
    #[expect(
        clippy::print_stdout,
        reason = "what is left out is said where tests talk"
    )]
    pub fn start() -> Option<Self> {
        let Some(programs) = Programs::find() else {
            assert!(
                std::env::var_os("CI").is_none(),
                "PostgreSQL is missing; run: cargo xtask setup"
            );
            println!("left out: this machine has no PostgreSQL; run: cargo xtask setup");
            return None;
        };
        let dir = tempfile::tempdir().expect("a folder");
        // The server is another user than the one who tests, who may be root: PostgreSQL refuses to be that.
        let opened = fs::Permissions::from_mode(0o777);
        fs::set_permissions(dir.path(), opened).expect("a folder for another user");
        programs.make_cluster(dir.path());
        let mut cluster = Self {
            programs,
            running: None,
            port: free_port(),
            dir,
        };
        cluster.resume();
        cluster.as_superuser("postgres", USERS);
        let owner = cluster.owner();
        wait_for(async || migrate(&Database::open(&owner)?).await).expect("tables");
        cluster.as_superuser("portal", LOGINS);
        Some(cluster)
    }

    /// The same for a suite in which each test needs one: the test ends here where this machine has none.
    #[expect(
        clippy::disallowed_methods,
        reason = "nothing was begun that has an end, and each test is a process of its own"
    )]
    pub fn start_or_leave_out() -> Self {
        Self::start().unwrap_or_else(|| std::process::exit(0))
    }

    /// The owner of the database, who migrates.
    pub fn owner(&self) -> DatabaseUrl {
        self.url("region").parse().expect("an address")
    }

    /// Who publishes facts.
    pub fn importer(&self) -> DatabaseUrl {
        self.url("importer").parse().expect("an address")
    }

    /// Who answers families.
    pub fn web(&self) -> DatabaseUrl {
        self.url("web").parse().expect("an address")
    }

    /// Who makes a demo: it publishes facts and hands out keys.
    pub fn demo(&self) -> DatabaseUrl {
        self.url("demo").parse().expect("an address")
    }

    /// Who reads past every policy.
    pub fn superuser(&self) -> DatabaseUrl {
        self.url("postgres").parse().expect("an address")
    }

    /// The address of the database for a user, with the password.
    pub fn url(&self, user: &str) -> String {
        format!(
            "postgres://{user}:{PASSWORD}@127.0.0.1:{}/portal",
            self.port
        )
    }

    /// Runs statements past every policy.
    pub fn as_superuser(&self, database: &str, sql: &str) {
        let mut psql = self.programs.client("psql");
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres"])
            .arg("-h")
            .arg(self.dir.path())
            .args(["-p", &self.port.to_string(), "-d", database])
            .stdin(Stdio::piped());
        let mut running = psql.spawn().expect("psql");
        let input = running.stdin.as_mut().expect("its input");
        input.write_all(sql.as_bytes()).expect("statements");
        let ended = running.wait_with_output().expect("an end");
        assert!(ended.status.success(), "psql refused");
    }

    /// A client of the superuser, who is asked for no password.
    pub fn client(&self, name: &str) -> Command {
        let mut client = self.programs.client(name);
        client.arg("-h").arg(self.dir.path());
        client.args([
            "-p",
            &self.port.to_string(),
            "-U",
            "postgres",
            "-d",
            "portal",
        ]);
        client
    }

    /// All rows of a schema's tables, bytes as they are.
    pub fn dump(&self, schema: &str) -> Vec<u8> {
        let query = format!(
            "SELECT relname FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind = 'r'"
        );
        let names = self.told(&["-A", "-t", "-c", &query]);
        let names = String::from_utf8(names).expect("names");
        let copy = |table: &str| {
            self.told(&[
                "-c",
                &format!("COPY {schema}.{table} TO STDOUT (FORMAT binary)"),
            ])
        };
        names.lines().flat_map(copy).collect()
    }

    /// What psql prints, past every policy.
    fn told(&self, args: &[&str]) -> Vec<u8> {
        let mut psql = self.programs.client("psql");
        psql.args([
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-U",
            "postgres",
            "-d",
            "portal",
        ])
        .arg("-h")
        .arg(self.dir.path())
        .args(["-p", &self.port.to_string()])
        .args(args);
        let ended = psql.output().expect("psql");
        assert!(ended.status.success(), "psql refused");
        ended.stdout
    }

    /// What the server wrote about itself.
    pub fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }

    /// Stops the server as an operator does: connections are cut, what was committed stays.
    pub fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            let id = running.id().to_string();
            let stopped = Command::new("kill").args(["-INT", &id]).status();
            assert!(stopped.is_ok_and(|s| s.success()), "PostgreSQL is gone");
            running.wait().expect("an end");
        }
    }

    /// Starts it again at the same address.
    pub fn resume(&mut self) {
        let log = File::create(self.dir.path().join("log")).expect("a log");
        let mut server = self.programs.server(self.dir.path(), self.port);
        let mut running = server.stderr(log).spawn().expect("PostgreSQL");
        let began = Instant::now();
        while !self.programs.answers(self.dir.path(), self.port) {
            let ended = running.try_wait().expect("its state");
            if ended.is_some() || began.elapsed() > START {
                panic!("PostgreSQL did not start: {}", self.log());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.running = Some(running);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut running) = self.running.take() {
            // At once: nobody needs what is in it any more.
            let id = running.id().to_string();
            let _told = Command::new("kill").args(["-QUIT", &id]).status();
            let _ended = running.wait();
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
