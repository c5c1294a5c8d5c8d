//! Just enough HTTP/1.1 to count every byte that a server sends.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Longer than any answer may take, so that a hang ends the measurement.
const TIMEOUT: Duration = Duration::from_secs(20);

/// An answer as it came over the wire.
pub struct Answer {
    head: String,
    body: Vec<u8>,
    /// Bytes of head and body together.
    pub bytes: usize,
}

/// Sends one request and reads until the server closes.
pub fn request(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Answer> {
    let mut stream = TcpStream::connect(address).with_context(|| address.to_owned())?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    let extra: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{extra}\r\n{body}"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let split = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("an answer without a head")?;
    let answer = Answer {
        head: String::from_utf8_lossy(&bytes[..split]).into_owned(),
        body: bytes[split + 4..].to_vec(),
        bytes: bytes.len(),
    };
    // A page that nobody is signed in to is told so by 401, which is an answer too.
    if !matches!(answer.status(), 200 | 204 | 401) {
        bail!(
            "{method} {path} answered {}",
            answer.head.lines().next().unwrap_or_default()
        );
    }
    Ok(answer)
}

/// Gets a path as a browser does, compressed where the server can.
pub fn get(address: &str, path: &str, encoding: &str) -> Result<Answer> {
    request(
        address,
        "GET",
        path,
        &[("Accept-Encoding", encoding), ("Accept", "*/*")],
        "",
    )
}

impl Answer {
    fn status(&self) -> u16 {
        self.head
            .split_whitespace()
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or(0)
    }

    /// A header's first value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    /// The body as text, for answers that are neither compressed nor chunked.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
