//! A lobby with a kiosk, its portal and its screen.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use kiosk::{Kiosk, Policies, Room, Screen, Site, State};

/// A page as the kiosk's: a key in the database that nobody can take out, a service worker, and,
/// as `#once`, a family that leaves traces and goes.
pub(crate) const PAGE: &str = include_str!("../../pages/kiosk.html");

/// A lobby with a kiosk that was never enrolled.
pub(crate) struct Lobby {
    pub(crate) screen: Screen,
    pub(crate) site: Site,
    pub(crate) state: State,
    pub(crate) _room: Room,
}

impl Lobby {
    pub(crate) fn open(page: &str) -> Result<Self> {
        let room = Room::enter()?;
        let site = Site::start(page)?;
        room.set_policies(Policies::Shipped, &site.address())?;
        Ok(Self {
            screen: Screen::start()?,
            site,
            state: State::new(&room, "lobby")?,
            _room: room,
        })
    }

    pub(crate) fn start(&self, action: &str) -> Result<Kiosk> {
        Kiosk::start(&self.screen, &self.state, &self.site.address(), action, "")
    }

    /// Staff enrol it; what the page tells of the key.
    pub(crate) fn enrol(&self) -> Result<String> {
        let mut staff = self.start("enrol")?;
        let key = self.site.heard("made.")?;
        self.site.heard("worker.new")?;
        staff.signal("TERM")?;
        staff.ended()?;
        Ok(key)
    }

    pub(crate) fn nothing_is_left(&self) -> bool {
        std::fs::read_dir(&self.state.memory).is_ok_and(|mut entries| entries.next().is_none())
    }

    pub(crate) fn template(&self) -> Result<BTreeMap<String, Vec<u8>>> {
        let mut files = BTreeMap::new();
        read(&self.state.disk, &mut files)?;
        Ok(files)
    }
}

fn read(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, files)?;
        } else {
            files.insert(path.display().to_string(), std::fs::read(&path)?);
        }
    }
    Ok(())
}
