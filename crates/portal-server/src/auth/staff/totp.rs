//! One-time codes of staff (RFC 6238: SHA-1, six digits, 30 seconds), each taken once.

use totp_rs::{Builder, Secret, Totp};

use crate::secrets::Secrets;

/// Bytes of the salt a secret grows from.
pub const TOTP_SALT_BYTES: usize = 16;

/// Bytes of a secret (RFC 4226, 4: 160 bits are recommended).
const SECRET_BYTES: usize = 20;

/// The secret of one member of staff.
fn secret(secrets: &Secrets, id: &str, salt: &[u8; TOTP_SALT_BYTES]) -> Secret {
    let grown = secrets.peppered(&[b"one-time codes", id.as_bytes(), salt]);
    let mut bytes = [0; SECRET_BYTES];
    bytes.copy_from_slice(&grown[..SECRET_BYTES]);
    Secret::new_stack(bytes)
}

fn codes(secrets: &Secrets, id: &str, salt: &[u8; TOTP_SALT_BYTES]) -> Totp {
    let secret = secret(secrets, id, salt);
    Builder::new().with_secret(secret).build_noncompliant()
}

/// The secret in base 32, as an authenticator app takes it by hand.
#[must_use]
pub fn secret_text(secrets: &Secrets, id: &str, salt: &[u8; TOTP_SALT_BYTES]) -> String {
    secret(secrets, id, salt).to_base32()
}

/// The step whose code this is, if it is the code of now, of the step before or the next one, and later than
/// `last_step`: a code is taken once (RFC 6238, 5.2). Compared in constant time.
#[must_use]
pub fn step_of(
    secrets: &Secrets,
    id: &str,
    salt: &[u8; TOTP_SALT_BYTES],
    last_step: i64,
    typed: &str,
    now: i64,
) -> Option<i64> {
    let now = u64::try_from(now).ok()?;
    let step = codes(secrets, id, salt).check(typed, now)?;
    i64::try_from(step).ok().filter(|step| *step > last_step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of its eight digits.
        let codes = Builder::new()
            .with_secret(b"12345678901234567890".to_vec())
            .build_noncompliant();
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(codes.generate(time).to_string(), code);
        }
    }

    #[test]
    fn a_code_is_taken_once_and_for_a_minute_and_a_half() {
        let home = tempfile::tempdir().expect("a directory");
        let secrets = Secrets::open(&crate::home::Home::at(home.path())).expect("keys");
        let (salt, now) = ([7; TOTP_SALT_BYTES], 1_700_000_000_i64);
        let at = |seconds: i64| {
            let time = u64::try_from(now + seconds).expect("after 1970");
            codes(&secrets, "s", &salt).generate(time).to_string()
        };
        let step = |typed: &str, last| step_of(&secrets, "s", &salt, last, typed, now);
        let right = step(&at(0), 0).expect("the code of now");
        assert_eq!(step(&at(0), right), None, "a second time");
        assert_eq!(step(&at(-30), 0), Some(right - 1));
        assert_eq!(step(&at(30), right), Some(right + 1));
        for wrong in [&at(-90), &at(90), "", "12345", "abcdef", "1234567"] {
            assert_eq!(step(wrong, 0), None, "{wrong}");
        }
        assert_eq!(step_of(&secrets, "other", &salt, 0, &at(0), now), None);
    }
}
