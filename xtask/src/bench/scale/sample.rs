//! One family's look at home, over a connection that stays, and how long it took.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Longer than any answer may take, so that a hang ends the measurement.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A family of a region.
pub struct Family {
    /// Its centre's id.
    pub centre: String,
    /// Its centre's host.
    pub host: String,
    /// Its number within the centre.
    pub number: u64,
}

impl Family {
    /// What its session's cookie holds, as `sessions.sql` knows it.
    fn token(&self) -> String {
        let name = format!("{} {}", self.centre, self.number);
        URL_SAFE_NO_PAD.encode(Sha256::digest(name))
    }
}

/// A connection to a server, as a proxy in front of it keeps one.
pub struct Line(BufReader<TcpStream>);

impl Line {
    /// Connects.
    pub fn to(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| address.to_owned())?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Milliseconds until a family has what home says; anything but that is an error.
    pub fn overview(&mut self, family: &Family) -> Result<f64> {
        let (host, token) = (&family.host, family.token());
        let began = Instant::now();
        let request = format!(
            "GET /api/v1/me/overview HTTP/1.1\r\nHost: {host}\r\nCookie: __Host-portal={token}\r\n\
             Sec-Fetch-Site: same-origin\r\n\r\n"
        );
        self.0.get_mut().write_all(request.as_bytes())?;
        let mut head = Vec::new();
        let mut line = String::new();
        while self.0.read_line(&mut line)? > 2 {
            head.push(std::mem::take(&mut line));
        }
        let length = head.iter().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse::<usize>().ok())?
        });
        let mut body = vec![0; length.context("an answer without its length")?];
        self.0.read_exact(&mut body)?;
        let took = began.elapsed().as_secs_f64() * 1e3;
        let status = head.first().map_or("", |line| line.trim());
        ensure!(
            status.contains(" 200 "),
            "family {} of {host}: {status}",
            family.number
        );
        Ok(took)
    }
}

/// The time that so many of a hundred needed at most; `times` has one at least.
pub fn percentile(times: &[f64], of_hundred: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = (sorted.len() * of_hundred).div_ceil(100).max(1) - 1;
    sorted[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_times() {
        let times: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        for (of_hundred, expected) in [(50, 100.0), (99, 198.0), (100, 200.0)] {
            assert!((percentile(&times, of_hundred) - expected).abs() < 1e-9);
        }
        assert!((percentile(&[7.0], 50) - 7.0).abs() < 1e-9);
    }
}
