//! nginx with some files, for as long as it is measured.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{project, run, setup};

/// Far longer than it takes to start.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// A running nginx; ends when it is dropped.
pub struct Nginx {
    child: Child,
    /// Host and port it listens on.
    pub address: String,
}

impl Nginx {
    /// Serves bodies, each by its name.
    pub fn serve(files: &[(&str, &[u8])]) -> Result<Self> {
        let program = setup::constant_server()?;
        let folder = project::target().join("bench/nginx");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(folder.join("files"))?;
        fs::create_dir_all(folder.join("temporary"))?;
        for (name, body) in files {
            fs::write(folder.join("files").join(name), body)?;
        }
        let address = free_address()?;
        let port = address.rsplit(':').next().unwrap_or_default();
        let settings = fs::read_to_string(project::root().join("bench/nginx/nginx.conf"))?;
        fs::write(folder.join("nginx.conf"), settings.replace("PORT", port))?;
        let mut nginx = run::program(&program);
        // Both end in a slash or lie below it: nginx joins the two as they are.
        nginx
            .args(["-e", "stderr", "-c", "nginx.conf", "-p"])
            .arg(format!("{}/", folder.display()))
            .stdin(Stdio::null());
        let child = nginx.spawn().context("starting nginx")?;
        let mut server = Self { child, address };
        server.wait()?;
        Ok(server)
    }

    fn wait(&mut self) -> Result<()> {
        let started = Instant::now();
        while TcpStream::connect(&self.address).is_err() {
            if let Some(status) = self.child.try_wait()? {
                bail!("nginx ended before it listened: {status}");
            }
            if started.elapsed() > PATIENCE {
                bail!("nginx does not listen on {}", self.address);
            }
            thread::sleep(LOOK_EVERY);
        }
        Ok(())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// An address of this machine that nobody listens on: nginx cannot tell which one it got.
fn free_address() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    Ok(listener.local_addr()?.to_string())
}
