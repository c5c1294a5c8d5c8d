//! Who can sign in to the demo centre: all fictional, so it may stand on a screen.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

/// What `portal demo --json` prints and keeps as `demo.json` in the centre's folder.
#[derive(Deserialize)]
pub struct Demo {
    center: Value,
    caregivers: Vec<Caregiver>,
    #[serde(default)]
    advocates: Vec<Advocate>,
    #[serde(default)]
    kiosks: Vec<Kiosk>,
}

#[derive(Deserialize)]
struct Caregiver {
    family: String,
    label: String,
    language: String,
    code: String,
    pin: String,
}

#[derive(Deserialize)]
struct Advocate {
    user: String,
    passphrase: String,
    totp_secret: String,
}

#[derive(Deserialize)]
struct Kiosk {
    name: String,
    enrolment_code: String,
}

impl Demo {
    /// The demo of a centre's folder; `None` when it is a real centre.
    pub fn of_home(home: &Path) -> Result<Option<Self>> {
        let file = home.join("demo.json");
        if !file.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&file)?;
        serde_json::from_str(&text).with_context(|| file.display().to_string())
    }

    /// Gives each kiosk the one-time code that `renew` answers for its name.
    pub fn renew_kiosks(&mut self, renew: impl Fn(&str) -> Result<String>) -> Result<()> {
        for kiosk in &mut self.kiosks {
            kiosk.enrolment_code = renew(&kiosk.name)?;
        }
        Ok(())
    }

    /// Prints everything as tables.
    pub fn print(&self) {
        let name = self
            .center
            .get("name")
            .and_then(Value::as_str)
            .or(self.center.as_str())
            .unwrap_or("the demo centre");
        println!("\n{name} (fictional). Families sign in at /start:");
        let head = ["family", "label", "language", "code", "PIN"];
        let rows = self
            .caregivers
            .iter()
            .map(|c| vec![&*c.family, &*c.label, &*c.language, &*c.code, &*c.pin]);
        print_table(&head, rows.collect());
        if !self.advocates.is_empty() {
            println!("Advocates sign in at /staff:");
            let rows = self
                .advocates
                .iter()
                .map(|a| vec![&*a.user, &*a.passphrase, &*a.totp_secret]);
            print_table(
                &["user", "passphrase", "one-time code secret"],
                rows.collect(),
            );
        }
        if !self.kiosks.is_empty() {
            println!("Kiosks are set up at /kiosk:");
            let rows = self
                .kiosks
                .iter()
                .map(|k| vec![&*k.name, &*k.enrolment_code]);
            print_table(&["name", "code, good for ten minutes"], rows.collect());
        }
    }
}

fn print_table(head: &[&str], rows: Vec<Vec<&str>>) {
    for line in table(head, &rows) {
        println!("  {line}");
    }
    println!();
}

fn table(head: &[&str], rows: &[Vec<&str>]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0).max(head[column].chars().count())
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &[&str]| {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(head)];
    lines.extend(rows.iter().map(|row| line(row)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let lines = table(
            &["family", "PIN"],
            &[vec!["kansas-city", "1"], vec!["es", "123456"]],
        );
        assert_eq!(
            lines,
            ["family       PIN", "kansas-city  1", "es           123456"]
        );
    }

    #[test]
    fn a_kiosk_gets_a_fresh_code_and_nobody_else_does() {
        let text =
            r#"{"center":{},"caregivers":[],"kiosks":[{"name":"Lobby","enrolment_code":"old"}]}"#;
        let mut demo: Demo = serde_json::from_str(text).unwrap();
        demo.renew_kiosks(|name| Ok(format!("new for {name}")))
            .unwrap();
        assert_eq!(demo.kiosks[0].enrolment_code, "new for Lobby");
        let failed = demo.renew_kiosks(|_| anyhow::bail!("no such kiosk"));
        assert!(failed.is_err());
    }

    #[test]
    fn a_real_centre_has_no_cards() {
        let home = tempfile::tempdir().unwrap();
        assert!(Demo::of_home(home.path()).unwrap().is_none());
    }
}
