//! The touch screen in the lobby: what it can prove, what a family reaches at it, and how they go on at their own phone.

mod enrolling;
mod family;
mod handoffs;
mod log;
mod matrix;
mod proofs;
mod racing;
pub mod screen;
mod sign_in;
