//! Rules of the playbook.

#![no_main]

portal_fuzz::target!("playbook");
