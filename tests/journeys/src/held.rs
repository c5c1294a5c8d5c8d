//! A line on which some files never arrive.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

use anyhow::Result;

/// As much as is read at once; a browser's request is shorter.
const CHUNK: usize = 16_384;

/// Opens a line to a server on which requests that contain `what` in their first line get no answer; returns the origin
/// to go to. Its threads end with the test's process.
pub fn held_back(origin: &str, what: &'static str) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let line = format!("http://{}", listener.local_addr()?);
    let server = origin.trim_start_matches("http://").to_owned();
    thread::spawn(move || {
        for browser in listener.incoming().flatten() {
            let server = server.clone();
            thread::spawn(move || carry(&browser, &server, what));
        }
    });
    Ok(line)
}

/// A browser sends its next request on a connection when the answer before it is there, each in one piece.
fn carry(mut browser: &TcpStream, server: &str, what: &str) -> Result<()> {
    let mut to_server = TcpStream::connect(server)?;
    let (mut from_server, mut to_browser) = (to_server.try_clone()?, browser.try_clone()?);
    thread::spawn(move || {
        std::io::copy(&mut from_server, &mut to_browser).ok();
        to_browser.shutdown(Shutdown::Both).ok();
    });
    let mut chunk = [0; CHUNK];
    loop {
        let length = browser.read(&mut chunk)?;
        let sent = &chunk[..length];
        let first = sent.split(|byte| *byte == b'\r').next().unwrap_or_default();
        if length == 0 {
            to_server.shutdown(Shutdown::Both)?;
            return Ok(());
        }
        if !String::from_utf8_lossy(first).contains(what) {
            to_server.write_all(sent)?;
        }
    }
}
