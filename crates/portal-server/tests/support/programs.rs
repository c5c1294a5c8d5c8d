//! PostgreSQL's programs, run as a user it accepts.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::PASSWORD;

/// Where Debian puts them, one folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The programs of one version.
pub struct Programs {
    folder: PathBuf,
    /// Who runs the server; `None` for whoever tests.
    user: Option<&'static str>,
}

impl Programs {
    /// Those on PATH or of Debian; `None` without.
    pub fn find() -> Option<Self> {
        let on_path = std::env::var_os("PATH").unwrap_or_default();
        let of_debian = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
        let of_debian = of_debian.map(|version| version.path().join("bin"));
        let folder = std::env::split_paths(&on_path)
            .chain(of_debian)
            .find(|folder| {
                ["initdb", "postgres"]
                    .iter()
                    .all(|p| folder.join(p).exists())
            })?;
        Some(Self {
            folder,
            user: is_root().then(unprivileged),
        })
    }

    /// Makes the files of a new cluster in a folder. Texts are ordered as people order them, which no answer may depend on.
    pub fn make_cluster(&self, dir: &Path) {
        let password = dir.join("password");
        fs::write(&password, PASSWORD).expect("a file");
        let mut initdb = self.as_user("initdb");
        initdb
            .args(["--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres"])
            .args(["--locale-provider=icu", "--icu-locale=en-US"])
            .args(["--auth-local=trust", "--auth-host=scram-sha-256"])
            // Made to be thrown away: small, and not waited for until it is on the disk.
            .args(["--no-sync", "--wal-segsize=1"])
            .arg(format!("--pwfile={}", password.display()))
            .arg("-D")
            .arg(dir.join("data"));
        let made = initdb.output().expect("initdb");
        let told = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "no cluster: {told}");
    }

    /// The server, which ends with whoever started it. It writes as it does in use: to the disk.
    pub fn server(&self, dir: &Path, port: u16) -> Command {
        let mut server = self.as_user("postgres");
        let setting = |name: &str, value: String| format!("--{name}={value}");
        server
            .arg("-D")
            .arg(dir.join("data"))
            .arg(setting("port", port.to_string()))
            .arg(setting("listen_addresses", "127.0.0.1".to_owned()))
            .arg(setting(
                "unix_socket_directories",
                dir.display().to_string(),
            ))
            .arg(setting("shared_buffers", "32MB".to_owned()))
            .arg(setting("min_wal_size", "2MB".to_owned()))
            .stdout(Stdio::null());
        server
    }

    /// Whether the server takes connections.
    pub fn answers(&self, dir: &Path, port: u16) -> bool {
        let mut ready = Command::new(self.program("pg_isready"));
        ready.arg("-h").arg(dir).args(["-p", &port.to_string()]);
        let told = ready.stdout(Stdio::null()).status();
        told.is_ok_and(|status| status.success())
    }

    /// A client, such as the one for statements.
    pub fn client(&self, name: &str) -> Command {
        Command::new(self.program(name))
    }

    /// Debian's clients are on PATH even where its servers are not.
    fn program(&self, name: &str) -> PathBuf {
        let own = self.folder.join(name);
        if own.exists() { own } else { name.into() }
    }

    fn as_user(&self, name: &str) -> Command {
        let mut command = Command::new("setpriv");
        // Sent when the thread that started it ends, so that a test that is killed leaves nothing running.
        command.args(["--pdeathsig", "QUIT"]);
        if let Some(user) = self.user {
            let user = [format!("--reuid={user}"), format!("--regid={user}")];
            command.args(user).arg("--clear-groups");
        }
        command.arg("--").arg(self.program(name));
        command.current_dir("/");
        command
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Debian's user for it, or the one who owns nothing.
fn unprivileged() -> &'static str {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    match users.lines().any(|line| line.starts_with("postgres:")) {
        true => "postgres",
        false => "nobody",
    }
}
