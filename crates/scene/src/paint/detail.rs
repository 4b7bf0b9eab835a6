//! How much is drawn at what size.

/// Level of detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// Everything.
    Near,
    /// Names and glyphs, but no small print and no shadows.
    Middle,
    /// Plain boxes in the colours of their families, thin lines, no text.
    Far,
}

/// Below this zoom small print (11 units) is under 6 pixels high.
const MIDDLE_BELOW: f64 = 0.55;
/// Below this zoom names (13 units) are under 5 pixels high.
const FAR_BELOW: f64 = 0.35;

impl Detail {
    pub(super) fn at(zoom: f64) -> Self {
        if zoom < FAR_BELOW {
            Self::Far
        } else if zoom < MIDDLE_BELOW {
            Self::Middle
        } else {
            Self::Near
        }
    }
}
