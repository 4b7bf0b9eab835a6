//! Where a link can go: how long an address may be in places people paste it to.

/// A place that takes addresses up to a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What people call it, to follow "fits".
    pub place: &'static str,
    /// The longest whole address it takes, in characters (all of them ASCII).
    pub characters: usize,
    /// Why, in a sentence.
    pub reason: &'static str,
}

impl Limit {
    /// Whether an address of this many characters fits.
    pub const fn fits(&self, characters: usize) -> bool {
        characters <= self.characters
    }
}

/// The places, the tightest first.
pub const LIMITS: &[Limit] = &[
    Limit {
        place: "a QR code on a projector",
        characters: 300,
        reason: "larger codes have modules too small to scan across a room",
    },
    Limit { place: "Google Classroom", characters: 2024, reason: "longer addresses are refused" },
    Limit {
        place: "a QR code",
        characters: 2953,
        reason: "what the largest code holds (version 40, lowest correction)",
    },
    Limit { place: "Slack", characters: 4000, reason: "longer messages are split, and the link with them" },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_fits_up_to_and_including_the_limit() {
        let fitting = |characters| -> Vec<&str> {
            LIMITS.iter().filter(|limit| limit.fits(characters)).map(|limit| limit.place).collect()
        };
        assert_eq!(fitting(300).len(), 4);
        assert_eq!(fitting(2024), ["Google Classroom", "a QR code", "Slack"]);
        assert_eq!(fitting(3000), ["Slack"]);
        assert!(fitting(4001).is_empty());
    }
}
