//! Members of staff: signing in, their families, and everybody else's.

mod cards;
mod emergency;
mod kiosks;
mod list;
mod matrix;
mod sign_in;
