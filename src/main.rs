//! Mounts the portal.

fn main() {
    family_portal::app::start();
}
