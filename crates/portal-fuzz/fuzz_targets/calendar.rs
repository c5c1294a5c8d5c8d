//! Visits in iCalendar.

#![no_main]

portal_fuzz::target!("calendar");
