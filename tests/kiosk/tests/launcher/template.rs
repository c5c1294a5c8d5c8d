//! What is on the disk, and what becomes of it.

use std::collections::BTreeMap;
use std::net::TcpStream;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use kiosk::{Kiosk, Site};

use crate::{Lobby, PAGE};

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
