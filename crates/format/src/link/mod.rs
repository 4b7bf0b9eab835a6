//! Share links: a whole design in the part of an address after `#`.
//!
//! The text is base64url of: the version, the length of what follows the checksum, the checksum
//! (CRC-32), and a deflate stream of sections. A section is a number, a length and its bytes; sections
//! with unknown numbers are skipped, which leaves room for more (stamps, comments). The records are
//! columns: see `records`.

mod ids;
mod limits;
mod records;
mod texts;
mod values;
mod words;

pub use limits::{LIMITS, Limit};

use linchpin_document::Design;
use std::fmt;

use crate::base64url;
use crate::bytes::{ByteError, Reader, Writer};
use crate::checksum::crc32;
use crate::imported::{Broken, Imported, MOST_RECORDS};
use crate::squeeze::{InflateError, deflate, inflate};

/// The version written.
const VERSION: u8 = 1;
/// First bytes above this are no version any link will ever have.
const LAST_VERSION: u8 = 31;
/// What a link may inflate to: many times the largest design that fits an address.
const MOST_BYTES: usize = 8 << 20;
/// The section of the records.
const RECORDS: u64 = 1;

/// Why a text opens no design.
#[derive(Debug, Clone, PartialEq)]
pub enum LinkError {
    /// It is something else.
    NotALink,
    /// Its end is missing.
    Truncated,
    /// It was changed on the way.
    Damaged,
    /// It would unpack to more than any design.
    TooLarge,
    /// A later version wrote it.
    Newer(u8),
    /// It is intact, but what it holds is no valid design: why.
    Invalid(String),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => f.write_str("this address holds no design"),
            Self::Truncated => f.write_str("the end of the link is missing; it was cut off when it was copied or sent"),
            Self::Damaged => f.write_str("the link was changed on the way; ask for it again"),
            Self::TooLarge => f.write_str("the link unpacks to more than any design can be"),
            Self::Newer(version) => write!(
                f,
                "the link was made by a newer version of Linchpin (format {version}; this one reads up to {VERSION})"
            ),
            Self::Invalid(why) => write!(f, "the design in the link is broken: {why}"),
        }
    }
}

/// A design as text that needs no escaping in an address.
pub fn encode(design: &Design) -> String {
    let mut body = Writer::default();
    let records = records::write(design);
    body.integer(RECORDS);
    body.length(records.len());
    body.bytes(&records);
    seal(VERSION, &deflate(&body.finish(), words::COMMON_TEXT.as_bytes()))
}

fn seal(version: u8, packed: &[u8]) -> String {
    let mut out = Writer::default();
    out.byte(version);
    out.length(packed.len());
    out.bytes(&crc32(packed).to_le_bytes());
    out.bytes(packed);
    base64url::encode(&out.finish())
}

/// Reads what [`encode`] made. Punctuation and blanks that stuck to its end are passed over.
///
/// # Errors
/// When it is not whole, not intact, of a later version, or holds no valid design.
pub fn decode(text: &str) -> Result<Imported, LinkError> {
    let text = text.trim().trim_end_matches(|character| !base64url::is_digit(character));
    let bytes = base64url::decode(text).ok_or(LinkError::Damaged)?;
    let packed = unseal(&bytes)?;
    let body = inflate(packed, words::COMMON_TEXT.as_bytes(), MOST_BYTES).map_err(|error| match error {
        InflateError::TooLarge => LinkError::TooLarge,
        InflateError::Malformed => LinkError::Damaged,
    })?;
    let transaction = read_sections(&body).map_err(|error| LinkError::Invalid(error.to_string()))?;
    if transaction.records().len() > MOST_RECORDS + 1 {
        return Err(LinkError::TooLarge);
    }
    Imported::check(transaction, Vec::new()).map_err(|broken| match broken {
        Broken::Refused(refusal) => LinkError::Invalid(refusal.to_string()),
        Broken::TooDeep(record) => LinkError::Invalid(format!("{record} is nested too deep")),
    })
}

/// The packed part, once it is sure to be what was sent.
fn unseal(bytes: &[u8]) -> Result<&[u8], LinkError> {
    let mut reader = Reader::new(bytes);
    let version = reader.byte().map_err(|_| LinkError::NotALink)?;
    if version == 0 || version > LAST_VERSION {
        return Err(LinkError::NotALink);
    }
    let length = reader.integer().map_err(|_| LinkError::Truncated)?;
    let checksum = reader.bytes(4).map_err(|_| LinkError::Truncated)?;
    let length = usize::try_from(length).map_err(|_| LinkError::Damaged)?;
    let packed = reader.bytes(length).map_err(|_| LinkError::Truncated)?;
    if crc32(packed).to_le_bytes() != *checksum {
        return Err(LinkError::Damaged);
    }
    if version > VERSION { Err(LinkError::Newer(version)) } else { Ok(packed) }
}

fn read_sections(body: &[u8]) -> Result<linchpin_document::Transaction, ByteError> {
    let mut reader = Reader::new(body);
    let mut found = None;
    while !reader.is_empty() {
        let section = reader.integer()?;
        let length = reader.length()?;
        let bytes = reader.bytes(length)?;
        if section == RECORDS {
            found = Some(records::read(bytes)?);
        }
    }
    found.ok_or(ByteError::Malformed("it has no records"))
}

#[cfg(test)]
#[path = "../../tests/mutate/mod.rs"]
mod mutate;

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(sections: &[(u64, &[u8])]) -> String {
        let mut body = Writer::default();
        for (number, bytes) in sections {
            body.integer(*number);
            body.length(bytes.len());
            body.bytes(bytes);
        }
        seal(VERSION, &deflate(&body.finish(), words::COMMON_TEXT.as_bytes()))
    }

    #[test]
    fn sections_of_later_times_are_skipped() {
        let design = linchpin_testkit::design("a:service \"A\" -> b:cache");
        let records = records::write(&design);
        let link = sealed(&[(7, b"stamps"), (RECORDS, &records), (900, b"")]);
        assert_eq!(decode(&link).map(|imported| imported.design()), Ok(design));
        assert!(matches!(decode(&sealed(&[(7, b"stamps")])), Err(LinkError::Invalid(_))));
    }

    #[test]
    fn a_bomb_is_refused_before_it_unpacks() {
        let bomb = seal(VERSION, &deflate(&vec![0; 40 << 20], b""));
        assert!(bomb.len() < 70_000);
        assert_eq!(decode(&bomb), Err(LinkError::TooLarge));
    }

    #[test]
    fn a_later_version_is_named_only_when_the_link_is_whole() {
        let link = seal(3, b"whatever comes then");
        assert_eq!(decode(&link), Err(LinkError::Newer(3)));
        assert_eq!(decode(&link[..link.len() - 4]), Err(LinkError::Truncated));
    }

    #[test]
    fn whole_links_with_broken_records_are_refused() {
        let design = linchpin_testkit::design("a:service \"A\" -> b:cache\nnote n \"Text\"");
        let records = records::write(&design);
        let read = |records: &[u8]| decode(&sealed(&[(RECORDS, records)]));
        assert!(read(&records).is_ok());
        for at in 0..records.len() {
            assert!(read(&records[..at]).is_err(), "cut off at {at}");
        }
        // The checksum would stop these before they got anywhere.
        mutate::each(&records, 20_000, |broken| {
            let _ = records::read(broken).map(|transaction| Imported::check(transaction, Vec::new()));
        });
    }
}
