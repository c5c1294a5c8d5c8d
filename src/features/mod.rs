//! The screens. Each is a folder with one door; none knows another.

pub mod help;
pub mod home;
pub mod news;
pub mod people;
pub mod rights;
pub mod sign_in;
pub mod steps;
pub mod visits;
