//! A browser's driver: a process that speaks WebDriver on a port of its own.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use thirtyfour::WebDriver;

/// Longest wait for a browser to close.
const CLOSING: Duration = Duration::from_secs(5);
/// Longest wait for a driver to answer.
const STARTING: Duration = Duration::from_secs(20);
/// How often it is looked whether it does.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);
/// Somebody else may take a port between our finding it free and the driver's asking for it.
const TRIES: usize = 5;

/// The process of a driver. It ends when this is dropped.
pub struct DriverProcess {
    child: Child,
    port: u16,
}

impl DriverProcess {
    /// Starts a driver, dressed as `dress` says.
    pub fn start(program: &Path, dress: impl Fn(&mut Command)) -> Result<Self> {
        for _ in 0..TRIES {
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let mut command = Command::new(program);
            command.arg(format!("--port={port}"));
            command.stdout(Stdio::null()).stderr(Stdio::null());
            dress(&mut command);
            let child = command.spawn().with_context(|| {
                format!("{} (run `cargo xtask setup` first)", program.display())
            })?;
            let mut process = Self { child, port };
            if process.answers()? {
                return Ok(process);
            }
        }
        bail!("{} found no port", program.display())
    }

    /// Waits until it does; `false` when it has ended instead.
    fn answers(&mut self) -> Result<bool> {
        let started = Instant::now();
        while self.child.try_wait()?.is_none() {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(true);
            }
            if started.elapsed() > STARTING {
                bail!("a driver did not answer on port {}", self.port);
            }
            sleep(BETWEEN_LOOKS);
        }
        Ok(false)
    }

    /// Where it is spoken to.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Has it close its browser, on a connection of its own: the driver handle's own connections stand still while the
    /// runtime waits for this.
    pub fn close(&self, driver: &WebDriver) {
        let path = format!("/session/{}", driver.handle().session_id());
        driver.clone().leak().ok();
        self.ask("DELETE", &path).ok();
    }

    /// Sends a request and waits for the beginning of its answer.
    fn ask(&self, method: &str, path: &str) -> Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(CLOSING))?;
        // geckodriver looks whether it is itself that is meant, port and all.
        let host = stream.peer_addr()?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )?;
        stream.read_exact(&mut [0])?;
        Ok(())
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
