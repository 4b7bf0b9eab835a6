//! Rows of panels that show something on the canvas while they are pointed at, and names of what fails.

use crate::ui::prelude::*;
use linchpin_analysis::{Failure, FailureKind};
use linchpin_document::{Design, Item, RecordId};
use linchpin_editor::Editor;

use super::words;
use crate::session::{Look, Session};

/// A row: what it shows while the pointer or the focus is on it, and what a click does.
pub struct LookRow {
    /// How it looks.
    pub class: &'static str,
    /// What it shows.
    pub look: Look,
    /// Whether a click pins it.
    pub pins: bool,
    /// What a click does.
    pub on_click: Box<dyn Fn(Session)>,
}

impl LookRow {
    /// The row as a button.
    pub fn view(self, session: Session, inside: AnyView) -> AnyView {
        let Self { class, look, pins, on_click } = self;
        let (held, entered, focused) = (look.clone(), look.clone(), look);
        let pinned = move || pins.then(|| (session.signals.pinned.read().as_ref() == Some(&held)).to_string());
        let point_at = move |at: Option<Look>| session.signals.pointed.set(at);
        view! {
            <button
                class=class
                aria-pressed=pinned
                on:pointerenter=move |_| point_at(Some(entered.clone()))
                on:pointerleave=move |_| point_at(None)
                on:focus=move |_| point_at(Some(focused.clone()))
                on:blur=move |_| point_at(None)
                on:click=move |_| on_click(session)
            >
                {inside}
            </button>
        }
    }
}

/// The name of a record.
pub fn name(session: Session, id: RecordId) -> String {
    session.with(|editor| editor.design().get(id).map(|item| item.name().to_owned())).flatten().unwrap_or_default()
}

/// What fails, in words.
pub fn failure(session: Session, failure: &Failure) -> String {
    let name = name(session, failure.record);
    let report = session.signals.report.get_untracked();
    let all = report.and_then(|report| Some(report.component(failure.record)?.instances)).unwrap_or(1);
    match (failure.kind, failure.count) {
        (FailureKind::Provider, _) => format!("{name} (provider)"),
        (FailureKind::Connection, _) => {
            let ends = |editor: &Editor| Some(way(editor.design(), editor.design().get(failure.record)?.ends()?));
            session.with(ends).flatten().unwrap_or_default()
        }
        (FailureKind::Takeover, _) => format!("{name} (takeover)"),
        (FailureKind::Instances, 1) if all > 1 => format!("{name} (one instance)"),
        (FailureKind::Instances, many) if many > 1 => format!("{name} ({})", words::count(many as usize, "instance")),
        _ => name,
    }
}

/// Where a connection leads.
pub fn way(design: &Design, (from, to): (RecordId, RecordId)) -> String {
    let name = |id: RecordId| design.get(id).map(Item::name).unwrap_or_default();
    format!("{} \u{2192} {}", name(from), name(to))
}
