//! Our own small set of stroke icons. Each stands beside a word, never alone.

use leptos::prelude::*;
use portal_view::view;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the pictures")]
pub enum Icon {
    Home,
    Steps,
    Calendar,
    Heart,
    People,
    Clock,
    Place,
    Phone,
    Person,
    Bus,
    Bag,
    Speech,
    Check,
    Alert,
    Circle,
    Pause,
    Lock,
    Info,
    Bell,
    Arrow,
    Speaker,
    Scales,
    Globe,
}

impl Icon {
    /// The strokes, on a grid of 24.
    const fn path(self) -> &'static str {
        match self {
            Self::Home => "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
            Self::Steps => "M6 5v14M6 5h.01M6 12h.01M6 19h.01M11 5h8M11 12h8M11 19h8",
            Self::Calendar => "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
            Self::Heart => {
                "M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z"
            }
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.500a3.5 3.5 0 0 1 0 6M18 14.500c2.2.8 3.5 2.7 3.5 5.5"
            }
            Self::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
            Self::Place => {
                "M12 21s-7-6.2-7-11.500a7 7 0 0 1 14 0C19 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
            }
            Self::Phone => {
                "M5 4h4l2 5-2.5 1.500a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2z"
            }
            Self::Person => {
                "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21c0-4.5 3.3-7 7.5-7s7.5 2.5 7.5 7"
            }
            Self::Bus => "M5 4h14v13H5zM5 11h14M8 20v-3M16 20v-3M8 14h.01M16 14h.01",
            Self::Bag => "M5 8h14l1 12H4zM9 8V6a3 3 0 0 1 6 0v2",
            Self::Speech => "M4 5h16v11H11l-4 4v-4H4z",
            Self::Check => "M5 12.500l4.5 4.500L19 7.5",
            Self::Alert => "M12 4l9 16H3zM12 10v4M12 17h.01",
            Self::Circle => "M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14z",
            Self::Pause => "M9 6v12M15 6v12",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01",
            Self::Bell => "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.500h4",
            Self::Arrow => "M9 6l6 6-6 6",
            Self::Speaker => {
                "M4 10v4h3.5L12 18V6l-4.5 4zM15.500 9a4 4 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11"
            }
            Self::Scales => "M12 4v16M8 20h8M5 7h14M5 7l-2.500 7h5zM19 7l-2.500 7h5z",
            Self::Globe => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"
            }
        }
    }

    /// Pictures that point somewhere are mirrored where text runs from the right.
    const fn points(self) -> bool {
        matches!(self, Self::Arrow | Self::Steps | Self::Speaker)
    }
}

/// The picture of an icon, hidden from screen readers because the word beside it says it.
#[component]
pub fn IconView(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    let class = if icon.points() {
        "icon icon-points"
    } else {
        "icon"
    };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}
