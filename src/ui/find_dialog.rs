//! Choosing one of the things drawn: to look at, or to connect to.

use crate::ui::prelude::*;
use linchpin_catalog::RecordType;
use linchpin_document::{Arrange, Item, RecordId};
use std::sync::Arc;

use super::picker::{Picker, Row};
use super::tile::placeable_tile;
use crate::session::{Session, use_session};
use linchpin_editor::Placeable;

/// Finds a thing by its name, selects and shows it.
#[component]
pub fn FindDialog() -> AnyView {
    let session = use_session();
    let (ids, rows) = things(session, |item| item.record_type.has_place());
    let ids = StoredValue::new(ids);
    let on_choose = move |index: usize| {
        let id = ids.with_value(|ids| ids[index]);
        session.signals.dialog.set(None);
        session.show([id]);
    };
    view! { <Picker title="Find" placeholder="Find by name" rows on_choose /> }
}

/// Chooses what a component is to be connected to.
#[component]
pub fn TargetDialog(
    /// The caller.
    from: RecordId,
) -> AnyView {
    let session = use_session();
    let (ids, rows) = things(session, |item| item.record_type == RecordType::Component && item.id != from);
    let ids = StoredValue::new(ids);
    let on_choose = move |index: usize| {
        let to = ids.with_value(|ids| ids[index]);
        session.signals.dialog.set(None);
        session.run(|editor| editor.connect(from, to));
    };
    view! { <Picker title="Connect to" placeholder="Search components" rows on_choose /> }
}

fn things(session: Session, wanted: impl Fn(&Item) -> bool) -> (Vec<RecordId>, Vec<Row>) {
    let found = session.with(|editor| {
        editor.design().items().filter(|item| wanted(item)).map(|item| (item.id, row(item))).collect::<Vec<_>>()
    });
    let mut found = found.unwrap_or_default();
    found.arrange_by(|a, b| a.1.label.cmp(&b.1.label));
    found.into_iter().unzip()
}

fn row(item: &Item) -> Row {
    let what = match item.record_type {
        RecordType::Boundary => Placeable::Boundary(item.boundary_kind()),
        RecordType::Note => Placeable::Note,
        RecordType::Text => Placeable::Text,
        _ => Placeable::Component(item.kind()),
    };
    let sign: Arc<dyn Fn() -> AnyView + Send + Sync> = Arc::new(move || placeable_tile(what));
    Row { detail: what.label().to_owned(), sign: Some(sign), ..Row::new(item.name()) }
}
