//! The three engines that phones and computers have, each driven by nothing but the W3C's WebDriver.
//!
//! Leaving and the way back are where engines differ; all else is tried in Chromium, with more to look at ([`Browser`]).
//!
//! [`Browser`]: crate::Browser

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::browser::FLAGS;
use crate::tools;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, under chromedriver.
    Chromium,
    /// Firefox, under geckodriver.
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser`, under `WebKitWebDriver`.
    WebKit,
}

impl Engine {
    /// Its driver.
    pub fn driver(self) -> PathBuf {
        match self {
            Self::Chromium => "chromedriver".into(),
            Self::Firefox => tools::geckodriver(),
            Self::WebKit => "WebKitWebDriver".into(),
        }
    }

    /// What a new session is asked for. Nothing waits for pages to load: some of them never do.
    pub fn wishes(self, profile: &Path) -> Value {
        let profile = profile.display().to_string();
        let own = match self {
            Self::Chromium => {
                let folder = format!("--user-data-dir={profile}");
                let mut flags = FLAGS.to_vec();
                flags.extend(["--lang=en", "--restore-last-session", &folder]);
                json!({"goog:chromeOptions": {"args": flags}})
            }
            Self::Firefox => json!({"moz:firefoxOptions": {
                "args": ["-headless", "-profile", profile],
                // 3: begins with what was open when it ended.
                "prefs": {"intl.accept_languages": "en", "browser.startup.page": 3},
            }}),
            Self::WebKit => json!({}),
        };
        let mut wishes = json!({"pageLoadStrategy": "none"});
        if let (Value::Object(wishes), Value::Object(own)) = (&mut wishes, own) {
            wishes.extend(own);
        }
        wishes
    }
}
