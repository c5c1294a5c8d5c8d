//! Importing at its boundary: files in, facts and reasons out.

mod cases;
mod hostile;
mod playbook;
mod services;
mod support;
