//! What a page could do, whether by itself or touched.

use anyhow::Result;

use crate::{Attempt, Scene};

/// The address of somebody else, on the portal's page.
const OTHER: &str =
    "<script>const other = location.origin.replace('localhost', '127.0.0.1') + '/other';</script>";
/// A page that does something when it is touched.
const TOUCH: &str = "<button id=touch style='position:fixed; inset:0; width:100%'>Touch</button>";

fn other_was_asked(scene: &Scene) -> bool {
    scene.site.other_was_asked()
}

#[test]
fn a_link_leads_to_no_other_host() -> Result<()> {
    let page = format!(
        "{OTHER}<a id=link>other</a><script>link.href = other; setTimeout(() => link.click(), 500);</script>"
    );
    Attempt::by_page(&page).is_blocked(other_was_asked)
}

#[test]
fn no_script_leads_to_another_host() -> Result<()> {
    let page = format!("{OTHER}<script>setTimeout(() => {{ location = other; }}, 500);</script>");
    Attempt::by_page(&page).is_blocked(other_was_asked)
}

#[test]
fn no_form_leads_to_another_host() -> Result<()> {
    let page = format!(
        "{OTHER}<form id=form></form><script>form.action = other; setTimeout(() => form.submit(), 500);</script>"
    );
    Attempt::by_page(&page).is_blocked(other_was_asked)
}

#[test]
fn no_frame_shows_another_host() -> Result<()> {
    let page = format!("{OTHER}<iframe id=frame></iframe><script>frame.src = other;</script>");
    Attempt::by_page(&page).is_blocked(other_was_asked)
}

#[test]
fn no_window_shows_another_host() -> Result<()> {
    let page = format!("{OTHER}{TOUCH}<script>touch.onclick = () => open(other);</script>");
    Attempt::by_touch(&page).is_blocked(other_was_asked)
}

#[test]
fn the_familys_own_pages_do_not_open_at_the_kiosk() -> Result<()> {
    let page = "<script>setTimeout(() => { location = '/steps'; }, 500);</script>";
    Attempt::by_page(page)
        .is_blocked(|scene| scene.site.hits().iter().any(|hit| hit.path == "/steps"))
}

#[test]
fn nothing_is_downloaded() -> Result<()> {
    let page = "<a id=link href=/kiosk/file download>file</a><script>setTimeout(() => link.click(), 500);</script>";
    Attempt::by_page(page)
        .is_blocked(|scene| scene.state.profile().join("Downloads/taken.txt").exists())
}

#[test]
fn a_page_cannot_print() -> Result<()> {
    let page = "<script>addEventListener('beforeprint', () => say('prints')); setTimeout(print, 500);</script>";
    Attempt::by_page(page).is_blocked(|scene| scene.said("prints"))
}

#[test]
fn nobody_chooses_a_file() -> Result<()> {
    let page = format!(
        "{TOUCH}<input type=file id=file><script>touch.onclick = () => file.click();</script>"
    );
    Attempt::by_touch(&page).is_blocked(|scene| scene.shows("Open File"))
}
