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

/// Sends one request and reads until the server closes; a refusal is an error.
pub fn request(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Result<Answer> {
    let answer = ask(address, method, path, headers, body)?;
    // A page that nobody is signed in to is told so by 401, which is an answer too.
    if !matches!(answer.status(), 200 | 204 | 401) {
        bail!("{method} {path} answered {}", answer.status_line());
    }
    Ok(answer)
}

/// The same, where a refusal is an answer like others.
pub fn ask(
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
    Ok(Answer {
        head: String::from_utf8_lossy(&bytes[..split]).into_owned(),
        body: bytes[split + 4..].to_vec(),
        bytes: bytes.len(),
    })
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
    /// The number that says how it went.
    pub fn status(&self) -> u16 {
        self.status_line()
            .split_whitespace()
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or(0)
    }

    fn status_line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// A header's first value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// All values of a header that may come more than once.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    /// The body as it came, for answers that say its length.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as text, for answers that are not compressed.
    pub fn text(&self) -> String {
        let chunked = self.header("transfer-encoding") == Some("chunked");
        let body = if chunked {
            joined(&self.body)
        } else {
            self.body.clone()
        };
        String::from_utf8_lossy(&body).into_owned()
    }
}

/// The chunks of a body in one, up to where they cannot be read.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = chunks.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&chunks[..end]).unwrap_or_default();
        let start = end + 2;
        let size = usize::from_str_radix(size, 16).unwrap_or(0);
        let Some(chunk) = chunks.get(start..start + size).filter(|c| !c.is_empty()) else {
            break;
        };
        body.extend_from_slice(chunk);
        chunks = chunks.get(start + size + 2..).unwrap_or_default();
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(joined(b"4\r\nfami\r\n2\r\nly\r\n0\r\n\r\n"), b"family");
        assert_eq!(joined(b"4\r\nfami\r\nff\r\nly"), b"fami");
        assert_eq!(joined(b""), b"");
    }
}
