//! What somebody with a keyboard could do. There is none within reach: this is the second lock.

use anyhow::{Context, Result};

use crate::{Attempt, Scene};

#[test]
fn a_typed_address_leads_to_no_other_host() -> Result<()> {
    let act = |scene: &Scene| scene.enter_in_new_window(&format!("{}/other", scene.site.other()));
    Attempt::by_hand(&act).is_blocked(|scene| scene.site.other_was_asked())
}

#[test]
fn no_page_of_the_browser_itself_opens() -> Result<()> {
    for (address, title) in [
        ("chrome://settings", "Settings - "),
        ("chrome://version", "About Version"),
        ("devtools://devtools/bundled/devtools_app.html", "DevTools"),
    ] {
        let act = |scene: &Scene| scene.enter_in_new_window(address);
        Attempt::by_hand(&act)
            .is_blocked(|scene| scene.shows(title))
            .context(title)?;
    }
    Ok(())
}

#[test]
fn no_file_of_the_machine_opens() -> Result<()> {
    let act = |scene: &Scene| scene.enter_in_new_window("file:///etc/");
    Attempt::by_hand(&act).is_blocked(|scene| scene.shows("Index of /etc/"))
}

#[test]
fn no_page_is_shown_as_its_source() -> Result<()> {
    let act = |scene: &Scene| {
        scene.enter_in_new_window(&format!(
            "view-source:{}/kiosk?source",
            scene.site.address()
        ))
    };
    Attempt::by_hand(&act).is_blocked(|scene| {
        scene
            .site
            .hits()
            .iter()
            .any(|hit| hit.path == "/kiosk?source")
    })
}

#[test]
fn no_typed_page_opens() -> Result<()> {
    // Its title is made by it, so that its address is not taken for it.
    let page = "data:text/html,<script>document.title='Made'+' up'</script>";
    let act = |scene: &Scene| scene.enter_in_new_window(page);
    Attempt::by_hand(&act).is_blocked(|scene| scene.shows("Made up"))
}

#[test]
fn no_key_prints() -> Result<()> {
    let act = |scene: &Scene| scene.screen.press(&["ctrl+p"]);
    let page = "<script>addEventListener('beforeprint', () => say('prints'));</script>";
    Attempt::by_hand(&act)
        .on(page)
        .is_blocked(|scene| scene.said("prints"))
}

#[test]
fn no_key_opens_or_saves_a_file() -> Result<()> {
    for (keys, window) in [("ctrl+o", "Open File"), ("ctrl+s", "Save File")] {
        let act = |scene: &Scene| scene.screen.press(&[keys]);
        Attempt::by_hand(&act)
            .is_blocked(|scene| scene.shows(window))
            .context(window)?;
    }
    Ok(())
}

#[test]
fn no_key_opens_a_private_window_or_the_history() -> Result<()> {
    for (keys, title) in [
        ("ctrl+shift+n", "Incognito"),
        ("ctrl+h", "History - "),
        ("ctrl+j", "Download history"),
        ("ctrl+shift+o", "Bookmarks - "),
    ] {
        let act = |scene: &Scene| scene.screen.press(&[keys]);
        Attempt::by_hand(&act)
            .is_blocked(|scene| scene.shows(title))
            .context(title)?;
    }
    Ok(())
}

#[test]
fn no_key_opens_the_developers_tools() -> Result<()> {
    for keys in ["F12", "ctrl+shift+i"] {
        let act = |scene: &Scene| scene.screen.press(&[keys]);
        // They are docked: the page is made smaller.
        let page = "<script>addEventListener('load', () => setTimeout(() =>
            addEventListener('resize', () => say('smaller')), 300));</script>";
        Attempt::by_hand(&act)
            .on(page)
            .in_a_window()
            .is_blocked(|scene| scene.said("smaller"))?;
    }
    Ok(())
}
