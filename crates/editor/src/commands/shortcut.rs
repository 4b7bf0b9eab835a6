//! Key combinations.

use crate::input::KeyInput;

/// A key combination that runs a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// The key as `KeyboardEvent.key` names it; letters in lower case.
    pub key: &'static str,
    /// Ctrl, or Cmd on macOS.
    pub primary: bool,
    /// Shift. Does not matter for signs, which need Shift on some keyboards only.
    pub shift: bool,
    /// Alt, or Option on macOS.
    pub alt: bool,
}

/// A key alone.
pub(super) const fn plain(key: &'static str) -> Shortcut {
    Shortcut { key, primary: false, shift: false, alt: false }
}

/// A key with Ctrl or Cmd.
pub(super) const fn primary(key: &'static str) -> Shortcut {
    Shortcut { primary: true, ..plain(key) }
}

impl Shortcut {
    pub(super) const fn shift(self) -> Self {
        Self { shift: true, ..self }
    }

    pub(super) const fn alt(self) -> Self {
        Self { alt: true, ..self }
    }

    /// Whether a key press is this combination.
    pub fn matches(&self, input: &KeyInput) -> bool {
        if self.key == "Escape" {
            // Giving up works whatever a drag has one hold.
            return input.key == self.key;
        }
        let held = input.modifiers;
        let is_sign =
            self.key.chars().count() == 1 && !self.key.chars().all(|c| c.is_ascii_alphanumeric()) && self.key != " ";
        // AltGr, which some keyboards need for signs, is reported as Ctrl and Alt.
        let alt_gr = is_sign && held.primary && held.alt;
        (held.primary && !alt_gr) == self.primary
            && (held.alt && !alt_gr) == self.alt
            && (is_sign || held.shift == self.shift)
            && (input.key.eq_ignore_ascii_case(self.key) || self.is_digit_of(&input.code))
    }

    /// Shift turns a digit into a sign that depends on the keyboard; the key's place does not.
    fn is_digit_of(&self, code: &str) -> bool {
        let digit = code.strip_prefix("Digit").or(code.strip_prefix("Numpad"));
        digit.is_some_and(|digit| digit == self.key && digit.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The combination as people read it, in the manner of macOS or of everyone else.
    pub fn text(&self, mac: bool) -> String {
        let mut text = String::new();
        let held = [(self.primary, "Ctrl+", "⌘"), (self.alt, "Alt+", "⌥"), (self.shift, "Shift+", "⇧")];
        for (_, others, macs) in held.iter().filter(|(held, ..)| *held) {
            text.push_str(if mac { macs } else { others });
        }
        text.push_str(&key_text(self.key));
        text
    }
}

fn key_text(key: &str) -> String {
    match key {
        "ArrowLeft" => "←".into(),
        "ArrowRight" => "→".into(),
        "ArrowUp" => "↑".into(),
        "ArrowDown" => "↓".into(),
        "Escape" => "Esc".into(),
        "ContextMenu" => "Menu".into(),
        "-" => "−".into(),
        " " => "Space".into(),
        key if key.chars().count() == 1 => key.to_ascii_uppercase(),
        key => key.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Modifiers;

    fn pressed(key: &str, code: &str, modifiers: Modifiers) -> KeyInput {
        KeyInput { key: key.into(), code: code.into(), modifiers, repeat: false }
    }

    #[test]
    fn letters_match_whatever_their_case_but_modifiers_must_be_right() {
        let undo = primary("z");
        let redo = primary("z").shift();
        let shifted = Modifiers { shift: true, ..Modifiers::PRIMARY };
        assert!(undo.matches(&pressed("z", "KeyZ", Modifiers::PRIMARY)));
        assert!(!undo.matches(&pressed("Z", "KeyZ", shifted)));
        assert!(redo.matches(&pressed("Z", "KeyZ", shifted)));
        assert!(!undo.matches(&pressed("z", "KeyZ", Modifiers::NONE)));
    }

    #[test]
    fn signs_match_with_or_without_shift_and_digits_by_their_place() {
        assert!(plain("?").matches(&pressed("?", "Slash", Modifiers::SHIFT)));
        assert!(plain("?").matches(&pressed("?", "Minus", Modifiers::SHIFT)));
        let alt_gr = Modifiers { alt: true, ..Modifiers::PRIMARY };
        assert!(plain("[").matches(&pressed("[", "Digit8", alt_gr)));
        assert!(!primary("[").matches(&pressed("[", "Digit8", alt_gr)));
        assert!(plain("1").shift().matches(&pressed("!", "Digit1", Modifiers::SHIFT)));
        assert!(plain("1").shift().matches(&pressed("1", "Digit1", Modifiers::SHIFT)));
        assert!(!plain("1").shift().matches(&pressed("1", "Digit1", Modifiers::NONE)));
    }

    #[test]
    fn people_read_the_combination_of_their_system() {
        assert_eq!(primary("z").shift().text(false), "Ctrl+Shift+Z");
        assert_eq!(primary("z").shift().text(true), "⌘⇧Z");
        assert_eq!(plain("ArrowLeft").alt().text(false), "Alt+←");
    }
}
