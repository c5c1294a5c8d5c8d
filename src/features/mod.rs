//! The screens. Each is a folder with one door; none knows another.

pub mod board;
pub mod caseload;
pub mod family;
pub mod help;
pub mod home;
pub mod limits;
pub mod lobby;
pub mod news;
pub mod paper;
pub mod people;
pub mod rights;
pub mod sign_in;
pub mod staff_sign_in;
pub mod steps;
pub mod today;
pub mod visits;
pub mod walk;
pub mod whereabouts;
