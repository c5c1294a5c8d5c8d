//! A1 and A2: an advocate's day, on a desk and on a tablet, with families who speak English and Arabic.

mod desk;
mod list;
mod paper;
mod resume;
mod stage;
mod theirs;
