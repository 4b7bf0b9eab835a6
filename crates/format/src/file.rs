//! Design files: JSON, made to be written by hand as well as by the app.
//!
//! The guide for people is `docs/design-file.md`, the schema `docs/design-file.schema.json`.

use linchpin_document::Design;

use crate::envelope::{VERSION, open, parse};
use crate::imported::Imported;
use crate::problem::FileError;
use crate::{read, write};

/// The field that says what the file is, and of which version.
pub(crate) const ENVELOPE: &str = "linchpin";

/// A design as the text of a file.
pub fn write(design: &Design) -> String {
    write::write(ENVELOPE, VERSION, design)
}

/// Reads the text of a file.
///
/// # Errors
/// When it is no design of this or an earlier version, or breaks an invariant: with the place.
pub fn read(text: &str) -> Result<Imported, FileError> {
    read::read(ENVELOPE, &open(parse(text)?, ENVELOPE)?)
}
