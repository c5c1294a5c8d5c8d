//! A centre's home in one encrypted file, and out of it again.
//!
//! The file is what three common programs read in turn: `age` opens it, `gzip` unpacks it, `tar` lists it
//! (`docs/decisions/0026-what-a-backup-is.md`). Its last entry is a [`Manifest`], by which restoring proves that what
//! came out is what went in.

mod archive;
mod contents;
mod copy;
mod error;
mod manifest;
mod output;
mod place;
mod read;
mod rows;
mod workplace;
mod write;

pub use error::BackupError;
pub use manifest::{FileEntry, Manifest, TableRows};
pub use place::{Restored, restore};
pub use rows::tables;
pub use write::{Written, write};

/// Bytes that are read and written at once.
const PIECE: usize = 64 * 1024;
