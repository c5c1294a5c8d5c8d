//! Several `portal serve` over one database and the same homes.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use portal_server::demo::{self, DemoHome};
use portal_server::home::Home;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::Cluster;

const NOW: &str = "2026-03-10T09:00:00-05:00";

/// The servers. All end with it.
pub struct Fleet {
    pub demo: DemoHome,
    servers: Vec<(Child, SocketAddr)>,
    homes: TempDir,
    cluster: Cluster,
}

impl Fleet {
    /// Starts so many over a demo centre; nothing, told, where this machine has no PostgreSQL.
    pub fn start(count: usize) -> Option<Self> {
        let cluster = Cluster::start()?;
        let homes = tempfile::tempdir().expect("a folder");
        let home = Home::at(homes.path().join("north")).publishing_to(Some(cluster.demo()));
        let demo = demo::make(&home, NOW.parse().expect("a time")).expect("a demo");
        let text = fs::read_to_string(home.center_file()).expect("settings");
        let mut settings: Value = serde_json::from_str(&text).expect("JSON");
        settings["address"] = "https://north.portal.example".into();
        fs::write(home.center_file(), settings.to_string()).expect("written");
        let mut fleet = Self {
            demo,
            servers: Vec::new(),
            homes,
            cluster,
        };
        for _ in 0..count {
            let server = fleet.server();
            fleet.servers.push(server);
        }
        Some(fleet)
    }

    fn server(&self) -> (Child, SocketAddr) {
        let mut serve = Command::new(env!("CARGO_BIN_EXE_portal"));
        serve
            .args(["serve", "--listen", "127.0.0.1:0", "--behind-tls-proxy"])
            .args(["--clock", NOW, "--homes"])
            .arg(self.homes.path())
            .env("PORTAL_DATABASE", self.database())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut running = serve.spawn().expect("a server");
        let mut line = String::new();
        let told = running.stdout.take().expect("its output");
        BufReader::new(told).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("ready http://");
        let address = address.and_then(|text| text.parse().ok());
        (running, address.unwrap_or_else(|| panic!("{line:?}")))
    }

    /// Where they listen.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.servers.iter().map(|(_, address)| *address).collect()
    }

    /// The centre's host.
    pub fn host(&self) -> &'static str {
        "north.portal.example"
    }

    /// The centre's home.
    pub fn home(&self) -> PathBuf {
        self.homes.path().join("north")
    }

    /// The database as servers sign in to it.
    pub fn database(&self) -> String {
        self.cluster.url("web")
    }

    /// Kills one with SIGKILL, which no process can answer to.
    pub fn kill(&mut self, which: usize) {
        let (server, _) = &mut self.servers[which];
        server.kill().expect("it ran");
        server.wait().expect("an end");
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        for (server, _) in &mut self.servers {
            let _ended = server.kill();
            let _reaped = server.wait();
        }
    }
}
