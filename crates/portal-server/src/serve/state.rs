//! What every handler can reach.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::answer::etag_of;
use super::common::Common;
use super::error::ApiError;
use super::ruled::Ruled;
use super::shell::Shell;
use super::silence::Silence;
use crate::auth::db::{AuthDb, AuthDbError};
use crate::auth::kiosks::KioskDesk;
use crate::auth::staff::StaffDesk;
use crate::auth::{Hashing, SignIn};
use crate::center::{CenterConfig, CenterError};
use crate::clock::Clock;
use crate::home::Home;
use crate::identity::{IdentityConfig, IdentityDesk};
use crate::import::report::Refusal;
use crate::packed::{self, Packed};
use crate::playbook::Defaults;
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
    /// The same, brotli; made when it is asked for the first time, because it would be most of what a start takes.
    brotli: OnceLock<Bytes>,
    /// Quoted, strong.
    pub etag: String,
}

/// The application of one centre.
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
    /// What is hashed in this process.
    pub hashing: Arc<Hashing>,
    /// The sign-in desk of families.
    pub sign_in: SignIn,
    /// The centre's kiosks.
    pub kiosks: KioskDesk,
    /// The sign-in desk of staff.
    pub staff_desk: StaffDesk,
    /// The desk of those who sign in at the centre's identity provider, if it has one.
    pub identity: Option<IdentityDesk>,
    /// The playbook that came with the program.
    pub default_playbook: Arc<Defaults>,
    /// Where the built portal is, if it is served.
    static_dir: Option<PathBuf>,
    /// The pages that every URL of the portal answers with, rendered when they are asked for first.
    shell: OnceLock<Shell>,
    /// How requests get here.
    pub transport: Transport,
    /// The agencies under the rules in force.
    pub(super) ruled: Ruled,
    /// Agencies whose data did not arrive.
    pub silence: Silence,
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
    /// The playbook that came with the program.
    #[error("playbook: {0}")]
    Playbook(Refusal),
    /// The database of sessions.
    #[error("{0}")]
    Auth(#[from] AuthDbError),
    /// `--clock` was given for a real centre.
    #[error("--clock is for demo homes only; the clock of a real centre cannot be fixed")]
    ClockOfRealCenter,
}

impl App {
    /// Opens a home for serving, with the facts of `published`, and with what `auth` keeps.
    ///
    /// # Errors
    /// [`AppError`], before anything listens.
    pub fn open(
        home: &Home,
        published: Arc<Published>,
        auth: AuthDb,
        common: &Common,
    ) -> Result<Arc<Self>, AppError> {
        let center = home.center()?;
        if common.clock.is_fixed() && !center.demo {
            return Err(AppError::ClockOfRealCenter);
        }
        center.check_complete().map_err(|reason| {
            AppError::Incomplete(home.center_file().display().to_string(), reason)
        })?;
        // What other servers opened was opened with keys that this one must have as well.
        let secrets = match auth.is_shared() {
            true => Secrets::read(home),
            false => Secrets::open(home),
        };
        let (secrets, auth) = match secrets {
            Ok(secrets) => (secrets, Arc::new(auth)),
            // The page, the words and the phone number need no key.
            Err(e) => {
                tracing::error!(
                    "private answers fail until this is mended and the server is started again: {e}"
                );
                (Secrets::of_nothing()?, Arc::new(AuthDb::shut()))
            }
        };
        let identity = IdentityConfig::read(home)?
            .map(|config| {
                let (languages, http) = (center.languages.clone(), common.http()?);
                IdentityDesk::new(config, http, Arc::clone(&auth), secrets.clone(), languages)
            })
            .transpose()?;
        let hashing = &common.hashing;
        Ok(Arc::new(Self {
            zone: center.zone(),
            hashing: Arc::clone(hashing),
            sign_in: SignIn::new(Arc::clone(&auth), secrets.clone(), hashing),
            kiosks: KioskDesk::new(Arc::clone(&auth), secrets.clone()),
            staff_desk: StaffDesk::new(Arc::clone(&auth), secrets, hashing),
            published,
            identity,
            center,
            clock: common.clock.clone(),
            auth,
            default_playbook: Arc::clone(&common.default_playbook),
            static_dir: common.static_dir.clone(),
            shell: OnceLock::new(),
            transport: common.transport,
            ruled: Ruled::default(),
            silence: Silence::of(home.clone()),
        }))
    }

    /// The centre's pages; nothing where only the API answers.
    ///
    /// # Errors
    /// When the built portal cannot be read.
    pub fn shell(&self) -> io::Result<Option<&Shell>> {
        let Some(dir) = &self.static_dir else {
            return Ok(None);
        };
        if let Some(shell) = self.shell.get() {
            return Ok(Some(shell));
        }
        // Two first readers may both render them; the result is the same.
        let shell = Shell::read(dir, &self.center)?;
        Ok(Some(self.shell.get_or_init(|| shell)))
    }

    /// The store for what anyone may read.
    ///
    /// # Errors
    /// When nothing is published.
    pub fn store(&self) -> Result<Arc<dyn Store>, ApiError> {
        self.published.store().ok_or_else(nothing_published)
    }

    /// The store for private answers; right after a start this waits until its file was looked through.
    ///
    /// # Errors
    /// When nothing is published, or what is there is not what was published.
    pub async fn private_store(&self) -> Result<Arc<dyn Store>, ApiError> {
        let store = self.published.private_store().await;
        store.ok_or_else(nothing_published)
    }

    /// The centre's languages that have a playbook, in the centre's order.
    ///
    /// # Errors
    /// When the snapshot cannot be read.
    pub async fn languages(&self) -> Result<Vec<String>, ApiError> {
        let own = self.own_playbook().await?;
        let has_words = |language: &&String| match &own {
            Some((_, languages)) => languages.contains(language),
            None => self.default_playbook.languages().any(|l| l == *language),
        };
        let languages = self.center.languages.iter().filter(has_words);
        Ok(languages.cloned().collect())
    }

    /// The playbook in one of the centre's languages: its own, or else the one that came with the
    /// program. The two are never mixed.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] when there is none in this language.
    pub async fn playbook(&self, language: &str) -> Result<Packed, ApiError> {
        if !self.center.languages.iter().any(|l| l == language) {
            return Err(ApiError::NotFound);
        }
        let found = match self.own_playbook().await? {
            Some((store, _)) => store.playbook(language).await?,
            None => self.default_playbook.get(language)?.cloned(),
        };
        found.ok_or(ApiError::NotFound)
    }

    /// The snapshot and the languages of the centre's own playbook in it, if it has one.
    async fn own_playbook(&self) -> Result<Option<(Arc<dyn Store>, Vec<String>)>, ApiError> {
        // Words must be there even when nothing is published.
        let Some(store) = self.published.store() else {
            return Ok(None);
        };
        let languages = store.playbook_languages().await?;
        Ok(Some((store, languages)).filter(|(_, languages)| !languages.is_empty()))
    }

    /// The centre's now.
    #[must_use]
    pub fn now(&self) -> Zoned {
        self.clock.now_in(&self.zone)
    }

    /// The day on which something happened by the session clock, as facts count days.
    #[must_use]
    pub fn day_of(&self, session_seconds: i64) -> Date {
        let at = self.clock.fact_time(session_seconds);
        at.to_zoned(self.zone.clone()).date()
    }

    /// The centre's today.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().date()
    }
}

impl Fixed {
    /// Names a body by its content.
    #[must_use]
    pub fn of(plain: Vec<u8>) -> Self {
        Self {
            etag: etag_of(&plain),
            plain: plain.into(),
            brotli: OnceLock::new(),
        }
    }

    /// The body as small as brotli makes it.
    ///
    /// # Errors
    /// When compressing fails.
    pub fn brotli(&self) -> io::Result<&Bytes> {
        match self.brotli.get() {
            Some(brotli) => Ok(brotli),
            None => {
                // Two first readers may both pack it; the result is the same.
                let brotli = packed::brotli(&self.plain)?;
                Ok(self.brotli.get_or_init(|| brotli.into()))
            }
        }
    }
}

fn nothing_published() -> ApiError {
    ApiError::Internal("no snapshot is published".to_owned())
}
