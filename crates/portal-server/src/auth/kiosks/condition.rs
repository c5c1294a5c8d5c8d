//! Whether a kiosk works, from what it last said. Pure.

use portal_types::KioskState;

use super::KioskLine;

/// Seconds without a word after which a kiosk counts as silent. It says each minute that it is there.
pub const SILENT_AFTER: i64 = 5 * 60;

impl KioskLine {
    /// How it is at `now`, Unix seconds.
    #[must_use]
    pub fn condition(&self, now: i64) -> KioskState {
        match (self.state.as_str(), self.heard_at()) {
            ("waiting", _) => KioskState::Waiting,
            ("revoked", _) => KioskState::Revoked,
            ("enrolled", Some(heard)) if now - heard < SILENT_AFTER => KioskState::Working,
            ("enrolled", _) => KioskState::Silent,
            _ => KioskState::Lapsed,
        }
    }

    /// When it was heard from last, Unix seconds: enrolling and starting are words, too.
    #[must_use]
    pub fn heard_at(&self) -> Option<i64> {
        [self.enrolled_at, self.started_at, self.last_seen_at]
            .into_iter()
            .flatten()
            .max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kiosk_is_silent_when_it_says_nothing_for_five_minutes() {
        let line = |state: &str, enrolled_at, last_seen_at| KioskLine {
            id: String::new(),
            name: "Lobby".to_owned(),
            state: state.to_owned(),
            code_until: None,
            enrolled_at,
            started_at: None,
            last_seen_at,
        };
        let table = [
            (line("waiting", None, None), KioskState::Waiting),
            (line("lapsed", None, None), KioskState::Lapsed),
            (line("enrolled", Some(990), None), KioskState::Working),
            (line("enrolled", Some(1), Some(701)), KioskState::Working),
            (line("enrolled", Some(1), Some(700)), KioskState::Silent),
            // Enrolled anew after a long silence.
            (line("enrolled", Some(999), Some(1)), KioskState::Working),
            (line("revoked", Some(999), Some(999)), KioskState::Revoked),
        ];
        for (line, state) in table {
            assert_eq!(line.condition(1_000), state, "{line:?}");
        }
    }
}
