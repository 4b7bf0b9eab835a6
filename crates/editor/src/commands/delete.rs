//! Deleting.

use linchpin_catalog::RecordType;
use linchpin_document::{Design, RecordId, SortedSet, Transaction};

use crate::Selection;
use crate::containment::put_inside;
use crate::plan::{Plan, Surroundings};

/// Deletes what is selected. What a deleted boundary held stays, in the next boundary around it.
/// Connections need no deleting: without an end they are not there, and come back with it.
pub(crate) fn delete(around: &Surroundings) -> Plan {
    Plan::commit(deletion(around.design, around.selection.ids())).selecting(Selection::default())
}

fn deletion(design: &Design, chosen: &SortedSet<RecordId>) -> Transaction {
    let mut transaction = Transaction::new();
    for item in chosen.iter().filter_map(|id| design.get(*id)) {
        transaction.delete(item.id, item.record_type);
        if item.record_type != RecordType::Boundary {
            continue;
        }
        let heir = design.ancestors(item.id).find(|above| !chosen.contains(above));
        let orphans = design.children(item.id).filter(|id| !chosen.contains(id));
        for orphan in orphans.filter_map(|id| design.get(id)) {
            put_inside(&mut transaction, orphan, heir);
        }
    }
    transaction
}
