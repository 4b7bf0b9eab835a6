//! Choosing a kind of component: to add, to append, to replace.

use crate::ui::prelude::*;
use linchpin_catalog::{BoundaryKind, ComponentKind};
use linchpin_document::RecordId;
use linchpin_editor::{PickPurpose, Placeable};
use std::sync::Arc;

use super::picker::{Picker, Row};
use super::tile::placeable_tile;
use crate::session::{KindPurpose, Session, use_session};

/// Everything that can be placed, in palette order.
pub fn placeables() -> Vec<Placeable> {
    let kinds = ComponentKind::all().map(Placeable::Component);
    let boundaries = BoundaryKind::ALL.iter().map(|kind| Placeable::Boundary(*kind));
    kinds.chain(boundaries).chain([Placeable::Note, Placeable::Text]).collect()
}

/// What is said of a thing in a list, and the other words it is found by.
pub fn description(what: Placeable) -> (&'static str, &'static [&'static str]) {
    match what {
        Placeable::Component(kind) => (kind.spec().summary, kind.spec().keywords),
        Placeable::Boundary(kind) => (kind.spec().summary, kind.spec().keywords),
        Placeable::Note => ("A sheet for remarks", &["comment", "sticky", "remark"]),
        Placeable::Text => ("Bare text on the canvas", &["label", "heading", "title"]),
    }
}

/// A row of a list of things to place.
pub fn placeable_row(what: Placeable) -> Row {
    let (detail, keywords) = description(what);
    Row {
        detail: detail.to_owned(),
        keywords: keywords.join(","),
        sign: Some(Arc::new(move || placeable_tile(what))),
        ..Row::new(what.label())
    }
}

/// The dialog.
#[component]
pub fn KindPicker(
    /// What becomes of the choice.
    purpose: KindPurpose,
) -> AnyView {
    let session = use_session();
    let (title, choices) = match &purpose {
        KindPurpose::Add => ("Add", placeables()),
        KindPurpose::Asked(PickPurpose::Append { from, .. }) => ("Connect to a new ...", callees(session, *from)),
        KindPurpose::Asked(PickPurpose::Replace(_)) => {
            ("Replace by", ComponentKind::all().map(Placeable::Component).collect())
        }
    };
    let rows = choices.iter().map(|what| placeable_row(*what)).collect();
    let choices = StoredValue::new(choices);
    let purpose = StoredValue::new(purpose);
    let on_choose = move |index: usize| {
        let Some(what) = choices.with_value(|choices| choices.get(index).copied()) else { return };
        session.signals.dialog.set(None);
        choose(session, &purpose.get_value(), what);
    };
    view! { <Picker title placeholder="Search kinds" rows on_choose /> }
}

/// What a component may call, the likeliest first.
fn callees(session: Session, from: RecordId) -> Vec<Placeable> {
    let kind = session.with(|editor| editor.design().get(from).map(|item| item.kind())).flatten();
    kind.unwrap_or(ComponentKind::Generic).callees().into_iter().map(Placeable::Component).collect()
}

fn choose(session: Session, purpose: &KindPurpose, what: Placeable) {
    match (purpose, what) {
        (KindPurpose::Add, what) => session.run(|editor| editor.add(what)),
        (KindPurpose::Asked(PickPurpose::Append { from, at }), Placeable::Component(kind)) => {
            session.run(|editor| editor.append(*from, kind, Some(*at)));
        }
        (KindPurpose::Asked(PickPurpose::Replace(ids)), Placeable::Component(kind)) => {
            session.run(|editor| editor.replace(ids, kind));
        }
        // Only components are offered for these.
        (KindPurpose::Asked(_), _) => {}
    }
}
