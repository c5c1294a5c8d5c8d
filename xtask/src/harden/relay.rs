//! A touch screen as a proxy: whatever is asked through it carries the proof that the kiosk would send.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};

use super::screen::Screen;

/// Starts it; host and port. It ends with this process.
pub fn start(screen: Screen, server: &str) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    let (screen, server) = (Arc::new(Mutex::new(screen)), server.to_owned());
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let (screen, server) = (Arc::clone(&screen), server.clone());
            // Who hangs up early, or sends what is no request, is not served; that is what is tried out.
            thread::spawn(move || drop(pass_on(client, &screen, &server)));
        }
    });
    Ok(address)
}

/// Passes one request on, and the answer back.
fn pass_on(mut client: TcpStream, screen: &Mutex<Screen>, server: &str) -> Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    let first = line(&mut reader)?;
    let mut words = first.split(' ');
    let (method, target) = words.next().zip(words.next()).context("a request")?;
    let path = target.split('?').next().unwrap_or_default();
    let (mut headers, mut length) = (String::new(), 0);
    loop {
        let header = line(&mut reader)?;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':').context("a header")?;
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse()?;
        }
        if !name.eq_ignore_ascii_case("connection") {
            headers.push_str(&header);
            headers.push_str("\r\n");
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut screen = screen.lock().unwrap_or_else(PoisonError::into_inner);
    let (name, proof) = screen.proof(method, path);
    drop(screen);
    let mut upstream = TcpStream::connect(server)?;
    write!(
        upstream,
        "{first}\r\n{headers}{name}: {proof}\r\nConnection: close\r\n\r\n"
    )?;
    upstream.write_all(&body)?;
    io::copy(&mut upstream, &mut client)?;
    Ok(())
}

/// A line without its end. What is no UTF-8 is kept as far as it can be.
fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    reader.read_until(b'\n', &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes)
        .trim_end_matches(['\r', '\n'])
        .to_owned())
}
