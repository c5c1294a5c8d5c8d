//! What all centres of a process have in common.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::state::{AppError, Transport};
use crate::auth::Hashing;
use crate::clock::Clock;
use crate::identity::HttpClient;
use crate::playbook::Defaults;

/// What all centres of a process have in common.
pub struct Common {
    /// The built portal; without it only the API answers.
    pub static_dir: Option<PathBuf>,
    /// Where "now" comes from.
    pub clock: Clock,
    /// How requests get here.
    pub transport: Transport,
    /// The playbook that came with the program.
    pub default_playbook: Arc<Defaults>,
    /// How much is hashed at a time.
    pub hashing: Arc<Hashing>,
    http: OnceLock<HttpClient>,
}

impl Common {
    /// `static_dir` holds the built portal; without it only the API answers.
    ///
    /// # Errors
    /// When the playbook that came with the program has a mistake.
    pub fn new(
        static_dir: Option<PathBuf>,
        clock: Clock,
        transport: Transport,
    ) -> Result<Self, AppError> {
        let default_playbook = Defaults::read().map_err(AppError::Playbook)?;
        Ok(Self {
            static_dir,
            clock,
            transport,
            default_playbook: Arc::new(default_playbook),
            hashing: Arc::default(),
            http: OnceLock::new(),
        })
    }

    /// The client for identity providers, set up for the first centre that has one.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn http(&self) -> io::Result<HttpClient> {
        match self.http.get() {
            Some(http) => Ok(http.clone()),
            None => {
                let http = HttpClient::new()?;
                Ok(self.http.get_or_init(|| http).clone())
            }
        }
    }
}
