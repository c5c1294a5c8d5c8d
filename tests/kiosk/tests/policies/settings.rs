//! The file of policies itself, and what somebody could start the browser with.

use std::collections::BTreeSet;
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use kiosk::{Kiosk, Names, Policies, Room, Screen, Site, State, deployed, policies};

use crate::{Attempt, Scene};

/// In a test's own network all ports are free.
const PORT: u16 = 9333;

#[test]
fn chromium_knows_every_policy_that_is_shipped() -> Result<()> {
    let policies = policies();
    let names: Vec<_> = policies
        .as_object()
        .context("an object")?
        .keys()
        .cloned()
        .collect();
    // In its table of policies every name is whole, between two zeros.
    let found = Command::new("grep")
        .args([
            "--text",
            "--null-data",
            "--line-regexp",
            "--fixed-strings",
            "--regexp",
            &names.join("\n"),
        ])
        .arg("/usr/lib/chromium/chromium")
        .output()?;
    let found: BTreeSet<_> = String::from_utf8(found.stdout)?
        .split_terminator('\0')
        .map(str::to_owned)
        .collect();
    let unknown: Vec<_> = names.iter().filter(|name| !found.contains(*name)).collect();
    ensure!(
        unknown.is_empty(),
        "no policies of this Chromium any more: {unknown:?}"
    );
    Ok(())
}

#[test]
fn every_policy_has_its_line_in_the_documentation() -> Result<()> {
    let documentation = std::fs::read_to_string(deployed("../../docs/kiosk.md"))?;
    let policies = policies();
    for (name, value) in policies.as_object().context("an object")? {
        let line = format!("| `{name}` | `{value}` |");
        ensure!(
            documentation.contains(&line),
            "docs/kiosk.md has no line `{line}`"
        );
    }
    Ok(())
}

#[test]
fn the_browser_is_not_steered_from_outside() -> Result<()> {
    let flags = |_: &Room| {
        Ok(format!(
            "--remote-debugging-port={PORT} --remote-allow-origins=*"
        ))
    };
    let attempt = Attempt::by_page("").with_flags(&flags);
    attempt.is_blocked(|_| TcpStream::connect(("127.0.0.1", PORT)).is_ok())
}

#[test]
fn no_extension_is_loaded() -> Result<()> {
    let flags = |room: &Room| {
        let folder = room.folder_for_kiosk("extension")?;
        let manifest = r#"{ "manifest_version": 3, "name": "Extra", "version": "1", "content_scripts":
            [{ "matches": ["http://localhost/*"], "js": ["extra.js"] }] }"#;
        std::fs::write(folder.join("manifest.json"), manifest)?;
        std::fs::write(folder.join("extra.js"), "fetch('/say?extension');")?;
        Ok(format!(
            "--disable-features=DisableLoadExtensionCommandLineSwitch --load-extension={0}",
            folder.display()
        ))
    };
    // It is there a moment after the first page.
    let act = |scene: &Scene| scene.screen.press(&["F5"; 3]);
    let attempt = Attempt::by_hand(&act).with_flags(&flags);
    attempt.is_blocked(|scene| scene.said("extension"))
}

#[test]
fn there_is_no_guest() -> Result<()> {
    let flags = |_: &Room| Ok("--guest".to_owned());
    let attempt = Attempt::by_page("").with_flags(&flags);
    attempt.is_blocked(|scene| scene.state.profile().join("Guest Profile").exists())
}

/// Starts a browser, types something that wants to be spell-checked, and looks which names it asks
/// for: three of them, or all in twelve seconds.
fn names_asked(start: impl FnOnce(&Room, &Screen, &Site) -> Result<Kiosk>) -> Result<Vec<String>> {
    let room = Room::enter()?;
    let names = Names::listen(&room)?;
    let page = "<textarea id=area></textarea><script>area.focus(); say('ready');</script>";
    let site = Site::start(page)?;
    room.set_policies(Policies::Shipped, &site.address())?;
    let screen = Screen::start()?;
    let _browser = start(&room, &screen, &site)?;
    site.heard("ready")?;
    screen.enter("fictoinal wrods")?;
    let end = Instant::now() + Duration::from_secs(12);
    while names.asked().len() < 3 && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(names.asked())
}

#[test]
fn the_browser_asks_no_other_host_for_anything() -> Result<()> {
    let ordinary = names_asked(|room, screen, site| {
        room.set_policies(Policies::None, &site.address())?;
        Kiosk::in_a_window(screen, &room.folder_for_kiosk("window")?, &site.address())
    })?;
    ensure!(
        ordinary.len() >= 3,
        "an ordinary browser asks for nothing either: {ordinary:?}"
    );
    let kiosk = names_asked(|room, screen, site| {
        let state = State::new(room, "quiet")?;
        Kiosk::start(screen, &state, &site.address(), "run", "")
    })?;
    ensure!(kiosk.is_empty(), "asked for {kiosk:?}");
    Ok(())
}

#[test]
fn no_request_of_a_page_reaches_another_host() -> Result<()> {
    let page = "<script>fetch('http://127.0.0.1:' + location.port + '/other', { mode: 'no-cors' })
        .then(() => say('reached'), () => say('refused'));</script>";
    for (flags, told) in [("--host-resolver-rules=", "reached"), ("", "refused")] {
        let room = Room::enter()?;
        let site = Site::start(page)?;
        room.set_policies(Policies::Shipped, &site.address())?;
        let screen = Screen::start()?;
        let state = State::new(&room, "page")?;
        let _kiosk = Kiosk::start(&screen, &state, &site.address(), "run", flags)?;
        site.heard(told)?;
        ensure!(site.other_was_asked() == (told == "reached"));
    }
    Ok(())
}
