//! Where text comes from, read with a bound.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};

/// What the fragment of a share link starts with.
const SHARE_PREFIX: &str = "s=";

/// Where an input comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Standard,
    /// A share link.
    Link,
}

impl Origin {
    /// What messages call it.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Standard => "<stdin>".to_owned(),
            Self::Link => "<link>".to_owned(),
        }
    }
}

/// Text, and where it came from. That of a link is what holds the design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Where it came from.
    pub origin: Origin,
    /// The text.
    pub content: String,
}

impl Text {
    /// Reads a file, or standard input for `-`.
    ///
    /// # Errors
    /// When it is not there, cannot be read, is longer than `most` bytes, or is no text.
    pub fn read(argument: &str, most: usize) -> Result<Self> {
        if argument == "-" {
            let content = text_of(io::stdin().lock(), &Origin::Standard, most)?;
            return Ok(Self { origin: Origin::Standard, content });
        }
        if argument.is_empty() {
            return Err(Failure::new("the name of the input is empty"));
        }
        let origin = Origin::File(PathBuf::from(argument));
        let path = Path::new(argument);
        if path.is_dir() {
            return Err(Failure::at(argument, "this is a directory; a file is needed"));
        }
        let file = File::open(path).map_err(|error| unreadable(&origin, &error))?;
        Ok(Self { content: text_of(file, &origin, most)?, origin })
    }

    /// Reads a file, standard input or a share link. A file wins over a link of the same spelling;
    /// what a file or standard input holds may be a link itself.
    ///
    /// # Errors
    /// As for [`Text::read`].
    pub fn read_or_link(argument: &str, most: usize) -> Result<Self> {
        let is_file = argument == "-" || Path::new(argument).exists();
        if let Some(payload) = payload(argument).filter(|_| !is_file) {
            return Ok(Self { origin: Origin::Link, content: payload.to_owned() });
        }
        let text = Self::read(argument, most)?;
        Ok(match payload(text.content.trim()) {
            Some(payload) => Self { origin: Origin::Link, content: payload.to_owned() },
            None => text,
        })
    }
}

/// What holds the design in an address, or in the fragment of one; nothing of other texts.
fn payload(text: &str) -> Option<&str> {
    let is_address = text.starts_with("http://") || text.starts_with("https://");
    let fragment = match text.split_once('#') {
        Some((_, fragment)) if is_address || text.starts_with('#') => fragment,
        // An address without a fragment is a link all the same, one that holds no design.
        None if is_address => return Some(""),
        _ => text,
    };
    let payload = fragment.strip_prefix(SHARE_PREFIX);
    if is_address { payload.or(Some("")) } else { payload }
}

fn text_of(reader: impl Read, origin: &Origin, most: usize) -> Result<String> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells that there is more. No length beyond 64 bits exists.
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(bound).read_to_end(&mut bytes).map_err(|error| unreadable(origin, &error))?;
    if bytes.len() > most {
        return Err(Failure::at(
            origin.name(),
            format!("larger than {} MB, which is the most that is read", most >> 20),
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
        Failure::at(format!("{}:{line}", origin.name()), "this is not text: it is not encoded in UTF-8")
    })
}

fn unreadable(origin: &Origin, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read: permission denied".to_owned(),
        _ => format!("it cannot be read: {error}"),
    };
    Failure::at(origin.name(), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_told_from_files() {
        assert_eq!(payload("https://example.org/app/#s=AQID"), Some("AQID"));
        assert_eq!(payload("http://localhost:8080/#s=AQID"), Some("AQID"));
        assert_eq!(payload("#s=AQID"), Some("AQID"));
        assert_eq!(payload("s=AQID"), Some("AQID"));
        assert_eq!(payload("https://example.org/app/"), Some(""));
        assert_eq!(payload("https://example.org/#about"), Some(""));
        for other in ["shop.json", "a#s=b", "{\"linchpin\": 1}", "", "ss=AQID"] {
            assert_eq!(payload(other), None, "{other}");
        }
    }

    #[test]
    fn reading_is_bounded_and_takes_only_text() {
        let read = |bytes: &[u8], most| text_of(bytes, &Origin::Standard, most);
        assert_eq!(read(b"abcd", 4), Ok("abcd".to_owned()));
        assert!(read(b"abcde", 4).is_err());
        assert!(text_of(io::repeat(b'x'), &Origin::Standard, 1 << 20).is_err());
        assert_eq!(read(b"one\ntwo\n\xff", 100).unwrap_err().place(), "<stdin>:3");
    }
}
