//! The installed machine, started for real: systemd, the units, cage, the browser.

use anyhow::{Result, ensure};

use kiosk::{Machine, Power, Room, Site, became};
use serde_json::{Value, json};

const PAGE: &str = include_str!("../pages/kiosk.html");

fn install(page: &str) -> Result<(Room, Site, Machine)> {
    let room = Room::enter()?;
    let site = Site::start(page)?;
    let machine = Machine::install(&room, &site.address())?;
    Ok((room, site, machine))
}

/// As docs/kiosk.md tells staff to; returns the key.
fn enrol(power: &Power, site: &Site) -> Result<String> {
    ensure!(became(|| power.is_up()), "the machine does not start");
    power.systemctl(&["start", "portal-kiosk-enrol"])?;
    let key = site.heard("made.")?;
    site.heard("worker.new")?;
    power.systemctl(&["start", "portal-kiosk"])?;
    Ok(key)
}

fn count(site: &Site, what: &str) -> usize {
    site.said().iter().filter(|said| *said == what).count()
}

#[test]
fn installing_again_keeps_what_was_set() -> Result<()> {
    let (_room, site, machine) = install(PAGE)?;
    let settings = machine.path("etc/portal-kiosk/kiosk.env");
    let own = std::fs::read_to_string(&settings)?.replace("KIOSK_FLAGS=", "KIOSK_FLAGS=--mine");
    std::fs::write(&settings, &own)?;
    machine.inside("/opt/kiosk/install", &[&site.address()])?;
    ensure!(std::fs::read_to_string(&settings)? == own);
    let policies = machine.path("etc/chromium/policies/managed/portal-kiosk.json");
    let policies: Value = serde_json::from_slice(&std::fs::read(policies)?)?;
    let kiosk = format!("http://.localhost:{}/kiosk", site.port());
    ensure!(policies["URLAllowlist"] == json!([kiosk]), "{policies}");
    for wrong in [
        "families.example.org",
        "https://families.example.org/",
        "https://a|b",
    ] {
        ensure!(
            machine.inside("/opt/kiosk/install", &[wrong]).is_err(),
            "{wrong}"
        );
    }
    Ok(())
}

#[test]
fn one_family_after_another_finds_a_fresh_kiosk() -> Result<()> {
    let (_room, site, machine) = install(PAGE)?;
    let power = machine.boot()?;
    ensure!(became(|| power.is_up()), "the machine does not start");
    ensure!(
        power.property("portal-kiosk", "ConditionResult")? == "no",
        "it starts before it is enrolled"
    );
    let key = enrol(&power, &site)?;
    let signed = format!("signed.{key}");
    ensure!(became(|| count(&site, &signed) >= 2), "{:?}", site.said());
    ensure!(
        became(|| count(&site, "found.nothing") >= 2),
        "{:?}",
        site.said()
    );
    ensure!(count(&site, "found.traces") == 0);
    Ok(())
}

#[test]
fn a_killed_kiosk_and_a_power_cut_lead_back_to_a_fresh_one() -> Result<()> {
    let (_room, site, machine) = install(&PAGE.replace("window.close()", "say('stays')"))?;
    let power = machine.boot()?;
    enrol(&power, &site)?;
    site.heard("stays")?;
    power.systemctl(&["kill", "--kill-who=main", "--signal=KILL", "portal-kiosk"])?;
    ensure!(
        became(|| count(&site, "stays") == 2),
        "it does not come back after a crash"
    );
    drop(power);
    ensure!(count(&site, "stays") == 2);
    let power = machine.boot()?;
    ensure!(
        became(|| count(&site, "stays") == 3),
        "it does not come back after a power cut"
    );
    ensure!(count(&site, "found.nothing") == 3, "{:?}", site.said());
    drop(power);
    Ok(())
}

#[test]
fn after_the_night_the_kiosk_is_open_again() -> Result<()> {
    let (_room, site, machine) = install(&PAGE.replace("window.close()", "say('stays')"))?;
    let power = machine.boot()?;
    enrol(&power, &site)?;
    site.heard("stays")?;
    ensure!(power.property("portal-kiosk-night.timer", "ActiveState")? == "active");
    power.systemctl(&["start", "portal-kiosk-night"])?;
    ensure!(
        became(|| count(&site, "stays") == 2),
        "it stays closed: {:?}",
        site.said()
    );
    ensure!(power.property("portal-kiosk-night", "Result")? == "success");
    Ok(())
}

#[test]
fn the_browser_runs_as_its_own_user_with_its_own_sandbox() -> Result<()> {
    let (_room, site, machine) = install(&PAGE.replace("window.close()", "say('stays')"))?;
    machine.inside(
        "systemd-analyze",
        &[
            "verify",
            "portal-kiosk.service",
            "portal-kiosk-enrol.service",
            "portal-kiosk-night.timer",
        ],
    )?;
    let power = machine.boot()?;
    enrol(&power, &site)?;
    site.heard("stays")?;
    let user = machine.inside("id", &["-u", "portal-kiosk"])?;
    let processes = power.processes()?;
    let browsers: Vec<_> = processes
        .iter()
        .filter(|(_, line)| line.contains("--kiosk"))
        .collect();
    ensure!(!browsers.is_empty(), "{processes:?}");
    for (path, line) in browsers {
        let status = std::fs::read_to_string(path.join("status"))?;
        let has = |row: &str| {
            status
                .lines()
                .any(|line| line.split_whitespace().eq(row.split_whitespace()))
        };
        let user = user.trim();
        ensure!(
            has(&format!("Uid: {user} {user} {user} {user}")),
            "{line}\n{status}"
        );
        ensure!(
            has("NoNewPrivs: 1") && has("CapEff: 0000000000000000"),
            "{line}\n{status}"
        );
    }
    let page = processes
        .iter()
        .find(|(_, line)| line.contains("--type=renderer"));
    let (path, _) = page.expect("a page is shown");
    let namespace = std::fs::read_link(path.join("ns/user"))?;
    ensure!(
        namespace != std::fs::read_link("/proc/self/ns/user")?,
        "pages are not shut in"
    );
    Ok(())
}
