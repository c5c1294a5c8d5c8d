//! One line of text with its icon.

use leptos::prelude::*;
use portal_view::view;

use super::{Icon, IconView};

/// How a piece looks. The word beside it always says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Like everything else.
    #[default]
    Plain,
    /// Less important.
    Quiet,
    /// Somebody has to act.
    Action,
    /// Late, or needs attention.
    Late,
    /// Finished well.
    Good,
}

impl Tone {
    /// The value of `data-tone`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Quiet => "quiet",
            Self::Action => "action",
            Self::Late => "late",
            Self::Good => "good",
        }
    }
}

/// A short text with its icon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The picture.
    pub icon: Icon,
    /// The words.
    pub text: String,
    /// The look.
    pub tone: Tone,
}

impl Line {
    /// A line that looks like everything else.
    #[must_use]
    pub fn plain(icon: Icon, text: String) -> Self {
        Self::toned(icon, text, Tone::Plain)
    }

    /// A line with a look of its own.
    #[must_use]
    pub fn toned(icon: Icon, text: String, tone: Tone) -> Self {
        Self { icon, text, tone }
    }
}

/// Shows a line.
#[component]
pub fn LineView(
    /// What it says.
    line: Line,
) -> impl IntoView {
    view! {
        <p class="line" data-tone=line.tone.as_str()>
            <IconView icon=line.icon/>
            <span>{line.text}</span>
        </p>
    }
}
