//! A browser, as far as these tests need one: a connection for each request.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub const OVERVIEW: &str = "/api/v1/me/overview";

/// Asks for one host at one address.
#[derive(Clone)]
pub struct Client {
    proxy: SocketAddr,
    host: &'static str,
}

/// An answer that came whole.
pub struct Answer {
    pub status: u16,
    pub cookie: String,
    pub text: String,
}

impl Client {
    pub fn new(proxy: SocketAddr, host: &'static str) -> Self {
        Self { proxy, host }
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Option<Answer> {
        let host = self.host;
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n"
        ))
        .await
    }

    pub async fn post(&self, path: &str, body: &str) -> Option<Answer> {
        let (host, length) = (self.host, body.len());
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        ))
        .await
    }

    /// Nothing when it broke off.
    async fn send(&self, request: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.proxy).await.ok()?;
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.ok()?;
        read(&String::from_utf8(bytes).ok()?)
    }
}

fn read(text: &str) -> Option<Answer> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value))
    };
    if header("content-length")?.parse() != Ok(body.len()) {
        return None;
    }
    let cookie = header("set-cookie").and_then(|value| value.split(';').next());
    Some(Answer {
        status: head.split(' ').nth(1)?.parse().ok()?,
        cookie: cookie.unwrap_or_default().to_owned(),
        text: body.to_owned(),
    })
}
