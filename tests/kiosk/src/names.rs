//! A name server that knows no name and remembers every one it was asked for.

use std::net::UdpSocket;
use std::sync::{Arc, Mutex};

use anyhow::Result;

use crate::Room;
use crate::room::{run, text};

/// What a browser would have asked of other hosts, had there been any.
pub struct Names {
    asked: Arc<Mutex<Vec<String>>>,
}

impl Names {
    /// Listens where the room's programs ask for names.
    pub fn listen(room: &Room) -> Result<Self> {
        let file = room.folder().join("resolv.conf");
        std::fs::write(&file, "nameserver 127.0.0.1\n")?;
        run("mount", &["--bind", text(&file)?, "/etc/resolv.conf"])?;
        let socket = UdpSocket::bind(("127.0.0.1", 53))?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            let mut question = [0; 512];
            while let Ok((length, from)) = socket.recv_from(&mut question) {
                let question = &mut question[..length];
                heard
                    .lock()
                    .expect("nobody panics while holding it")
                    .extend(name(question));
                if let Some(flags) = question.get_mut(2..4) {
                    // An answer: there is no such name (RFC 1035, 4.1.1).
                    flags.copy_from_slice(&[0x81, 0x83]);
                    let _ = socket.send_to(question, from);
                }
            }
        });
        Ok(Self { asked })
    }

    /// All names asked for until now, each once, in order.
    pub fn asked(&self) -> Vec<String> {
        let mut names = self
            .asked
            .lock()
            .expect("nobody panics while holding it")
            .clone();
        names.sort();
        names.dedup();
        names
    }
}

/// The name in a question: labels with their lengths after twelve bytes (RFC 1035, 4.1.2).
fn name(question: &[u8]) -> Option<String> {
    let mut rest = question.get(12..)?;
    let mut labels = Vec::new();
    while let Some((&length, after)) = rest.split_first() {
        if length == 0 {
            return Some(labels.join("."));
        }
        let label = after.get(..usize::from(length))?;
        labels.push(String::from_utf8_lossy(label).into_owned());
        rest = &after[label.len()..];
    }
    None
}
