//! Files that somebody writes by hand: read whole, and no further than anybody writes.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Bytes such a file may have; the longest that comes with the program has a tenth of it.
const MOST: u64 = 1 << 20;

/// The text of a settings file or of a playbook's.
///
/// # Errors
/// When it cannot be read, is no UTF-8, or does not end in time: a device, or a file that was put there by mistake, must not
/// fill the memory.
pub fn text(path: &Path) -> io::Result<String> {
    String::from_utf8(bytes(path)?)
        .map_err(|_| io::Error::new(ErrorKind::InvalidData, "expected UTF-8 text"))
}

/// The same before it is known to be text.
///
/// # Errors
/// As [`text`], but for text.
pub fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        let why = "expected a file of at most 1 MB";
        return Err(io::Error::new(ErrorKind::InvalidData, why));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_does_not_end_is_given_up() {
        let endless = Path::new("/dev/zero");
        let told = text(endless).expect_err("too long").to_string();
        assert_eq!(told, "expected a file of at most 1 MB");
    }

    #[test]
    fn a_file_is_read_to_its_last_byte() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let most = usize::try_from(MOST).expect("a size");
        std::fs::write(file.path(), "a".repeat(most)).expect("written");
        assert_eq!(text(file.path()).expect("text").len(), most);
        std::fs::write(file.path(), [0xff]).expect("written");
        assert!(text(file.path()).is_err());
    }
}
