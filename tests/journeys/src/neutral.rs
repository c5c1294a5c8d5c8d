//! An ordinary page of another site, where the leave button leads in the journeys.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::Result;

const PAGE: &str = "<!doctype html><html lang=en><title>Weather</title><h1>Sunny today</h1>";

/// A site with one page on another port. Its thread ends with the test's process.
pub struct NeutralSite {
    /// The page's address.
    pub url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl NeutralSite {
    /// Opens it on a free port.
    pub fn open() -> Result<Self> {
        Self::with_page(PAGE)
    }

    /// The same with another page.
    pub fn with_page(page: &str) -> Result<Self> {
        let length = page.len();
        Self::answering(format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{page}"
        ))
    }

    /// A site that has nothing to show: whoever leaves to it stays where they are (RFC 9110, 15.3.5).
    pub fn without_content() -> Result<Self> {
        Self::answering("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_owned())
    }

    fn answering(answer: String) -> Result<Self> {
        // A host of its own, as another site is: cookies do not tell ports apart.
        let listener = TcpListener::bind("127.0.0.10:0")?;
        let url = format!("http://{}/", listener.local_addr()?);
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A browser opens connections ahead that it may never use.
                let (seen, answer) = (Arc::clone(&seen), answer.clone());
                thread::spawn(move || reply(&stream, &answer, &seen));
            }
        });
        Ok(Self { url, heads })
    }

    /// The heads of all requests so far, as they came: what the other site learns.
    pub fn requests(&self) -> Vec<String> {
        self.heads
            .lock()
            .map(|heads| heads.clone())
            .unwrap_or_default()
    }
}

fn reply(mut stream: &TcpStream, answer: &str, seen: &Mutex<Vec<String>>) {
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    if head.is_empty() {
        return;
    }
    if let Ok(mut heads) = seen.lock() {
        heads.push(head.join("\n"));
    }
    stream.write_all(answer.as_bytes()).ok();
}
