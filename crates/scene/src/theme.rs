//! Colours: what each is for, and its value in both themes.

/// Which of the two sets of colours is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark ink on light surfaces.
    #[default]
    Light,
    /// Light ink on dark surfaces.
    Dark,
}

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $light:literal, $dark:literal;)+) => {
        /// A colour by what it is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Token { $($(#[$doc])* $name,)+ }

        impl Token {
            /// Every token.
            pub const ALL: &'static [Token] = &[$(Token::$name,)+];

            /// The name of the style sheet's custom property, without the dashes.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }

            /// The colour as `#rrggbb`.
            pub const fn colour(self, theme: Theme) -> &'static str {
                match (self, theme) {
                    $((Self::$name, Theme::Light) => $light, (Self::$name, Theme::Dark) => $dark,)+
                }
            }
        }
    };
}

tokens! {
    /// Behind everything.
    Canvas = "canvas", "#f7f7f5", "#161718";
    /// Dots of the grid.
    Grid = "grid", "#e3e2dd", "#26282a";
    /// Boxes and panels.
    Surface = "surface", "#ffffff", "#1e2022";
    /// Wells and tracks in a surface.
    Surface2 = "surface-2", "#f3f2ef", "#27292c";
    /// Quiet lines.
    Line = "line", "#e4e2dc", "#313438";
    /// Borders of boxes.
    LineStrong = "line-strong", "#c9c6be", "#474b51";
    /// Connectors.
    Wire = "wire", "#85817a", "#7b8089";
    /// Names.
    Ink = "ink", "#1d1c1a", "#eceae6";
    /// Facts.
    Ink2 = "ink-2", "#5c5952", "#aeaba4";
    /// Hints.
    Ink3 = "ink-3", "#6f6b63", "#96938b";
    /// What is selected or being done.
    Accent = "accent", "#2f5bd8", "#7d9bff";
    /// Text on the accent.
    AccentInk = "accent-ink", "#ffffff", "#10131c";
    /// The accent as a fill.
    AccentSoft = "accent-soft", "#e8eefc", "#24304f";
    /// The failure lens.
    Failure = "failure", "#b93c09", "#ff9166";
    /// The failure lens as a fill.
    FailureSoft = "failure-soft", "#fde9df", "#46261a";
    /// The load lens.
    Load = "load", "#96590a", "#e5b93c";
    /// The load lens as a fill.
    LoadSoft = "load-soft", "#fdf1cf", "#3d3214";
    /// The responsibility lens.
    Duty = "duty", "#86328a", "#dd97e0";
    /// The responsibility lens as a fill.
    DutySoft = "duty-soft", "#f6e6f6", "#3d2440";
    /// All is well.
    Ok = "ok", "#15795a", "#5cc9a0";
    /// All is well, as a fill.
    OkSoft = "ok-soft", "#dff3ea", "#17392e";
    /// Tiles of the edge family.
    Edge = "edge", "#e6ebf2", "#2b323c";
    /// Glyphs of the edge family.
    EdgeInk = "edge-ink", "#3e5372", "#b4c4dc";
    /// Tiles of the compute family.
    Compute = "compute", "#e3ecfd", "#222f4d";
    /// Glyphs of the compute family.
    ComputeInk = "compute-ink", "#2a4fb8", "#9fb8ff";
    /// Tiles of the data family.
    Data = "data", "#dff1ee", "#1c3733";
    /// Glyphs of the data family.
    DataInk = "data-ink", "#146a60", "#7fd3c4";
    /// Tiles of the message family.
    Message = "message", "#efe7fb", "#33294a";
    /// Glyphs of the message family.
    MessageInk = "message-ink", "#6838b4", "#c7a8ff";
    /// Tiles of what is outside the system.
    Outside = "outside", "#f0eeea", "#2c2b29";
    /// Glyphs of what is outside the system.
    OutsideInk = "outside-ink", "#6a655b", "#b9b4a9";
    /// Sheets of notes.
    Note = "note", "#fdf6dd", "#34301f";
    /// Shadows; drawn with a low opacity.
    Shadow = "shadow", "#1d1c1a", "#000000";
}

impl Token {
    /// What is used in place of this colour once what it says is out of date: the form stays, the alarm goes.
    pub const fn aged(self) -> Self {
        match self {
            Self::Failure | Self::Load | Self::Duty | Self::Ok => Self::Ink3,
            Self::FailureSoft | Self::LoadSoft | Self::DutySoft | Self::OkSoft => Self::Surface2,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn out_of_date_nothing_has_the_colour_of_a_lens() {
        let of_a_lens =
            |token: Token| ["failure", "load", "duty", "ok"].iter().any(|lens| token.id().starts_with(lens));
        assert_eq!(Token::ALL.iter().filter(|token| of_a_lens(**token)).count(), 8);
        for token in Token::ALL {
            assert!(!of_a_lens(token.aged()), "{token:?}");
            assert!(of_a_lens(*token) || token.aged() == *token, "{token:?}");
        }
    }

    #[test]
    fn every_colour_is_six_hex_digits_and_every_name_is_its_own() {
        let mut names: Vec<&str> = Token::ALL.iter().map(|token| token.id()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Token::ALL.len());
        for (token, theme) in Token::ALL.iter().flat_map(|token| [(token, Theme::Light), (token, Theme::Dark)]) {
            let digits = token.colour(theme).strip_prefix('#').unwrap_or_default();
            assert!(digits.len() == 6 && u32::from_str_radix(digits, 16).is_ok(), "{token:?}");
        }
    }
}
