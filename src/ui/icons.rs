//! The signs on buttons: strokes on a 24 x 24 grid.

use crate::ui::prelude::*;

/// A sign, named after what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Menu,
    Undo,
    Redo,
    Search,
    Select,
    Hand,
    Connect,
    Boundary,
    Text,
    Note,
    Plus,
    Minus,
    Close,
    Bolt,
    Check,
    Warning,
    Copy,
    Trash,
    Pencil,
    Sliders,
    Swap,
    Reset,
    More,
    Chevron,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
            Self::Undo => "M8.5 13.5L4 9l4.5-4.5M4.5 9H14a5.5 5.5 0 0 1 0 11h-3",
            Self::Redo => "M15.5 13.5L20 9l-4.5-4.5M19.5 9H10a5.5 5.5 0 0 0 0 11h3",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.3 15.3L20 20",
            Self::Select => "M5.5 4l5.2 15 2.2-6.1 6.1-2.2z",
            Self::Hand => concat!(
                "M8 12.5V6.3a1.4 1.4 0 0 1 2.8 0V11V4.8a1.4 1.4 0 0 1 2.8 0V11V6a1.4 1.4 0 0 1 2.8 0v6.5V9.3a1.3 1.3 0 0 1 2.6 0",
                "V14c0 4-2.6 6.5-6.2 6.5c-3.3 0-4.8-1.7-6.3-4.6L4.4 12a1.4 1.4 0 0 1 2.3-1.5z"
            ),
            Self::Connect => "M4 12h14.5M13 6.5l5.5 5.5-5.5 5.5",
            Self::Boundary => "M4 8V4h4M12 4h2M18 4h2v4M20 12v2M20 18v2h-4M12 20h-2M6 20H4v-4M4 12v-1",
            Self::Text => "M5 7V4.5h14V7M12 4.5v15M9 19.5h6",
            Self::Note => "M5 4.5h14V14l-5.5 5.5H5zM19 14h-5.5v5.5",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Minus => "M5 12h14",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Bolt => "M13 3L5.5 13.5H11L10 21l8-11h-5.6z",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Warning => "M12 4l9 16H3zM12 10v4.5M12 17.3v.2",
            Self::Copy => "M9 9h10v11H9zM5 15V4h10",
            Self::Trash => "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
            Self::Pencil => "M4 20l1-4L16.5 4.5l3 3L8 19zM14.5 6.5l3 3",
            Self::Sliders => "M4 7h9M17 7h3M13 5v4M4 12h3M11 12h9M7 10v4M4 17h11M19 17h1M15 15v4",
            Self::Swap => "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
            Self::Reset => "M5 12a7 7 0 1 0 2.2-5.1M5 4v4h4",
            Self::Chevron => "M9 6l6 6-6 6",
            Self::More => "M5 12h.01M12 12h.01M19 12h.01",
        }
    }
}

/// Draws a sign. It says nothing by itself: the button around it has the name.
pub fn icon(sign: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=sign.path() />
        </svg>
    }
}
