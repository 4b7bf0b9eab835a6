//! Bytes in and out: variable-length integers, numbers and texts, read without trusting a single one.

use std::fmt;

/// Why bytes cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteError {
    /// They end too early.
    Truncated,
    /// They say something that cannot be.
    Malformed(&'static str),
}

impl fmt::Display for ByteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the end is missing"),
            Self::Malformed(what) => f.write_str(what),
        }
    }
}

/// How a number is written, in the two lowest bits of its first integer.
const WHOLE: u64 = 0;
const THOUSANDTHS: u64 = 1;
const RAW: u64 = 2;
/// Whole numbers below this are exact as `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Seven bits a byte, lowest first, the top bit saying that more follow.
    pub fn integer(&mut self, mut value: u64) {
        while value > 0x7f {
            // The mask leaves seven bits.
            self.0.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    pub fn length(&mut self, length: usize) {
        self.integer(length as u64);
    }

    /// Small numbers of either sign in few bytes.
    pub fn signed(&mut self, value: i64) {
        self.integer(zigzag(value));
    }

    /// A number, exactly, short when it is whole or has at most three decimals.
    pub fn number(&mut self, value: f64) {
        if let Some(whole) = exact_integer(value) {
            return self.integer(zigzag(whole) << 2 | WHOLE);
        }
        let thousandths = exact_integer((value * 1000.0).round()).filter(|count| is_thousandths(*count, value));
        match thousandths {
            Some(count) => self.integer(zigzag(count) << 2 | THOUSANDTHS),
            None => {
                self.integer(RAW);
                self.bytes(&value.to_le_bytes());
            }
        }
    }

    pub fn text(&mut self, text: &str) {
        self.length(text.len());
        self.bytes(text.as_bytes());
    }
}

/// The integer this number is, bit for bit; minus zero is none.
pub(crate) fn exact_integer(value: f64) -> Option<i64> {
    let whole = value.fract() == 0.0 && value.abs() < EXACT && !(value == 0.0 && value.is_sign_negative());
    whole.then_some(value as i64)
}

fn is_thousandths(count: i64, value: f64) -> bool {
    (count as f64 / 1000.0).to_bits() == value.to_bits()
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// Reads what a [`Writer`] wrote.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    pub fn byte(&mut self) -> Result<u8, ByteError> {
        let (first, rest) = self.rest.split_first().ok_or(ByteError::Truncated)?;
        self.rest = rest;
        Ok(*first)
    }

    pub fn bytes(&mut self, length: usize) -> Result<&'a [u8], ByteError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(ByteError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    pub fn integer(&mut self) -> Result<u64, ByteError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits {
                break;
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(ByteError::Malformed("an integer is too large"))
    }

    /// The length of something of which every part takes at least one byte still to come: a length
    /// that cannot be is refused before anything is set aside for it.
    pub fn length(&mut self) -> Result<usize, ByteError> {
        let length = usize::try_from(self.integer()?).unwrap_or(usize::MAX);
        if length > self.remaining() { Err(ByteError::Truncated) } else { Ok(length) }
    }

    /// A place in a table of this length.
    pub fn index(&mut self, length: usize) -> Result<usize, ByteError> {
        let index = usize::try_from(self.integer()?).unwrap_or(usize::MAX);
        if index < length { Ok(index) } else { Err(ByteError::Malformed("a reference leads nowhere")) }
    }

    pub fn signed(&mut self) -> Result<i64, ByteError> {
        self.integer().map(unzigzag)
    }

    pub fn number(&mut self) -> Result<f64, ByteError> {
        let code = self.integer()?;
        let whole = unzigzag(code >> 2) as f64;
        match code & 3 {
            WHOLE => Ok(whole),
            THOUSANDTHS => Ok(whole / 1000.0),
            RAW => {
                let bytes: [u8; 8] = self.bytes(8)?.try_into().map_err(|_| ByteError::Truncated)?;
                Ok(f64::from_le_bytes(bytes))
            }
            _ => Err(ByteError::Malformed("a number is written in an unknown way")),
        }
    }

    pub fn text(&mut self) -> Result<&'a str, ByteError> {
        let length = self.length()?;
        std::str::from_utf8(self.bytes(length)?).map_err(|_| ByteError::Malformed("a text is not UTF-8"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
        let mut writer = Writer::default();
        write(&mut writer);
        writer.finish()
    }

    proptest! {
        #[test]
        fn integers_read_back(value: u64, signed: i64) {
            let bytes = written(|writer| { writer.integer(value); writer.signed(signed) });
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!((reader.integer(), reader.signed()), (Ok(value), Ok(signed)));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn numbers_read_back_bit_for_bit(bits: u64, whole: i32, decimals in 0i64..4) {
            let decimal = f64::from(whole) / [1.0, 10.0, 100.0, 1000.0][decimals as usize];
            for value in [f64::from_bits(bits), decimal, -0.0, 0.0, f64::NAN, f64::INFINITY, 1e300, 2f64.sqrt()] {
                let bytes = written(|writer| writer.number(value));
                let read = Reader::new(&bytes).number().map(f64::to_bits);
                prop_assert_eq!(read, Ok(value.to_bits()));
            }
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let [mut integers, mut numbers, mut texts] = [(); 3].map(|()| Reader::new(&bytes));
            while integers.integer().is_ok() {}
            while numbers.number().is_ok() {}
            while texts.text().is_ok() {}
        }
    }

    #[test]
    fn common_numbers_are_short() {
        for (value, length) in [(0.0, 1), (15.0, 1), (900.0, 2), (0.8, 2), (0.99, 2), (12.5, 3)] {
            assert_eq!(written(|writer| writer.number(value)).len(), length, "{value}");
        }
    }

    #[test]
    fn a_length_beyond_the_end_is_refused_before_anything_is_set_aside() {
        let bytes = written(|writer| writer.integer(u64::MAX));
        assert_eq!(Reader::new(&bytes).length(), Err(ByteError::Truncated));
        assert_eq!(Reader::new(&[0xff; 12]).integer(), Err(ByteError::Malformed("an integer is too large")));
    }
}
