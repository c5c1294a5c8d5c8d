//! Mounts the portal with what staff and the board need.

fn main() {
    family_portal::office::start();
}
