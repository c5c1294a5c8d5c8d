//! What somebody with a keyboard could do. There is none within reach: this is the second lock.

use anyhow::{Context, Result, ensure};
use kiosk::became;

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

#[test]
fn every_window_that_a_key_opens_shows_the_portal_or_a_blocked_page() -> Result<()> {
    let act = |scene: &Scene| {
        scene.screen.press(&[
            "ctrl+t",
            "ctrl+n",
            "ctrl+shift+n",
            "ctrl+shift+t",
            "alt+Home",
        ])
    };
    // A blocked page has no title: its address stands there.
    let free = |name: &String| !name.starts_with("Portal") && !name.contains("://");
    Attempt::by_hand(&act).is_blocked(|scene| scene.screen.windows().iter().any(free))
}

#[test]
fn no_key_takes_the_portal_off_the_screen() -> Result<()> {
    // A window has the size of the screen a moment after its page is there, or never.
    let page = "<script>addEventListener('load', () => {
        const end = performance.now() + 4000;
        (function tell() {
            const whole = innerWidth === screen.width && innerHeight === screen.height;
            if (whole || performance.now() > end) say('size.' + innerWidth + 'x' + innerHeight);
            else setTimeout(tell, 100);
        })();
    });</script>";
    let sizes = |scene: &Scene| {
        scene
            .site
            .said()
            .into_iter()
            .filter(|said| said.starts_with("size."))
            .collect::<Vec<_>>()
    };
    let act = |scene: &Scene| {
        ensure!(became(|| sizes(scene).len() == 1), "no size is told");
        scene
            .screen
            .press(&["F11", "alt+Left", "ctrl+plus", "ctrl+0", "Escape", "F5"])
    };
    let whole = "size.1280x800";
    let scene = Attempt::by_hand(&act).on(page).carried_out()?;
    ensure!(
        became(|| sizes(&scene).len() == 2),
        "F5 does not load it anew"
    );
    ensure!(
        sizes(&scene).iter().all(|size| size == whole),
        "{:?}",
        sizes(&scene)
    );
    ensure!(scene.shows("Portal"));
    // An ordinary window has a bar, or this would show nothing.
    let window = Attempt::by_page(page).in_a_window().carried_out()?;
    ensure!(became(|| sizes(&window).iter().any(|size| size != whole)));
    Ok(())
}
