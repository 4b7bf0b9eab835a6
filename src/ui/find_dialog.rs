//! Choosing one of the things drawn: to look at, or to connect to.

use crate::ui::prelude::*;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Arrange, Design, Item, RecordId};
use std::sync::Arc;

use super::icons::{Icon, icon};
use super::look::way;
use super::picker::{Picker, Row, Sign};
use super::tile::placeable_tile;
use crate::session::{Session, use_session};
use linchpin_editor::Placeable;

/// Finds a thing by its name, or a connection by its ends or label, selects and shows it.
#[component]
pub fn FindDialog() -> AnyView {
    let session = use_session();
    let (ids, rows) = things(session, |item| item.record_type.has_place() || item.ends().is_some());
    let ids = StoredValue::new(ids);
    let on_choose = move |index: usize| {
        let id = ids.with_value(|ids| ids[index]);
        session.signals.dialog.set(None);
        session.show([id]);
        session.follow_selection();
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
        let design = editor.design();
        design.items().filter(|item| wanted(item)).map(|item| (item.id, row(design, item))).collect::<Vec<_>>()
    });
    let mut found = found.unwrap_or_default();
    found.arrange_by(|a, b| a.1.label.cmp(&b.1.label));
    found.into_iter().unzip()
}

fn row(design: &Design, item: &Item) -> Row {
    if let Some(ends) = item.ends() {
        let label = item.text(Property::Name).unwrap_or_default();
        let sign: Sign =
            Arc::new(|| view! { <span class="tile outside" aria-hidden="true">{icon(Icon::Connect)}</span> });
        let detail = if label.is_empty() { "Connection" } else { label }.to_owned();
        return Row { detail, keywords: label.to_owned(), sign: Some(sign), ..Row::new(way(design, ends)) };
    }
    let what = match item.record_type {
        RecordType::Boundary => Placeable::Boundary(item.boundary_kind()),
        RecordType::Note => Placeable::Note,
        RecordType::Text => Placeable::Text,
        _ => Placeable::Component(item.kind()),
    };
    let sign: Sign = Arc::new(move || placeable_tile(what));
    Row { detail: what.label().to_owned(), sign: Some(sign), ..Row::new(item.name()) }
}
