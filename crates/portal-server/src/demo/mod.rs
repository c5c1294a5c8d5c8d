//! The demo centre: fictional families told relative to today, brought in by the real importers.

mod ended;
mod keys;
mod kiosk;
mod staff;
mod story;

use keys::Keys;
pub use kiosk::DemoKiosk;
pub use staff::DemoAdvocate;

use std::fs;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::auth::CardError;
use crate::auth::db::AuthDbError;
use crate::auth::kiosks::KioskError;
use crate::auth::staff::EnrolError;
use crate::center::{CenterConfig, CenterError};
use crate::database::DatabaseError;
use crate::home::Home;
use crate::import::report::ImportError;
use crate::import::{Options, import_cases, import_services};
use crate::secrets::Secrets;

const CENTER: &str = include_str!("../../demo/center.json");
const CASES: &str = include_str!("../../demo/cases.ndjson");
/// What another desk of the centre knows of a visit: an older word on it.
const VISITS: &str = include_str!("../../demo/visits.ndjson");
const SERVICES: &str = include_str!("../../demo/services.ndjson");

/// The demo's keys and cards grow from this, so that they are the same on every machine.
const SEED: &[u8] = b"demo centre, no secret";

/// What a demo home holds, as `portal demo --json` prints it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoHome {
    /// The centre's settings.
    pub center: CenterConfig,
    /// One card for each caregiver.
    pub caregivers: Vec<DemoCaregiver>,
    /// Members of staff.
    pub advocates: Vec<DemoAdvocate>,
    /// Kiosks that wait to be enrolled.
    pub kiosks: Vec<DemoKiosk>,
}

/// A caregiver of the demo and their card.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoCaregiver {
    /// Family id in the feed.
    pub family: String,
    /// Caregiver id in the feed.
    pub caregiver: String,
    /// Who this is.
    pub label: String,
    /// BCP 47 tag.
    pub language: String,
    /// The card's code as printed.
    pub code: String,
    /// Six digits.
    pub pin: String,
}

/// Why no demo was made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file could not be written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The home belongs to a real centre.
    #[error("{0}: this home has settings and is no demo; nothing was changed")]
    RealHome(String),
    /// A demo file was refused.
    #[error("demo: {0}")]
    Import(#[from] ImportError),
    /// A file of the demo is no JSON.
    #[error("demo: {0}")]
    Json(#[from] serde_json::Error),
    /// A card could not be issued.
    #[error("{0}")]
    Card(#[from] CardError),
    /// A member of staff could not be added.
    #[error("{0}")]
    Staff(#[from] EnrolError),
    /// A kiosk could not be added.
    #[error("{0}")]
    Kiosk(#[from] KioskError),
    /// The working database could not be read.
    #[error("{0}")]
    Database(#[from] rusqlite::Error),
    /// The database of cards could not be written.
    #[error("{0}")]
    Auth(#[from] AuthDbError),
    /// The database of many centres does not answer.
    #[error("{0}")]
    Shared(#[from] DatabaseError),
    /// The centre's settings.
    #[error("{0}")]
    Center(#[from] CenterError),
    /// The day is outside the calendar.
    #[error("{0}")]
    Day(#[from] jiff::Error),
}

/// Makes the demo centre anew in `home`, told as of `now`.
///
/// # Errors
/// When the home belongs to a real centre, or cannot be written.
pub fn make(home: &Home, now: Timestamp) -> Result<DemoHome, DemoError> {
    if home.center_file().exists() && !home.center().is_ok_and(|c| c.demo) {
        return Err(DemoError::RealHome(home.root().display().to_string()));
    }
    fs::create_dir_all(home.root())?;
    remove_old(home)?;
    let center = CenterConfig {
        demo: true,
        ..serde_json::from_str(CENTER)?
    };
    fs::write(home.center_file(), serde_json::to_string_pretty(&center)?)?;
    Secrets::write_for_demo(home, SEED)?;
    let today = now.to_zoned(center.zone()).date();
    import_story(home, &center, today, now)?;
    let keys = Keys::hand_out(home, today)?;
    let made = DemoHome {
        center,
        caregivers: keys.caregivers,
        advocates: keys.advocates,
        kiosks: keys.kiosks,
    };
    fs::write(home.demo_cards(), serde_json::to_string_pretty(&made)?)?;
    Ok(made)
}

/// A demo is made from nothing each time; what it leaves alone would be told as of another day.
fn remove_old(home: &Home) -> io::Result<()> {
    for name in ["working.db", "auth.db"] {
        for suffix in ["", "-wal", "-shm"] {
            match fs::remove_file(home.root().join(format!("{name}{suffix}"))) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
                _ => {}
            }
        }
    }
    match fs::remove_dir_all(home.snapshots()) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

fn import_story(
    home: &Home,
    center: &CenterConfig,
    today: Date,
    now: Timestamp,
) -> Result<(), DemoError> {
    let written = |name: &str, lines: &str| -> Result<PathBuf, DemoError> {
        let path = home.root().join(name);
        fs::write(&path, story::tell(lines, today, &center.zone(), now)?)?;
        Ok(path)
    };
    let feed = written("demo-cases.ndjson", CASES)?;
    let ended = home.root().join("demo-closed.ndjson");
    fs::write(&ended, ended::tell(today, now))?;
    let visits = written("demo-visits.ndjson", VISITS)?;
    let directory = written("demo-services.ndjson", SERVICES)?;
    let quiet = &mut |_: &str, _: u64| {};
    let options = Options {
        source: "center",
        check: false,
        publish: false,
        now,
    };
    let of = |source| Options { source, ..options };
    import_cases(home, &feed, &options, quiet)?;
    import_cases(home, &visits, &of("front-desk"), quiet)?;
    import_cases(home, &ended, &of("archive"), quiet)?;
    let last = Options {
        publish: true,
        ..of("directory")
    };
    import_services(home, &directory, &last, quiet)?;
    Ok(())
}
