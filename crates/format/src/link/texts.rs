//! Texts of a link: words known beforehand by their place, others written once and then by their place.

use linchpin_document::SortedMap;
use std::sync::Arc;

use super::words::{WORDS, places};
use crate::bytes::{ByteError, Reader, Writer};

/// Codes of a text: an even one is twice the place of a word, this one the next new text, and the odd
/// ones after it those met before. So columns of new texts are all alike, which costs next to nothing.
const NEW: u64 = 1;

/// The texts written so far.
pub(crate) struct TextWriter {
    words: SortedMap<&'static str, usize>,
    met: SortedMap<String, usize>,
    lengths: Writer,
    letters: Writer,
}

impl TextWriter {
    pub fn new() -> Self {
        Self { words: places(), met: SortedMap::new(), lengths: Writer::default(), letters: Writer::default() }
    }

    /// Writes the code of a text.
    pub fn write(&mut self, out: &mut Writer, text: &str) {
        if let Some(place) = self.words.get(text) {
            return out.integer(2 * *place as u64);
        }
        if let Some(place) = self.met.get(text) {
            return out.integer(2 * *place as u64 + NEW + 2);
        }
        self.met.insert(text.to_owned(), self.met.len());
        self.lengths.length(text.len());
        self.letters.bytes(text.as_bytes());
        out.integer(NEW);
    }

    /// The new texts, all lengths first.
    pub fn finish(self) -> Vec<u8> {
        let mut out = Writer::default();
        out.length(self.met.len());
        out.bytes(&self.lengths.finish());
        out.bytes(&self.letters.finish());
        out.finish()
    }
}

/// The texts of a link as read.
pub(crate) struct TextReader {
    texts: Vec<Arc<str>>,
    next: usize,
}

impl TextReader {
    pub fn read(reader: &mut Reader) -> Result<Self, ByteError> {
        let count = reader.length()?;
        let lengths: Vec<usize> = (0..count).map(|_| reader.length()).collect::<Result<_, _>>()?;
        let text = |length| {
            let text = std::str::from_utf8(reader.bytes(length)?);
            text.map(Arc::from).map_err(|_| ByteError::Malformed("a text is not UTF-8"))
        };
        Ok(Self { texts: lengths.into_iter().map(text).collect::<Result<_, _>>()?, next: 0 })
    }

    /// The text of the code that comes next.
    pub fn text(&mut self, reader: &mut Reader) -> Result<Arc<str>, ByteError> {
        let code = reader.integer()?;
        let lost = ByteError::Malformed("a reference leads nowhere");
        if code % 2 == 0 {
            let word = usize::try_from(code / 2).ok().and_then(|place| WORDS.get(place));
            return word.map(|word| Arc::from(*word)).ok_or(lost);
        }
        let place = match code {
            NEW => {
                self.next += 1;
                self.next - 1
            }
            met => usize::try_from((met - NEW - 2) / 2).unwrap_or(usize::MAX),
        };
        self.texts.get(place).cloned().ok_or(lost)
    }
}
