//! The field that opens over a thing to edit its label.

use crate::ui::prelude::*;
use kurbo::Rect;
use leptos::html::Textarea;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Design, RecordId};
use linchpin_editor::Editor;

use crate::css;
use crate::platform;
use crate::session::{Session, use_session};

/// Where the name of a component begins, right of its tile.
const TEXT_INDENT: f64 = 50.0;

/// The field, while a label is being edited.
#[component]
pub fn LabelEditor() -> AnyView {
    let session = use_session();
    living(move || session.signals.editing.get().map(|id| view! { <Field id /> }))
}

#[component]
fn Field(id: RecordId) -> AnyView {
    let session = use_session();
    let field = NodeRef::<Textarea>::new();
    // Who came from the thing's own button goes on from there.
    let back = if platform::has_focus(".outline *") { ".outline [aria-pressed=true]" } else { ".paper" };
    let start = session.with(|editor| label_text(editor.design(), id)).unwrap_or_default();
    let many_lines = session.with(|editor| editor.design().get(id).map(|item| item.record_type)).flatten();
    let many_lines = matches!(many_lines, Some(RecordType::Note | RecordType::Text));
    effect(move || {
        if let Some(field) = field.get() {
            // A field in the page takes the focus.
            let _ = field.focus();
            field.select();
        }
    });
    let typed = move || field.get_untracked().map(|field| field.value()).unwrap_or_default();
    let close = move || session.signals.editing.set(None);
    let finish = move || {
        if session.signals.editing.get_untracked() == Some(id) {
            session.run(|editor| editor.commit_label(id, &typed()));
            close();
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        event.stop_propagation();
        let ends_line = event.key() == "Enter" && (!many_lines || event.ctrl_key() || event.meta_key());
        if event.key() == "Escape" || ends_line || event.key() == "Tab" {
            event.prevent_default();
            finish();
            platform::focus_first(&[back, ".paper"]);
        }
    };
    let place = move || place(session, id);
    view! {
        <textarea
            class="label-edit"
            aria-label="Label"
            node_ref=field
            style=place
            spellcheck="false"
            on:input:target=move |event| session.run(|editor| editor.draft_label(id, &event.target().value()))
            on:keydown=on_key
            // Reported without losing the focus when the page is left in the middle of typing.
            on:change=move |_| finish()
            on:blur=move |_| finish()
        >
            // Not as a property: that is set later, and what is selected would be nothing yet.
            {start}
        </textarea>
    }
}

/// What the field starts with: the own text of the record, not the name of its kind.
fn label_text(design: &Design, id: RecordId) -> String {
    let Some(item) = design.get(id) else { return String::new() };
    let property = match item.record_type {
        RecordType::Note | RecordType::Text => Property::Content,
        _ => Property::Name,
    };
    let own = item.text(property).unwrap_or_default();
    if own.is_empty() && item.record_type != RecordType::Connection { item.name().to_owned() } else { own.to_owned() }
}

/// Where the label of a record is, in screen coordinates.
fn label_area(editor: &Editor, id: RecordId) -> Option<Rect> {
    let record_type = editor.design().get(id)?.record_type;
    let area = match record_type {
        RecordType::Connection => Rect::from_center_size(editor.scene().label_point(id)?, (140.0, 24.0)),
        RecordType::Component => {
            let frame = editor.scene().frame(id)?;
            Rect::new(frame.x0 + TEXT_INDENT, frame.y0 + 12.0, frame.x1 - 6.0, frame.y0 + 40.0)
        }
        RecordType::Boundary => {
            let frame = editor.scene().frame(id)?;
            Rect::new(frame.x0 + 10.0, frame.y0 + 6.0, (frame.x0 + 210.0).min(frame.x1), frame.y0 + 32.0)
        }
        _ => editor.scene().frame(id)?,
    };
    Some(editor.camera().rect_in_screen(area))
}

/// Over the name of a component, the middle of a connector, the header of a boundary, or the whole of
/// a note.
fn place(session: Session, id: RecordId) -> String {
    session.signals.view.track();
    session.signals.revision.track();
    let area = session.with(|editor| label_area(editor, id)).flatten().unwrap_or_default();
    let zoom = session.with(|editor| editor.camera().zoom).unwrap_or(1.0);
    let size = (13.0 * zoom).clamp(11.0, 26.0);
    let area = area.with_size((area.width().max(120.0), area.height().max(size * 1.4 + 8.0)));
    format!("{};font-size:{}", css::area(area), css::px(size))
}
