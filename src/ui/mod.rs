//! The design system: plain data in, markup out. It knows nothing of pages, server or language.

mod aloud;
mod call;
mod card;
mod fact;
mod field;
mod icon;
mod line;
mod notice;
mod pad;
mod prose;
mod skeleton;
mod square_code;

pub use aloud::{AloudButton, ReadAloud};
pub use call::{Call, CallList, NoDialling};
pub use card::{Card, CardView};
pub use fact::{Fact, FactList};
pub use field::{Checkbox, TextField};
pub use icon::{Icon, IconView};
pub use line::{Line, LineView, Tone};
pub use notice::Notice;
pub use pad::Pad;
pub use prose::{Prose, ProseView, Span};
pub use skeleton::Skeleton;
pub use square_code::SquareCode;
