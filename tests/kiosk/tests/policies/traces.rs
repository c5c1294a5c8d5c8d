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
