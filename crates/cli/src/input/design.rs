//! A design from a file, standard input or a link.

use linchpin_document::{Design, PeerId, Replica};
use linchpin_format::{FileError, Imported, Place as FilePlace, file, link};

use super::place::{Places, locate, place_of_byte};
use super::{Origin, Text};
use crate::failure::{Failure, Result};

/// More is not read: the format allows 16 MB and says so itself.
const MOST_BYTES: usize = 32 << 20;

/// A design, and what is known of where it was written.
#[derive(Debug)]
pub struct DesignInput {
    /// Where it came from.
    pub origin: Origin,
    /// The design.
    pub design: Design,
    imported: Imported,
    text: String,
}

impl DesignInput {
    /// Reads a design.
    ///
    /// # Errors
    /// When there is none, or it is broken: with the place.
    pub fn open(argument: &str) -> Result<Self> {
        let Text { origin, content } = Text::read_or_link(argument, MOST_BYTES)?;
        let imported = match origin {
            Origin::Link => link::decode(&content).map_err(|error| Failure::at(origin.name(), error.to_string()))?,
            _ => file::read(&content).map_err(|error| broken(&origin, &content, &error))?,
        };
        Ok(Self { origin, design: imported.design(), imported, text: content })
    }

    /// What was odd but kept, in sentences.
    pub fn remarks(&self) -> &[String] {
        self.imported.remarks()
    }

    /// The design to make changes to.
    pub fn replica(&self) -> Replica {
        // Nothing is written here, so the peer never shows.
        Replica::from_document(self.imported.document(PeerId::from_bits(0)))
    }

    /// Where its records stand in the text; nowhere for a link.
    pub fn places(&self) -> Places {
        Places::find(&self.text, self.imported.paths())
    }
}

fn broken(origin: &Origin, text: &str, error: &FileError) -> Failure {
    let place = match &error.place {
        FilePlace::Whole => None,
        FilePlace::Text { line, column } => Some(place_of_byte(text, *line, *column)),
        FilePlace::Field { path, .. } => locate(text, path),
    };
    let name = origin.name();
    match (place, &error.place) {
        // Said once is enough.
        (Some(place), FilePlace::Text { .. }) => Failure::at(format!("{name}:{place}"), error.problem.to_string()),
        (Some(place), _) => Failure::at(format!("{name}:{place}"), error.to_string()),
        (None, _) => Failure::at(name, error.to_string()),
    }
}
