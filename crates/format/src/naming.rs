//! Ids for records written by hand without one: the same file always gives the same ids.

use linchpin_catalog::{Property, RecordType};
use linchpin_document::{PropertyKey, RecordId, SortedMap, Value};

/// An id has at most 21 characters, of which six are for a number behind the stem.
const STEM_LENGTH: usize = 15;
const END_LENGTH: usize = 7;

/// Gives out ids: `from-to` for connections, else the type; a number follows where that is taken.
#[derive(Debug, Default)]
pub(crate) struct Namer {
    next: SortedMap<String, u32>,
}

impl Namer {
    /// An id that is not taken yet.
    pub fn name(
        &mut self,
        record_type: RecordType,
        values: &[(PropertyKey, Value)],
        taken: impl Fn(RecordId) -> bool,
    ) -> Option<RecordId> {
        let stem = match (end(values, Property::From), end(values, Property::To)) {
            (Some(from), Some(to)) => connection_stem(&from, &to),
            _ => record_type.id().to_owned(),
        };
        let next = self.next.get_or_insert_with(stem.clone(), || 1);
        loop {
            let text = if *next > 1 { format!("{stem}-{next}") } else { stem.clone() };
            *next += 1;
            let id = RecordId::parse(&text).ok()?;
            if !taken(id) {
                return Some(id);
            }
        }
    }
}

fn end(values: &[(PropertyKey, Value)], property: Property) -> Option<String> {
    let (_, value) = values.iter().find(|(key, _)| *key == PropertyKey::Known(property))?;
    if let Value::Reference(id) = value { Some(id.to_string()) } else { None }
}

fn connection_stem(from: &str, to: &str) -> String {
    let whole = format!("{from}-{to}");
    if whole.len() <= STEM_LENGTH {
        return whole;
    }
    // Ids are ASCII, so any length is a character boundary.
    let cut = |text: &str| text[..text.len().min(END_LENGTH)].to_owned();
    format!("{}-{}", cut(from), cut(to))
}
