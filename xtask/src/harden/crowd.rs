//! Many connections at once, from many addresses of this machine, which all ask in turn.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use socket2::{Domain, Socket, Type};

/// Longer than taking a request may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The shortest time that a socket can be told to wait.
const LEAST: Duration = Duration::from_millis(1);

/// How often each status was answered; 0 for what was no answer.
pub type Statuses = BTreeMap<u16, u64>;

/// Connections that are kept.
pub struct Crowd {
    address: SocketAddr,
    members: Vec<Member>,
}

/// One of them.
struct Member {
    stream: TcpStream,
    /// Whether an answer is still due from an earlier round.
    waits: bool,
}

impl Crowd {
    /// Connects so many, each from another address.
    pub fn connect(address: &str, many: usize) -> Result<Self> {
        let address: SocketAddr = address.parse().context("host and port")?;
        let member = |number| {
            let stream = connect(address, number)?;
            Ok(Member {
                stream,
                waits: false,
            })
        };
        let members = (0..many).map(member).collect::<Result<_>>()?;
        Ok(Self { address, members })
    }

    /// Lets each that waits for nothing send what `request` makes, and only then reads the answers: so all of them wait
    /// together. Whoever is not answered within `patience` sends nothing more until they are.
    pub fn round(
        &mut self,
        patience: Duration,
        mut request: impl FnMut() -> String,
    ) -> Result<Statuses> {
        let end = Instant::now() + patience;
        for member in self.members.iter_mut().filter(|member| !member.waits) {
            // Whoever was cut off is met again when the answer is read.
            let _sent = member.stream.write_all(request().as_bytes());
        }
        let mut statuses = Statuses::new();
        for (number, Member { stream, waits }) in self.members.iter_mut().enumerate() {
            let left = end.saturating_duration_since(Instant::now()).max(LEAST);
            stream.set_read_timeout(Some(left))?;
            let answer = read_whole(stream);
            *waits = answer
                .as_ref()
                .is_err_and(|e| e.kind() == ErrorKind::WouldBlock);
            if *waits {
                continue;
            }
            let status = answer.ok().flatten().unwrap_or(0);
            *statuses.entry(status).or_default() += 1;
            if status == 0 {
                *stream = connect(self.address, number)?;
            }
        }
        Ok(statuses)
    }
}

/// A connection from an address that nobody else in the crowd has.
pub fn connect(to: SocketAddr, number: usize) -> Result<TcpStream> {
    let [_, a, b, c] = u32::try_from(number % 0xff_0000 + 2)
        .unwrap_or(2)
        .to_be_bytes();
    let from = SocketAddr::from((Ipv4Addr::new(127, a, b, c), 0));
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket
        .bind(&from.into())
        .with_context(|| from.to_string())?;
    socket.connect(&to.into())?;
    let stream = TcpStream::from(socket);
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Reads one whole answer; its status, or nothing when there is none.
fn read_whole(stream: &mut impl Read) -> io::Result<Option<u16>> {
    let (mut bytes, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        let count = stream.read(&mut chunk)?;
        bytes.extend_from_slice(&chunk[..count]);
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(head) = head
            && (count == 0 || bytes.len() >= head + 4 + length(&bytes[..head]))
        {
            let line = String::from_utf8_lossy(&bytes[..head]).into_owned();
            let status = line.split_whitespace().nth(1);
            return Ok(status.and_then(|status| status.parse().ok()));
        }
        if count == 0 {
            return Ok(None);
        }
    }
}

/// What a head says of its body's length.
fn length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let line = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    line.and_then(|length| length.trim().parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_to_its_end_and_no_further() {
        let mut two: &[u8] = b"HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno";
        assert_eq!(read_whole(&mut two).expect("read"), Some(401));
        for half in [&b"HTTP/1.1 200 OK\r\n"[..], b"", b"junk"] {
            let mut half = half;
            assert_eq!(read_whole(&mut half).expect("read"), None);
        }
    }
}
