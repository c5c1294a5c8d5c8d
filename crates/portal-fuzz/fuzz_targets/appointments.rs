//! Visits in FHIR.

#![no_main]

portal_fuzz::target!("appointments");
