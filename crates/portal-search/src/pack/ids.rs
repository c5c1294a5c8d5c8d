//! Public ids: decimal numbers as steps, UUIDs as their sixteen bytes, others as texts.

use super::Damaged;
use super::bytes::{Cursor, put_signed};
use super::texts::{self, Texts};

/// Bytes of a UUID, and characters of its text.
const BYTES: usize = 16;
const CHARACTERS: usize = 36;

/// Where the dashes are in the text of a UUID.
const DASHES: [usize; 4] = [8, 13, 18, 23];

/// The three sections of ids, as they are written.
#[derive(Default)]
pub(super) struct Sections {
    pub plain: Vec<u8>,
    pub others: Vec<u8>,
    pub uuids: Vec<u8>,
}

/// Writes ids so that [`read`] can read them.
pub(super) fn write(ids: &[&str]) -> Sections {
    if let Some(numbers) = ids.iter().map(|id| plain(id)).collect::<Option<Vec<i32>>>() {
        return Sections {
            plain: steps(&numbers),
            ..Sections::default()
        };
    }
    // An empty text stands for a UUID, so an empty id leaves no way to tell them apart.
    if ids.contains(&"") {
        return with_texts(ids.iter().copied(), Vec::new());
    }
    let packed: Vec<Option<[u8; BYTES]>> = ids.iter().map(|id| uuid(id)).collect();
    let uuids: Vec<u8> = packed.iter().flatten().flatten().copied().collect();
    if packed.iter().all(Option::is_some) {
        return Sections {
            uuids,
            ..Sections::default()
        };
    }
    let pairs = ids.iter().zip(&packed);
    let others = pairs.map(|(id, packed)| if packed.is_some() { "" } else { *id });
    with_texts(others, uuids)
}

fn with_texts<'a>(ids: impl Iterator<Item = &'a str>, uuids: Vec<u8>) -> Sections {
    let mut others = Vec::new();
    texts::put(&mut others, ids);
    Sections {
        others,
        uuids,
        ..Sections::default()
    }
}

fn steps(numbers: &[i32]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before = 0;
    for number in numbers {
        put_signed(&mut out, number - before);
        before = *number;
    }
    out
}

/// Reads `count` ids.
pub(super) fn read(
    mut plain: Cursor<'_>,
    mut others: Cursor<'_>,
    mut uuids: Cursor<'_>,
    count: usize,
) -> Result<Texts, Damaged> {
    if !plain.0.is_empty() {
        let mut ids = Texts::default();
        let mut before = 0_i32;
        for _ in 0..count {
            before = before.wrapping_add(plain.signed()?);
            ids.push(&before.to_string());
        }
        return Ok(ids);
    }
    if uuids.0.is_empty() {
        return Texts::read(&mut others, count);
    }
    let texts = if others.0.is_empty() {
        Texts::default()
    } else {
        Texts::read(&mut others, count)?
    };
    let mut ids = Texts::with_room(uuids.0.len() / BYTES, CHARACTERS);
    for at in 0..count {
        match texts.get(at) {
            "" => ids.push(text(uuids.take(BYTES)?, &mut [0; CHARACTERS])),
            other => ids.push(other),
        }
    }
    Ok(ids)
}

/// A decimal number as it is written without signs and leading zeros.
fn plain(id: &str) -> Option<i32> {
    let number = id.parse::<i32>().ok().filter(|number| *number >= 0)?;
    (number.to_string() == id).then_some(number)
}

/// The bytes of a UUID in small letters; nothing of any other text.
fn uuid(id: &str) -> Option<[u8; BYTES]> {
    let bytes = id.as_bytes();
    if bytes.len() != CHARACTERS {
        return None;
    }
    let mut uuid = [0; BYTES];
    let mut digits = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let digit = match byte {
            b'-' if DASHES.contains(&at) => continue,
            _ if DASHES.contains(&at) => return None,
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => return None,
        };
        uuid[digits / 2] = uuid[digits / 2] << 4 | digit;
        digits += 1;
    }
    Some(uuid)
}

/// The text of a UUID, in room that the caller has.
fn text<'a>(uuid: &[u8], room: &'a mut [u8; CHARACTERS]) -> &'a str {
    let digits = uuid.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let places = (0..CHARACTERS).filter(|at| !DASHES.contains(at));
    room.fill(b'-');
    for (at, digit) in places.zip(digits) {
        room[at] = b"0123456789abcdef"[usize::from(digit)];
    }
    std::str::from_utf8(room).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "01234567-89ab-cdef-0123-456789abcdef";
    const TWO: &str = "ffffffff-0000-4000-8000-00000000000f";

    fn back(ids: &[&str]) -> (Sections, Vec<String>) {
        let written = write(ids);
        let sections = [&written.plain, &written.others, &written.uuids];
        let [plain, others, uuids] = sections.map(|section| Cursor(section));
        let read = read(plain, others, uuids, ids.len()).unwrap();
        let ids = (0..ids.len()).map(|at| read.get(at).to_owned()).collect();
        (written, ids)
    }

    #[test]
    fn ids_come_back_whatever_they_are() {
        for (ids, plain, others, uuids) in [
            (&["7", "3"][..], true, false, 0),
            (&[ONE, TWO], false, false, 2),
            (&[ONE, "h-27", TWO, "5"], false, true, 2),
            (&["a", "b"], false, true, 0),
            (&[ONE, ""], false, true, 0),
            (&["0123"], false, true, 0),
            (&["01234567-89AB-cdef-0123-456789abcdef"], false, true, 0),
            (&["0123456789ab-cdef--0123-456789abcdef"], false, true, 0),
            (&[], false, false, 0),
        ] {
            let (written, read) = back(ids);
            assert_eq!(read, ids);
            assert_eq!(!written.plain.is_empty(), plain, "{ids:?}");
            assert_eq!(!written.others.is_empty(), others, "{ids:?}");
            assert_eq!(written.uuids.len(), uuids * BYTES, "{ids:?}");
        }
    }

    #[test]
    fn ids_that_are_missing_are_damage() {
        let written = write(&[ONE, TWO]);
        let uuids = || Cursor(&written.uuids);
        assert!(read(Cursor(b""), Cursor(b""), uuids(), 2).is_ok());
        assert_eq!(
            read(Cursor(b""), Cursor(b""), uuids(), 3).err(),
            Some(Damaged)
        );
        let half = Cursor(&written.uuids[..20]);
        assert_eq!(read(Cursor(b""), Cursor(b""), half, 2).err(), Some(Damaged));
    }
}
