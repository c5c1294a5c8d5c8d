//! Chromium under its own driver, with a fresh profile for every visitor.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::{CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

use crate::driver::DriverProcess;

/// Settings under which Chromium runs anywhere and talks to nobody on its own.
pub const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
];

/// What the device is like.
#[derive(Clone, Debug)]
pub struct Look {
    /// Width and height in CSS pixels.
    pub size: (u32, u32),
    /// Whether it is held in a hand: touch, and no hover.
    pub mobile: bool,
    /// Whether its owner prefers dark screens.
    pub dark: bool,
    /// The device's language, a BCP 47 tag.
    pub language: String,
}

impl Look {
    /// A cheap phone.
    pub fn phone(language: &str) -> Self {
        Self {
            size: (360, 740),
            mobile: true,
            dark: false,
            language: language.to_owned(),
        }
    }

    /// A window or a wall of another size.
    #[must_use]
    pub fn sized(mut self, width: u32, height: u32, mobile: bool) -> Self {
        (self.size, self.mobile) = ((width, height), mobile);
        self
    }
}

/// A running browser; driver and browser end when this is dropped.
pub struct Browser {
    driver: WebDriver,
    process: DriverProcess,
    profile: TempDir,
}

impl Browser {
    /// Starts driver and browser.
    pub async fn start(look: &Look) -> Result<Self> {
        let process = DriverProcess::start(Path::new("chromedriver"), |_| ())?;
        let profile = tempfile::tempdir()?;
        let mut capabilities = DesiredCapabilities::chrome();
        for flag in FLAGS {
            capabilities.add_arg(flag)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        capabilities.add_arg(&format!("--lang={}", look.language))?;
        capabilities.add_arg(&format!("--accept-lang={}", look.language))?;
        capabilities.set(
            "goog:loggingPrefs",
            json!({"performance": "ALL", "browser": "ALL"}),
        )?;
        let driver = WebDriver::new(process.url(), capabilities)
            .await
            .context("starting Chromium")?;
        let browser = Self {
            driver,
            process,
            profile,
        };
        browser.apply(look).await?;
        Ok(browser)
    }

    /// The driver of this browser.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The folder in which the browser keeps what it keeps.
    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// A command of the browser's own protocol.
    pub async fn cdp(
        &self,
        method: &str,
        parameters: serde_json::Value,
    ) -> Result<serde_json::Value> {
        self.driver
            .cdp()
            .send_raw(method, parameters)
            .await
            .with_context(|| method.to_owned())
    }

    /// Makes the device look and behave so.
    pub async fn apply(&self, look: &Look) -> Result<()> {
        let (width, height) = look.size;
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": look.mobile});
        self.cdp("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        self.cdp(
            "Emulation.setTouchEmulationEnabled",
            json!({"enabled": look.mobile}),
        )
        .await?;
        let scheme = if look.dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.cdp("Emulation.setEmulatedMedia", features).await?;
        self.cdp(
            "Emulation.setTimezoneOverride",
            json!({"timezoneId": "America/Chicago"}),
        )
        .await?;
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.process.close(&self.driver);
    }
}
