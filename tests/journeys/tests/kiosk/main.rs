//! K1 and K2: a family at the touch screen in the lobby, upright and wide, and what others try there.

mod alone;
mod along;
mod enrolment;
mod guard;
mod monkey;
mod offline;
mod residue;
mod stage;
mod visit;
