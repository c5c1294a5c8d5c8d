//! Mounts the portal with what the touch screen in the lobby needs.

fn main() {
    family_portal::kiosk::start();
}
