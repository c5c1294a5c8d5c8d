//! What a page could ask a family for: the browser says no, and shows no question.

use anyhow::{Context, Result};

use crate::Attempt;

#[test]
fn no_page_may_ask_for_a_permission() -> Result<()> {
    let names = [
        "accelerometer",
        "camera",
        "clipboard-read",
        "geolocation",
        "idle-detection",
        "local-fonts",
        "microphone",
        "notifications",
        "window-management",
    ];
    let page = format!(
        "<script>for (const name of {names:?}) navigator.permissions.query({{ name }})
          .then((answer) => {{ if (answer.state !== 'denied') say(name); }});</script>"
    );
    Attempt::by_page(&page).are_blocked(&names)
}

#[test]
fn no_page_shows_a_list_to_choose_from() -> Result<()> {
    for ask in [
        "navigator.hid.requestDevice({ filters: [] })",
        "navigator.mediaDevices.getDisplayMedia()",
        "navigator.serial.requestPort()",
        "navigator.usb.requestDevice({ filters: [] })",
        "showOpenFilePicker()",
        "showSaveFilePicker()",
    ] {
        // The browser either answers at once or waits for somebody to choose.
        let page = format!(
            "<button id=touch style='position:fixed; inset:0; width:100%'>Touch</button><script>
            touch.onclick = () => {{
              touch.onclick = null;
              const list = setTimeout(() => say('list'), 700);
              {ask}.catch(() => {{}}).finally(() => clearTimeout(list));
            }};</script>"
        );
        let touched = Attempt::by_touch(&page).is_blocked(|scene| scene.said("list"));
        touched.context(ask)?;
    }
    Ok(())
}
