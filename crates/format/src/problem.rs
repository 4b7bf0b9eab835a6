//! What can be wrong with a design read from a file, the clipboard or a link, and where.

use linchpin_catalog::RecordType;
use linchpin_document::{IdError, Reason};
use std::fmt;

/// Why a design file cannot be opened: what is wrong, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct FileError {
    /// Where in the file.
    pub place: Place,
    /// What is wrong there.
    pub problem: Problem,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Whole => write!(f, "{}", self.problem),
            place => write!(f, "{place}: {}", self.problem),
        }
    }
}

/// Where something is in a design file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// A line and column of its text, counted from 1.
    Text {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// A field, and what people call the record it belongs to, if it has a name.
    Field {
        /// As in `components[3].instances`.
        path: String,
        /// Id or name of the record.
        record: Option<String>,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("the file"),
            Self::Text { line, column } => write!(f, "line {line}, column {column}"),
            Self::Field { path, record: None } => f.write_str(path),
            Self::Field { path, record: Some(record) } => write!(f, "{path} ({record})"),
        }
    }
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// It is larger than this many bytes.
    TooLarge(usize),
    /// It holds more records than this.
    TooMany(usize),
    /// It is not JSON; the parser's words.
    NotJson(String),
    /// It is JSON of something else: the field that names the format is missing.
    NotADesign,
    /// It was written by a later version: found, and the latest readable one.
    Newer(u64, u64),
    /// Something else is needed here: what.
    Expected(&'static str),
    /// A field is missing.
    Missing(&'static str),
    /// The id cannot be one.
    BadId(IdError),
    /// The id belongs to another record already: where that is.
    DuplicateId(String),
    /// There is no such name; perhaps another was meant.
    Unknown {
        /// What was written.
        written: String,
        /// The nearest that would be possible.
        nearest: Option<String>,
    },
    /// A record of this id is there, but of a type that cannot be meant here.
    WrongType {
        /// The id.
        written: String,
        /// What it is.
        found: RecordType,
        /// What it should be, one of these.
        wanted: &'static [RecordType],
    },
    /// Unknown parts, or boundaries in boundaries, are nested deeper than this.
    TooDeep(usize),
    /// The value or record cannot be.
    Refused(Reason),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(most) => write!(f, "larger than {} MB; no design is", most >> 20),
            Self::TooMany(most) => write!(f, "more than {most} components, connections and boundaries"),
            Self::NotJson(why) => write!(f, "not valid JSON: {why}"),
            Self::NotADesign => f.write_str("this is not a Linchpin design"),
            Self::Newer(found, known) => {
                write!(f, "made by a newer version of Linchpin (format {found}; this one reads up to {known})")
            }
            Self::Expected(what) => write!(f, "{what} is needed here"),
            Self::Missing(field) => write!(f, "the field \"{field}\" is missing"),
            Self::BadId(error) => write!(f, "{error}"),
            Self::DuplicateId(first) => write!(f, "this id is taken already, by {first}"),
            Self::Unknown { written, nearest: Some(nearest) } => {
                write!(f, "there is no \"{written}\"; did you mean \"{nearest}\"?")
            }
            Self::Unknown { written, nearest: None } => write!(f, "there is no \"{written}\""),
            Self::WrongType { written, found, wanted } => {
                let wanted: Vec<String> = wanted.iter().map(|wanted| with_article(*wanted)).collect();
                write!(f, "\"{written}\" is {}; {} is needed here", with_article(*found), wanted.join(" or "))
            }
            Self::TooDeep(most) => write!(f, "nested more than {most} deep"),
            Self::Refused(reason) => write!(f, "{reason}"),
        }
    }
}

fn with_article(record_type: RecordType) -> String {
    let name = record_type.id();
    format!("{} {name}", if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
}
