//! The pad beside the selected component: what people most likely do next.

use crate::ui::prelude::*;
use kurbo::{Point, Rect};
use linchpin_catalog::{ComponentKind, RecordType};
use linchpin_document::RecordId;
use linchpin_editor::{Command, Editor, Input};
use linchpin_scene::Containment;

use super::focus::back_to_paper;
use super::icons::{Icon, icon};
use super::tile::tile;
use crate::css;
use crate::session::{Session, use_session};

/// Space between component and pad.
const GAP: f64 = 22.0;
/// The pad's width for one button.
const BUTTON: f64 = 34.0;
/// Its height.
const HEIGHT: f64 = 40.0;
/// Room kept for the tools.
const HEAD: f64 = 56.0;
/// Room kept for the what-if bar.
const FOOT: f64 = 110.0;

fn sign(command: Command) -> Icon {
    match command {
        Command::Connect => Icon::Connect,
        Command::Duplicate => Icon::Copy,
        Command::Replace => Icon::Swap,
        Command::Delete => Icon::Trash,
        _ => Icon::More,
    }
}

/// The pad. Hidden during gestures, in kill mode and while a label is edited.
#[component]
pub fn ContextPad() -> AnyView {
    let session = use_session();
    let signals = session.signals;
    let hidden = move || {
        signals.drafting.get()
            || signals.killing.get()
            || signals.editing.get().is_some()
            || signals.dialog.get().is_some()
    };
    living(move || {
        signals.selection.track();
        signals.tool.track();
        let pad = session.read(|editor| editor.context_pad()).flatten().filter(|_| !hidden())?;
        let id = pad.component;
        let buttons = pad.kinds.len() + pad.commands.len();
        let kinds = pad.kinds.iter().map(|kind| append_button(session, id, *kind));
        let commands = pad.commands.iter().filter_map(|command| {
            let spec = command.spec()?;
            let run = move |_| session.dispatch(Input::Command(spec.command));
            Some(view! { <button aria-label=spec.label title=spec.label on:click=run>{icon(sign(*command))}</button> })
        });
        let style = move || place(session, id, buttons);
        Some(view! {
            <div class="pad" role="toolbar" aria-label="Next" style=style on:click=move |event| back_to_paper(&event)>
                {kinds.collect_view()}
                <hr />
                {commands.collect_view()}
            </div>
        })
    })
}

fn append_button(session: Session, from: RecordId, kind: ComponentKind) -> AnyView {
    let name = format!("Connect to a new {}", kind.label());
    let append = move |_| session.run(|editor| editor.append(from, kind, None));
    view! { <button aria-label=name.clone() title=name on:click=append>{tile(kind)}</button> }
}

/// Below the component or above it, where it hides fewer other things; never off the canvas or below
/// the what-if bar.
fn place(session: Session, id: RecordId, buttons: usize) -> String {
    session.signals.view.track();
    session.signals.revision.track();
    let spot = session.with(|editor| {
        let frame = editor.camera().rect_in_screen(editor.scene().frame(id)?);
        let viewport = editor.viewport();
        let width = buttons as f64 * BUTTON + 20.0;
        let left = (frame.center().x - width / 2.0).clamp(8.0, (viewport.width - width - 8.0).max(8.0));
        let at = |top: f64| Rect::new(left, top, left + width, top + HEIGHT);
        let (below, above) = (at(frame.y1 + GAP), at(frame.y0 - GAP - HEIGHT));
        let hides = |pad: Rect| hidden_by(editor, pad);
        let lower = below.y1 <= viewport.height - FOOT && (above.y0 < HEAD || hides(below) <= hides(above));
        Some(if lower { below } else { above })
    });
    match spot.flatten() {
        Some(pad) => css::at(pad.origin()),
        None => "display:none".to_owned(),
    }
}

/// How many components and notes the pad would lie over.
fn hidden_by(editor: &Editor, pad_in_screen: Rect) -> usize {
    let camera = editor.camera();
    let corner = |x, y| camera.world_from_screen(Point::new(x, y));
    let area =
        Rect::from_points(corner(pad_in_screen.x0, pad_in_screen.y0), corner(pad_in_screen.x1, pad_in_screen.y1));
    let solid = |id: &RecordId| {
        let record_type = editor.design().get(*id).map(|item| item.record_type);
        matches!(record_type, Some(RecordType::Component | RecordType::Note | RecordType::Text))
    };
    editor.scene().in_rect(area, Containment::Touching).iter().filter(|id| solid(id)).count()
}
