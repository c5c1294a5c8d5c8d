//! Just enough of a web server to give a browser one page and take one report.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

/// With these a page is isolated from others, and its clock tells 5 µs instead of 100.
const ISOLATED: &str =
    "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n";

/// A folder that is served for as long as this task runs.
pub struct Pages {
    /// Where the page is.
    pub url: String,
    reports: Receiver<String>,
}

impl Pages {
    /// Serves a folder on a free port of this machine.
    pub fn serve(folder: PathBuf) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}/", listener.local_addr()?);
        let (sender, reports) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (folder, sender) = (folder.clone(), sender.clone());
                // One each: a browser opens connections that it says nothing on.
                thread::spawn(move || answer(&stream, &folder, &sender));
            }
        });
        Ok(Self { url, reports })
    }

    /// What was reported by now, or within this time.
    pub fn report(&self, within: Duration) -> Result<Option<String>> {
        match self.reports.recv_timeout(within) {
            Ok(report) => Ok(Some(report)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(ended) => Err(ended.into()),
        }
    }
}

fn answer(stream: &TcpStream, folder: &Path, reports: &Sender<String>) -> Result<()> {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    for line in reader.by_ref().lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let request = head.first().context("a request")?;
    let mut words = request.split(' ');
    if words.next() == Some("POST") {
        let mut body = vec![0; length(&head).context("a length")?];
        reader.read_exact(&mut body)?;
        respond(stream, "204 No Content", "text/plain", b"")?;
        reports.send(String::from_utf8(body)?)?;
        return Ok(());
    }
    let name = words.next().unwrap_or_default().trim_start_matches('/');
    let name = if name.is_empty() { "index.html" } else { name };
    // Names of files in this one folder, and nothing that leads out of it.
    let found = (!name.contains('/')).then(|| fs::read(folder.join(name)));
    match found {
        Some(Ok(body)) => respond(stream, "200 OK", kind(name), &body),
        _ => respond(stream, "404 Not Found", "text/plain", b""),
    }
}

fn length(head: &[String]) -> Option<usize> {
    let mut fields = head.iter().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?;
    value.trim().parse().ok()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "html")) => "text/html",
        Some((_, "js")) => "text/javascript",
        Some((_, "wasm")) => "application/wasm",
        _ => "application/octet-stream",
    }
}

fn respond(mut stream: &TcpStream, status: &str, kind: &str, body: &[u8]) -> Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{ISOLATED}Connection: close\r\n\r\n"
    )?;
    stream.write_all(body)?;
    Ok(())
}
