//! Importing at its boundary: files in, facts and reasons out.

mod appointment_files;
mod appointment_people;
mod appointments;
mod board;
mod calendar;
mod calendar_files;
mod calendar_series;
mod canary;
mod cases;
mod documents;
mod endless;
mod grants;
mod hostile;
mod identifiers;
mod ledger;
mod playbook;
mod revisions;
mod services;
mod support;
mod swelling;
mod tables;
mod tables_refused;
mod visits;
