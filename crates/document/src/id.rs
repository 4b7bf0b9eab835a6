//! Identifiers of records and peers.

use std::fmt;

/// The digits of an id, in ASCII order so that ids sort as their text does.
const ALPHABET: &[u8; 64] = b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
/// One more than the alphabet: digit 0 ends the id.
const BASE: u128 = 65;
/// The longest text whose digits fit 128 bits.
const LONGEST: usize = 21;
/// One more than the greatest number of so many digits.
const END: u128 = BASE.pow(LONGEST as u32);
/// Peers are written in this many base-32 digits.
const PEER_DIGITS: u32 = 8;

/// The identity of a record: a short text of letters, digits, `-` and `_`, packed so that it is
/// copied and compared like a number.
///
/// People writing a design by hand choose readable ids (`orders-db`); the editor makes
/// `<peer>-<serial>`, unique without asking anyone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(u128);

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdError {
    /// It is empty.
    Empty,
    /// It has more than 21 characters.
    TooLong,
    /// It has a character other than ASCII letters, digits, `-` and `_`.
    Character(char),
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an id cannot be empty"),
            Self::TooLong => write!(f, "an id has at most {LONGEST} characters"),
            Self::Character(c) => write!(f, "an id has only ASCII letters, digits, - and _, not '{c}'"),
        }
    }
}

impl RecordId {
    /// The record of the design itself.
    pub const DESIGN: RecordId = RecordId::packed(b"design");

    const fn packed(text: &[u8]) -> Self {
        let mut packed: u128 = 0;
        let mut index = 0;
        while index < LONGEST {
            packed = packed * BASE + if index < text.len() { digit(text[index]) as u128 } else { 0 };
            index += 1;
        }
        Self(packed)
    }

    /// Reads an id.
    ///
    /// # Errors
    /// When the text is empty, too long or has other characters.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if let Some(other) = text.chars().find(|c| !c.is_ascii() || digit(*c as u8) == 0) {
            return Err(IdError::Character(other));
        }
        if text.len() > LONGEST {
            return Err(IdError::TooLong);
        }
        Ok(Self::packed(text.as_bytes()))
    }

    /// The number it is kept as, for messages within one build.
    pub fn to_bits(self) -> u128 {
        self.0
    }

    /// The id kept as a number; nothing where none can be.
    pub fn from_bits(bits: u128) -> Option<Self> {
        (bits < END).then_some(Self(bits))
    }

    /// The id a peer gives to the record it makes as its `serial`-th.
    pub fn made_by(peer: PeerId, serial: u32) -> Self {
        Self::packed(format!("{peer}-{}", base36(serial)).as_bytes())
    }

    /// The peer and serial number of an id made by [`RecordId::made_by`].
    pub fn maker(self) -> Option<(PeerId, u32)> {
        let text = self.to_string();
        let (peer, serial) = text.split_once('-')?;
        let made = (PeerId::parse(peer)?, u32::from_str_radix(serial, 36).ok()?);
        (RecordId::made_by(made.0, made.1) == self).then_some(made)
    }
}

/// The place in the alphabet, from 1 on; 0 for what is not in it.
const fn digit(byte: u8) -> u8 {
    match byte {
        b'-' => 1,
        b'0'..=b'9' => byte - b'0' + 2,
        b'A'..=b'Z' => byte - b'A' + 12,
        b'_' => 38,
        b'a'..=b'z' => byte - b'a' + 39,
        _ => 0,
    }
}

fn base36(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        // A remainder below 36 is always a base-36 digit.
        digits.push(char::from_digit(number % 36, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [0u8; LONGEST];
        let mut rest = self.0;
        for slot in digits.iter_mut().rev() {
            *slot = (rest % BASE) as u8;
            rest /= BASE;
        }
        digits
            .iter()
            .filter(|digit| **digit > 0)
            .try_for_each(|digit| fmt::Write::write_char(f, ALPHABET[usize::from(*digit) - 1] as char))
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{self}")
    }
}

/// One running copy of a design: a tab, not a person. 40 bits, drawn at random by the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerId(u64);

impl PeerId {
    /// How many peers can be told apart.
    pub const SPACE: u64 = 1 << 40;

    /// A peer from random bits; only the low 40 count.
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits % Self::SPACE)
    }

    /// The 40 bits.
    pub const fn bits(self) -> u64 {
        self.0
    }

    fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == PEER_DIGITS as usize && !text.bytes().any(|b| b.is_ascii_uppercase());
        let bits = well_formed.then(|| u64::from_str_radix(text, 32).ok())??;
        Some(Self(bits))
    }
}

impl fmt::Display for PeerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..PEER_DIGITS).rev() {
            let value = (self.0 >> (5 * place)) as u32 % 32;
            // A value below 32 is always a base-32 digit.
            fmt::Write::write_char(f, char::from_digit(value, 32).unwrap_or('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_that_is_no_id_is_refused_with_the_reason() {
        assert_eq!(RecordId::parse(""), Err(IdError::Empty));
        assert_eq!(RecordId::parse("a b"), Err(IdError::Character(' ')));
        assert_eq!(RecordId::parse("größe"), Err(IdError::Character('ö')));
        assert_eq!(RecordId::parse("a-name-that-never-ends"), Err(IdError::TooLong));
        assert_eq!(RecordId::DESIGN.to_string(), "design");
        assert_eq!(RecordId::from_bits(u128::MAX), None);
    }

    proptest! {
        #[test]
        fn an_id_reads_back_and_sorts_as_its_text(a in "[-0-9A-Z_a-z]{1,21}", b in "[-0-9A-Z_a-z]{1,21}") {
            let (x, y) = (RecordId::parse(&a).unwrap(), RecordId::parse(&b).unwrap());
            prop_assert_eq!(x.to_string(), a.clone());
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(RecordId::from_bits(x.to_bits()), Some(x));
        }

        #[test]
        fn whatever_number_comes_it_is_an_id_or_refused(bits: u128) {
            let written = RecordId::from_bits(bits).map(|id| id.to_string());
            prop_assert!(written.is_none_or(|text| text.len() <= LONGEST));
        }

        #[test]
        fn a_made_id_names_its_maker(bits in 0..PeerId::SPACE, serial: u32) {
            let peer = PeerId::from_bits(bits);
            let id = RecordId::made_by(peer, serial);
            prop_assert_eq!(id.maker(), Some((peer, serial)));
            prop_assert_eq!(RecordId::parse(&id.to_string()), Ok(id));
        }
    }
}
