//! Why somebody who came by the identity provider was not let in: for the log, and so without words of anybody's.

use std::error::Error;

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{
    ClaimsVerificationError, DiscoveryError, RequestTokenError, SignatureVerificationError,
    StandardErrorResponse, UserInfoError,
};

use super::http::HttpError;
use crate::auth::SignInError;
use crate::auth::db::AuthDbError;

/// The answer of a provider that refuses a code.
type TokenRefused = StandardErrorResponse<CoreErrorResponseType>;

/// What went wrong. Nothing that a provider or a browser sent stands in it, but keys of the standards.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// No sign-in of this browser waits for this answer: it was used, is too old, or began elsewhere.
    #[error("no sign-in of this browser is under way")]
    NotUnderWay,
    /// The provider sent the browser back with an error.
    #[error("the provider let nobody in")]
    Declined,
    /// The answer is another provider's (RFC 9207).
    #[error("the answer names another issuer")]
    OtherIssuer,
    /// The provider cannot be asked, or answers what it must not.
    #[error("{step}: {cause}")]
    Provider {
        /// What was asked for.
        step: &'static str,
        /// What came instead.
        cause: String,
    },
    /// The token does not prove anything.
    #[error("the token's {0}")]
    Token(&'static str),
    /// Nobody here has this subject, and no claim gives a role.
    #[error("no member of staff has this subject, and no claim gives a role")]
    Unknown,
    /// They may not sign in any more.
    #[error("this member of staff is disabled")]
    Disabled,
    /// It took too long.
    #[error("the provider took too long")]
    TooSlow,
    /// This side of it broke.
    #[error("{0}")]
    Here(String),
}

impl Refused {
    fn provider(step: &'static str, cause: impl Into<String>) -> Self {
        let cause = cause.into();
        Self::Provider { step, cause }
    }

    /// The provider did not answer a moment ago.
    pub(super) fn silent() -> Self {
        Self::provider("discovery", "failed a moment ago")
    }

    /// The browser would be sent where others could listen.
    pub(super) fn unsafe_address() -> Self {
        Self::provider(
            "discovery",
            "the authorization endpoint is not an https address",
        )
    }

    /// The provider's description of itself, or its keys, cannot be had.
    pub(super) fn discovery(error: &DiscoveryError<HttpError>) -> Self {
        let cause = match error {
            DiscoveryError::Parse(e) => format!("cannot be read at {}", e.path()),
            DiscoveryError::Request(e) => chain(e),
            DiscoveryError::Response(status, ..) => format!("answered {status}"),
            DiscoveryError::Validation(what) => what.clone(),
            other => chain(other),
        };
        Self::provider("discovery", cause)
    }

    /// The provider gives nothing for the code.
    pub(super) fn exchange(error: &RequestTokenError<HttpError, TokenRefused>) -> Self {
        let cause = match error {
            RequestTokenError::ServerResponse(answer) => match answer.error() {
                CoreErrorResponseType::Extension(_) => "answered an error of its own".to_owned(),
                error => format!("answered {error}"),
            },
            RequestTokenError::Parse(e, _) => format!("cannot be read at {}", e.path()),
            RequestTokenError::Request(e) => chain(e),
            RequestTokenError::Other(_) => "answered what is no answer".to_owned(),
        };
        Self::provider("token", cause)
    }

    /// The provider tells nothing more of the person.
    pub(super) fn user_info(error: &UserInfoError<HttpError>) -> Self {
        let cause = match error {
            UserInfoError::ClaimsVerification(e) => return Self::token(e),
            UserInfoError::Parse(e) => format!("cannot be read at {}", e.path()),
            UserInfoError::Request(e) => chain(e),
            UserInfoError::Response(status, ..) => format!("answered {status}"),
            _ => "answered what is no answer".to_owned(),
        };
        Self::provider("userinfo", cause)
    }

    /// The token does not hold.
    pub(super) fn token(error: &ClaimsVerificationError) -> Self {
        use ClaimsVerificationError as Claim;
        use SignatureVerificationError as Signature;
        Self::Token(match error {
            Claim::Expired(_) => "time is over",
            Claim::InvalidAudience(_) => "audience is not the portal alone",
            Claim::InvalidIssuer(_) => "issuer is another one",
            Claim::InvalidNonce(_) => "nonce is another one",
            Claim::InvalidSubject(_) => "subject is another one",
            Claim::SignatureVerification(Signature::NoSignature) => "signature is missing",
            Claim::SignatureVerification(Signature::NoMatchingKey) => {
                "key is none of the provider's"
            }
            Claim::SignatureVerification(Signature::AmbiguousKeyId(_)) => {
                "key cannot be told from others"
            }
            Claim::SignatureVerification(
                Signature::DisallowedAlg(_) | Signature::UnsupportedAlg(_),
            ) => "algorithm is not one that is taken",
            Claim::SignatureVerification(_) => "signature is not the provider's",
            _ => "form is none that is taken",
        })
    }
}

/// An error of the network with its causes.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

impl From<AuthDbError> for Refused {
    fn from(error: AuthDbError) -> Self {
        Self::Here(error.to_string())
    }
}

impl From<SignInError> for Refused {
    fn from(error: SignInError) -> Self {
        Self::Here(match error {
            SignInError::Failed => "the session was not opened".to_owned(),
            SignInError::Busy => "busy".to_owned(),
            SignInError::System(cause) => cause,
        })
    }
}

impl From<getrandom::Error> for Refused {
    fn from(error: getrandom::Error) -> Self {
        Self::Here(format!("random numbers: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_provider_reach_no_log() {
        let said = || Some("Dana Whitlow has no licence".to_owned());
        for error in [
            CoreErrorResponseType::InvalidGrant,
            CoreErrorResponseType::Extension("dana.whitlow".to_owned()),
        ] {
            let answer = TokenRefused::new(error, said(), said());
            let refused = Refused::exchange(&RequestTokenError::ServerResponse(answer));
            let told = refused.to_string();
            assert!(told.starts_with("token: answered "), "{told}");
            assert!(!told.to_lowercase().contains("dana"), "{told}");
        }
        let refused = Refused::token(&ClaimsVerificationError::InvalidSubject("dana".to_owned()));
        assert_eq!(refused.to_string(), "the token's subject is another one");
    }
}
