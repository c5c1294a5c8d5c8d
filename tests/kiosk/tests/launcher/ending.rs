//! However a browser ends, nothing of it is left.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use kiosk::became;

use crate::{Lobby, PAGE};

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

/// Chromium closes a window for a page only while it has one entry of the history (HTML, 7.2.2.1: a
/// script-closable navigable). The kiosk's page must replace its entry and add none.
#[test]
fn a_page_that_adds_to_the_history_cannot_close_its_window() -> Result<()> {
    let close = "history.pushState(null, '', '/kiosk/second'); window.close(); setTimeout(() => say('stays'), 1000)";
    let lobby = Lobby::open(&PAGE.replace("window.close()", close))?;
    lobby.enrol()?;
    let _kiosk = lobby.start("run")?;
    lobby.site.heard("stays")?;
    let close = close.replace("pushState", "replaceState");
    let lobby = Lobby::open(&PAGE.replace("window.close()", &close))?;
    lobby.enrol()?;
    ensure!(lobby.start("run")?.ended()?.success());
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
