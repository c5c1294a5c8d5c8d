//! Taking and naming pictures.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use base64::Engine;
use journeys::Visitor;
use serde_json::json;

/// Tallest picture: longer pages are cut.
const TALLEST: f64 = 6000.0;

/// The folder with the pictures.
pub struct Album {
    folder: PathBuf,
    only: Option<String>,
    /// How many were taken.
    pub pictures: usize,
}

impl Album {
    /// A folder; old pictures stay only when a part is taken anew.
    pub fn new(folder: PathBuf, only: Option<String>) -> Result<Self> {
        if only.is_none() && folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            only,
            pictures: 0,
        })
    }

    /// Whether a picture of that name is wanted.
    pub fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| name.contains(only))
    }

    /// Takes what the device shows at first, and the whole page where it is longer.
    pub async fn take(&mut self, visitor: &Visitor, name: &str) -> Result<()> {
        if !self.wants(name) {
            return Ok(());
        }
        let metrics = visitor
            .browser
            .cdp("Page.getLayoutMetrics", json!({}))
            .await?;
        let seen = metrics["cssVisualViewport"]["clientHeight"]
            .as_f64()
            .unwrap_or(0.0);
        let whole = metrics["cssContentSize"]["height"]
            .as_f64()
            .unwrap_or(0.0)
            .min(TALLEST);
        self.save(visitor, name, json!({"format": "png"})).await?;
        if whole > seen + 1.0 {
            let width = metrics["cssContentSize"]["width"].as_f64().unwrap_or(0.0);
            let clip = json!({"x": 0, "y": 0, "width": width, "height": whole, "scale": 1});
            let all = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
            self.save(visitor, &format!("{name}-whole"), all).await?;
        }
        Ok(())
    }

    async fn save(&mut self, visitor: &Visitor, name: &str, how: serde_json::Value) -> Result<()> {
        let picture = visitor.browser.cdp("Page.captureScreenshot", how).await?;
        let png = base64::engine::general_purpose::STANDARD
            .decode(picture["data"].as_str().context("a picture")?)?;
        fs::write(self.folder.join(format!("{name}.png")), png)?;
        self.pictures += 1;
        Ok(())
    }
}
