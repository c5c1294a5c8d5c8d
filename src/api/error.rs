//! Everything that can go wrong with a request, as far as a family can tell it apart.

use crate::platform::http::NoReply;

/// Why there are no facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The server could not be reached.
    Offline,
    /// The server took too long.
    TimedOut,
    /// Nobody is signed in (any more).
    SessionEnded,
    /// There is no such thing, or it is not theirs to see.
    NotFound,
    /// The server failed.
    Server,
    /// The answer could not be read.
    BadData,
    /// The view that asked is gone; nobody is told.
    Cancelled,
}

impl ApiError {
    /// The error an HTTP status stands for, if it is one.
    #[must_use]
    pub fn of_status(status: u16) -> Option<Self> {
        match status {
            200..=299 => None,
            401 => Some(Self::SessionEnded),
            404 | 410 => Some(Self::NotFound),
            _ => Some(Self::Server),
        }
    }
}

impl From<NoReply> for ApiError {
    fn from(no_reply: NoReply) -> Self {
        match no_reply {
            NoReply::Unreachable => Self::Offline,
            NoReply::TimedOut => Self::TimedOut,
            NoReply::Cancelled => Self::Cancelled,
        }
    }
}

/// Why signing in did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInError {
    /// Code or PIN are wrong, or the card has ended: the server does not say which.
    Refused,
    /// Too many tries.
    TooMany,
    /// The server has no room right now.
    Busy,
    /// Nothing came back.
    Unreachable,
}

impl SignInError {
    /// The error an HTTP status stands for, if it is one.
    #[must_use]
    pub fn of_status(status: u16) -> Option<Self> {
        match status {
            200..=299 => None,
            429 => Some(Self::TooMany),
            400..=499 => Some(Self::Refused),
            503 => Some(Self::Busy),
            _ => Some(Self::Unreachable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_means_one_thing() {
        assert_eq!(ApiError::of_status(204), None);
        assert_eq!(ApiError::of_status(401), Some(ApiError::SessionEnded));
        assert_eq!(ApiError::of_status(404), Some(ApiError::NotFound));
        assert_eq!(ApiError::of_status(500), Some(ApiError::Server));
        assert_eq!(SignInError::of_status(401), Some(SignInError::Refused));
        assert_eq!(SignInError::of_status(429), Some(SignInError::TooMany));
        assert_eq!(SignInError::of_status(503), Some(SignInError::Busy));
    }
}
