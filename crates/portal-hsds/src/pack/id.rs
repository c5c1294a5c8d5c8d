//! The id of a service in the portal's addresses.

/// The longest id that is used as it is.
const LONGEST: usize = 64;

/// The directory's own id where it can stand in an address, else a stable hash of it.
#[must_use]
pub fn public_id(id: &str) -> String {
    let safe = id
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte));
    let dots = id.bytes().all(|byte| byte == b'.');
    if safe && !dots && id.len() <= LONGEST {
        return id.to_owned();
    }
    // FNV-1a, 128 bits: stable for ever, unlike the hasher of the standard library.
    let hash = id.bytes().fold(
        0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128,
        |hash, byte| {
            (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
        },
    );
    format!("h{hash:032x}")
}
