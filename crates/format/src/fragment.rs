//! Parts of a design on the clipboard: JSON like a design file, under a name of its own.

use linchpin_document::Transaction;

use crate::envelope::{VERSION, open, parse};
use crate::imported::{Imported, design_of};
use crate::problem::FileError;
use crate::{read, write};

/// The field that tells a fragment from other text.
const ENVELOPE: &str = "linchpin-fragment";

/// The records a transaction creates as text for the clipboard. What it refers to without creating
/// it is left out: parents, and connections to elsewhere.
pub fn write(records: &Transaction) -> String {
    write::write(ENVELOPE, VERSION, &design_of(records))
}

/// Reads text from the clipboard; nothing if it is about something else.
///
/// # Errors
/// When it is a fragment, but a broken one.
pub fn read(text: &str) -> Option<Result<Imported, FileError>> {
    // Most text on a clipboard is no fragment; this spares parsing it.
    if !text.trim_start().starts_with('{') || !text.contains(ENVELOPE) {
        return None;
    }
    let json = parse(text).ok().filter(|json| json.get(ENVELOPE).is_some())?;
    Some(open(json, ENVELOPE).and_then(|fields| read::read(ENVELOPE, &fields)))
}
