//! Light or dark: chosen by hand or by the system.

use linchpin_scene::Theme;
use wasm_bindgen::prelude::*;

use crate::platform;
use crate::reactive::{Memo, RwSignal, effect, memo};

const KEY: &str = "linchpin-theme";

/// What the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system is.
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// Every choice with its name.
    pub const ALL: [(ThemeChoice, &'static str, &'static str); 3] =
        [(Self::Auto, "auto", "Auto"), (Self::Light, "light", "Light"), (Self::Dark, "dark", "Dark")];

    fn id(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == id).map(|(choice, _, _)| *choice)
    }
}

/// The theme in use and the choice behind it.
#[derive(Clone, Copy)]
pub struct Themes {
    /// What the person chose.
    pub choice: RwSignal<ThemeChoice>,
    /// What is shown.
    pub shown: Memo<Theme>,
}

/// Starts from the address (`?theme=dark`), the choice kept, or the system, and follows both.
pub fn install() -> Themes {
    let system = platform::window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    let system_dark = RwSignal::new(system.as_ref().is_some_and(|query| query.matches()));
    if let Some(query) = system {
        let followed = query.clone();
        let listener = Closure::<dyn FnMut()>::new(move || system_dark.set(followed.matches()));
        // The page follows the system as long as it lives.
        let _ = query.add_event_listener_with_callback("change", listener.as_ref().unchecked_ref());
        listener.forget();
    }
    let kept = platform::query_parameter("theme").or_else(|| platform::recall(KEY));
    let choice = RwSignal::new(kept.and_then(|id| ThemeChoice::from_id(&id)).unwrap_or(ThemeChoice::Auto));
    let shown = memo(move || match choice.get() {
        ThemeChoice::Light => Theme::Light,
        ThemeChoice::Dark => Theme::Dark,
        ThemeChoice::Auto if system_dark.get() => Theme::Dark,
        ThemeChoice::Auto => Theme::Light,
    });
    effect(move || {
        let id = if shown.get() == Theme::Dark { "dark" } else { "light" };
        if let Some(root) = platform::document().document_element() {
            // The attribute's name is fixed and valid.
            let _ = root.set_attribute("data-theme", id);
        }
    });
    Themes { choice, shown }
}

impl Themes {
    /// Chooses a theme and keeps the choice.
    pub fn choose(&self, choice: ThemeChoice) {
        platform::remember(KEY, choice.id());
        self.choice.set(choice);
    }
}
