//! What the launcher does with profiles: one for each family, and nothing of it afterwards.

use std::collections::BTreeMap;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use kiosk::{Kiosk, Policies, Room, Screen, Site, State, became};

/// A page as the kiosk's: a key in the database that nobody can take out, a service worker, and,
/// as `#once`, a family that leaves traces and goes.
const PAGE: &str = include_str!("../pages/kiosk.html");

struct Lobby {
    screen: Screen,
    site: Site,
    state: State,
    _room: Room,
}

impl Lobby {
    fn open(page: &str) -> Result<Self> {
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

    fn start(&self, action: &str) -> Result<Kiosk> {
        Kiosk::start(&self.screen, &self.state, &self.site.address(), action, "")
    }

    /// Staff enrol it; what the page tells of the key.
    fn enrol(&self) -> Result<String> {
        let mut staff = self.start("enrol")?;
        let key = self.site.heard("made.")?;
        self.site.heard("worker.new")?;
        staff.signal("TERM")?;
        staff.ended()?;
        Ok(key)
    }

    fn nothing_is_left(&self) -> bool {
        std::fs::read_dir(&self.state.memory).is_ok_and(|mut entries| entries.next().is_none())
    }

    fn template(&self) -> Result<BTreeMap<String, Vec<u8>>> {
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

#[test]
fn a_key_made_at_enrolment_signs_at_every_later_start() -> Result<()> {
    let lobby = Lobby::open(PAGE)?;
    let key = lobby.enrol()?;
    for _ in 0..2 {
        let status = lobby.start("run")?.ended()?;
        ensure!(status.success(), "{status}");
    }
    let signed: Vec<String> = lobby
        .site
        .said()
        .into_iter()
        .filter(|said| said.starts_with("signed."))
        .collect();
    ensure!(
        signed == [format!("signed.{key}"), format!("signed.{key}")],
        "{signed:?}"
    );
    Ok(())
}

#[test]
fn a_power_cut_while_the_template_is_renewed_loses_no_key() -> Result<()> {
    let lobby = Lobby::open(PAGE)?;
    let key = lobby.enrol()?;
    // Between the two renames there is the old one alone, and the new one beside it.
    let [template, old, new] =
        ["profile", "profile.old", "profile.new"].map(|name| lobby.state.disk.join(name));
    std::fs::rename(&template, &old)?;
    std::fs::create_dir(&new)?;
    lobby.start("run")?.ended()?;
    lobby.site.heard(&format!("signed.{key}"))?;
    Ok(())
}

#[test]
fn the_template_holds_the_key_and_the_public_files_and_nothing_else() -> Result<()> {
    let lobby = Lobby::open(PAGE)?;
    lobby.enrol()?;
    let profile = lobby.state.disk.join("profile");
    let names = |path: &Path| -> Result<Vec<String>> {
        let entries = std::fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
        let mut names: Vec<_> = entries
            .iter()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        Ok(names)
    };
    ensure!(names(&lobby.state.disk)? == ["profile"]);
    ensure!(names(&profile)? == ["Default"]);
    ensure!(names(&profile.join("Default"))? == ["IndexedDB", "Service Worker"]);
    Ok(())
}

#[test]
fn after_a_family_the_window_closes_and_the_next_one_finds_nothing_of_them() -> Result<()> {
    let lobby = Lobby::open(PAGE)?;
    lobby.enrol()?;
    let before = lobby.template()?;
    for _ in 0..2 {
        let status = lobby.start("run")?.ended()?;
        ensure!(
            status.success(),
            "closing the window ended it with {status}"
        );
        ensure!(lobby.nothing_is_left());
    }
    let found: Vec<String> = lobby
        .site
        .said()
        .into_iter()
        .filter(|said| said.starts_with("found."))
        .collect();
    ensure!(found == ["found.nothing", "found.nothing"], "{found:?}");
    ensure!(lobby.template()? == before, "a family changed the template");
    Ok(())
}

#[test]
fn a_killed_kiosk_starts_again_on_a_fresh_profile() -> Result<()> {
    let lobby = Lobby::open(&PAGE.replace("window.close()", "say('stays')"))?;
    lobby.enrol()?;
    let first = lobby.start("run")?;
    lobby.site.heard("stays")?;
    drop(first);
    ensure!(
        !lobby.nothing_is_left(),
        "a kill leaves the profile, or this proves nothing"
    );
    let second = lobby.start("run")?;
    ensure!(became(|| lobby
        .site
        .said()
        .iter()
        .filter(|said| *said == "stays")
        .count()
        == 2));
    let found: Vec<String> = lobby
        .site
        .said()
        .into_iter()
        .filter(|said| said.starts_with("found."))
        .collect();
    ensure!(found == ["found.nothing", "found.nothing"], "{found:?}");
    drop(second);
    Ok(())
}

#[test]
fn a_crash_of_the_browser_leaves_nothing() -> Result<()> {
    let lobby = Lobby::open(&PAGE.replace("window.close()", "say('stays')"))?;
    lobby.enrol()?;
    let before = lobby.template()?;
    let mut kiosk = lobby.start("run")?;
    lobby.site.heard("stays")?;
    // Its lock is a link to nothing that names the machine and the process.
    let lock = std::fs::read_link(lobby.state.profile().join("SingletonLock"))?;
    let pid = lock.to_str().and_then(|name| name.rsplit('-').next());
    let killed = Command::new("kill")
        .args(["-s", "SEGV", pid.context("a process")?])
        .status()?;
    ensure!(killed.success() && !kiosk.ended()?.success());
    ensure!(lobby.nothing_is_left());
    ensure!(lobby.template()? == before);
    Ok(())
}

#[test]
fn a_kiosk_that_is_told_to_stop_leaves_nothing() -> Result<()> {
    let lobby = Lobby::open(&PAGE.replace("window.close()", "say('stays')"))?;
    lobby.enrol()?;
    let mut kiosk = lobby.start("run")?;
    lobby.site.heard("stays")?;
    kiosk.signal("TERM")?;
    kiosk.ended()?;
    ensure!(lobby.nothing_is_left());
    Ok(())
}

#[test]
fn without_a_network_the_page_opens_from_its_own_copy() -> Result<()> {
    let lobby = Lobby::open(PAGE)?;
    lobby.enrol()?;
    let Lobby {
        screen,
        site,
        state,
        _room,
    } = lobby;
    let (port, address) = (site.port(), site.address());
    drop(site);
    ensure!(
        TcpStream::connect(("127.0.0.1", port)).is_err(),
        "the portal is still there"
    );
    let _kiosk = Kiosk::start(&screen, &state, &address, "run", "")?;
    screen.shows("Portal")
}

#[test]
fn at_night_the_public_files_are_made_anew_and_the_key_is_not_touched() -> Result<()> {
    let lobby = Lobby::open(PAGE)?;
    let key = lobby.enrol()?;
    let before = lobby.template()?;
    let Lobby {
        screen,
        site,
        state,
        _room,
    } = lobby;
    let port = site.port();
    drop(site);
    let newer = PAGE.replace("made.", "newer.");
    let site = Site::start_at(port, &newer).context("the port is free again")?;
    let mut night = Kiosk::start(&screen, &state, &site.address(), "refresh", "")?;
    night.ended()?;
    let lobby = Lobby {
        screen,
        site,
        state,
        _room,
    };
    let after = lobby.template()?;
    let of = |files: &BTreeMap<String, Vec<u8>>, folder: &str| -> Vec<Vec<u8>> {
        files
            .iter()
            .filter(|(path, _)| path.contains(folder))
            .map(|(_, bytes)| bytes.clone())
            .collect()
    };
    ensure!(
        of(&before, "IndexedDB") == of(&after, "IndexedDB"),
        "the key was rewritten"
    );
    let has = |files: &BTreeMap<String, Vec<u8>>| {
        of(files, "CacheStorage")
            .iter()
            .any(|bytes| bytes.windows(6).any(|window| window == b"newer."))
    };
    ensure!(
        !has(&before) && has(&after),
        "the copy of the page is the old one"
    );
    lobby.start("run")?.ended()?;
    lobby.site.heard(&format!("signed.{key}"))?;
    ensure!(lobby.nothing_is_left());
    Ok(())
}
