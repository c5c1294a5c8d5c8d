//! What a browser could keep of what is typed.

use std::path::Path;

use anyhow::Result;

use crate::{Attempt, Scene};

/// Whether a file of the profile, or of a folder in it, has this text in it.
fn holds(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| {
            let path = entry.path();
            if path.is_dir() {
                return holds(&path, text);
            }
            std::fs::read(&path).is_ok_and(|file| String::from_utf8_lossy(&file).contains(text))
        })
}

#[test]
fn what_was_typed_is_not_kept_for_the_next_form() -> Result<()> {
    let page = "<form action=/kiosk?sent method=post>
        <input name=user id=user autocomplete=username><input name=street autocomplete=street-address>
        <button>Send</button></form>
        <script>user.focus(); if (location.search) say('sent');</script>";
    let act = |scene: &Scene| {
        scene.screen.write("fictional")?;
        scene.screen.press(&["Tab"])?;
        scene.screen.enter("fictional avenue")?;
        scene.site.heard("sent").map(drop)
    };
    let attempt = Attempt::by_hand(&act).on(page);
    attempt.is_blocked(|scene| holds(&scene.state.profile().join("Default"), "fictional avenue"))
}

#[test]
fn no_password_is_offered_to_be_kept() -> Result<()> {
    // A form that is hidden after it was sent is what Chromium takes for somebody who signed in.
    let page = "<form id=form action=/kiosk?sent method=post>
        <input name=username id=user autocomplete=username>
        <input name=password type=password autocomplete=current-password><button>Sign in</button></form>
        <script>user.focus(); setTimeout(() => say('form'), 1500); if (location.search) {
          form.hidden = true;
          addEventListener('blur', () => say('left'));
          setTimeout(() => say('sent'), 1500);
        }</script>";
    let act = |scene: &Scene| {
        // Chromium needs a moment to see that there is a password to be typed.
        scene.site.heard("form")?;
        scene.screen.write("fictional")?;
        scene.screen.press(&["Tab"])?;
        scene.screen.enter("invented word")?;
        scene.site.heard("sent")?;
        // Out of the page, which has nothing to go to; into an offer, if one lies over it.
        scene.screen.press(&["Tab"])?;
        scene.site.heard("left")?;
        // The second stop in an offer is the name: there the return key keeps it.
        scene.screen.press(&["Tab", "Return"])
    };
    let kept = |scene: &Scene| {
        let file = scene.state.profile().join("Default/Login Data");
        std::fs::read(file).is_ok_and(|file| String::from_utf8_lossy(&file).contains("fictional"))
    };
    Attempt::by_hand(&act).on(page).is_blocked(kept)
}
