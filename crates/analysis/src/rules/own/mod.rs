//! Rules of a design's own.

use linchpin_catalog::RecordType;
use linchpin_document::{Design, Item, RecordId};

/// What the ids of a design's own rules begin with; the id of the record follows.
const PREFIX: &str = "own.";

/// The rule of the design that goes by this id.
pub(crate) fn rule_of<'a>(design: &'a Design, rule: &str) -> Option<&'a Item> {
    let id = RecordId::parse(rule.strip_prefix(PREFIX)?).ok()?;
    design.get(id).filter(|item| item.record_type == RecordType::Rule)
}
