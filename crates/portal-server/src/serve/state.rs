//! What every handler can reach.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::error::ApiError;
use super::shell::Shell;
use crate::auth::SignIn;
use crate::auth::db::{AuthDb, AuthDbError};
use crate::center::{CenterConfig, CenterError};
use crate::clock::Clock;
use crate::home::Home;
use crate::playbook::{PlaybookError, Playbooks};
use crate::secrets::Secrets;
use crate::store::{Published, Store};

/// How requests reach this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Plain HTTP on a loopback address: the cookie cannot be `Secure`.
    Loopback,
    /// HTTPS, ended here or at a proxy in front: `__Host-` cookies and HSTS.
    Tls,
}

/// A public answer made once: bytes and their `ETag`.
pub struct Fixed {
    /// As it is.
    pub plain: Bytes,
    /// The same, brotli.
    pub brotli: Bytes,
    /// Quoted, strong.
    pub etag: String,
}

/// The application.
pub struct App {
    /// The centre's settings.
    pub center: CenterConfig,
    /// The centre's time zone.
    pub zone: TimeZone,
    /// Where "now" comes from.
    pub clock: Clock,
    /// The current snapshot.
    pub published: Arc<Published>,
    /// Sessions and the access log.
    pub auth: Arc<AuthDb>,
    /// The sign-in desk.
    pub sign_in: SignIn,
    /// Playbooks by language, as they are sent.
    pub playbooks: BTreeMap<String, Fixed>,
    /// The page every URL of the portal answers with.
    pub shell: Option<Shell>,
    /// How requests get here.
    pub transport: Transport,
}

/// Why the application cannot start.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The centre's settings.
    #[error("{0}")]
    Center(#[from] CenterError),
    /// A setting that families need is missing.
    #[error("{0}: {1}")]
    Incomplete(String, String),
    /// A file of the home or of the portal.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A playbook.
    #[error("playbook: {0}")]
    Playbook(#[from] PlaybookError),
    /// The database of sessions.
    #[error("{0}")]
    Auth(#[from] AuthDbError),
    /// A playbook cannot be written as JSON.
    #[error("playbook: {0}")]
    Json(#[from] serde_json::Error),
    /// `--clock` was given for a real centre.
    #[error("--clock is for demo homes only; the clock of a real centre cannot be fixed")]
    ClockOfRealCenter,
}

impl App {
    /// Opens a home for serving. `static_dir` holds the built portal; without it only the API answers.
    ///
    /// # Errors
    /// [`AppError`], before anything listens.
    pub fn open(
        home: &Home,
        static_dir: Option<&Path>,
        clock: Clock,
        transport: Transport,
    ) -> Result<Arc<Self>, AppError> {
        let center = home.center()?;
        center.check_complete().map_err(|reason| {
            AppError::Incomplete(home.center_file().display().to_string(), reason)
        })?;
        let secrets = Secrets::open(home)?;
        let auth = Arc::new(AuthDb::open(&home.auth_db())?);
        let books = Playbooks::open(home)?;
        let mut playbooks = BTreeMap::new();
        for language in &center.languages {
            if let Some(book) = books.get(language) {
                playbooks.insert(language.clone(), Fixed::of(serde_json::to_vec(book)?)?);
            }
        }
        let shell = static_dir
            .map(|dir| Shell::read(dir, &center))
            .transpose()?;
        Ok(Arc::new(Self {
            zone: center.zone(),
            sign_in: SignIn::new(Arc::clone(&auth), secrets),
            published: Published::open(home.clone()),
            center,
            clock,
            auth,
            playbooks,
            shell,
            transport,
        }))
    }

    /// The store to answer from.
    ///
    /// # Errors
    /// When nothing is published.
    pub fn store(&self) -> Result<Arc<dyn Store>, ApiError> {
        self.published
            .store()
            .ok_or_else(|| ApiError::Internal("no snapshot is published".to_owned()))
    }

    /// The centre's now.
    #[must_use]
    pub fn now(&self) -> Zoned {
        self.clock.now_in(&self.zone)
    }

    /// The centre's today.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().date()
    }
}

impl Fixed {
    /// Computes the `ETag` of a body and compresses it as well as brotli can: it is made once and sent often.
    ///
    /// # Errors
    /// When compressing fails.
    pub fn of(plain: Vec<u8>) -> io::Result<Self> {
        let mut brotli = Vec::new();
        let params = brotli::enc::BrotliEncoderParams {
            quality: 11,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut plain.as_slice(), &mut brotli, &params)?;
        Ok(Self {
            etag: etag_of(&plain),
            plain: plain.into(),
            brotli: brotli.into(),
        })
    }
}

/// A strong `ETag` of a body.
#[must_use]
pub fn etag_of(body: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(body);
    let hex: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
    format!("\"{hex}\"")
}
