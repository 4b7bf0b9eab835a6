//! The pad beside the selected component: what people most likely do next.

use leptos::prelude::*;
use linchpin_catalog::ComponentKind;
use linchpin_editor::{Command, Input};

use super::icons::{Icon, icon};
use super::tile::tile;
use crate::session::{Session, use_session};

/// Space between component and pad.
const GAP: f64 = 22.0;
/// The pad's width for one button.
const BUTTON: f64 = 34.0;
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
pub fn ContextPad() -> impl IntoView {
    let session = use_session();
    let signals = session.signals;
    let hidden = move || {
        signals.drafting.get() || signals.killing.get() || signals.editing.get().is_some() || signals.dialog.get().is_some()
    };
    move || {
        signals.selection.track();
        signals.tool.track();
        let pad = session.read(|editor| editor.context_pad()).flatten().filter(|_| !hidden())?;
        let id = pad.component;
        let buttons = pad.kinds.len() + pad.commands.len();
        let kinds = pad.kinds.iter().map(|kind| append_button(session, id, *kind));
        let commands = pad.commands.iter().filter_map(|command| {
            let spec = command.spec()?;
            let run = move |_| drop(session.dispatch(Input::Command(spec.command)));
            Some(view! { <button aria-label=spec.label title=spec.label on:click=run>{icon(sign(*command))}</button> })
        });
        let style = move || place(session, id, buttons);
        Some(view! {
            <div class="pad" role="toolbar" aria-label="Next" style=style>
                {kinds.collect_view()}
                <hr />
                {commands.collect_view()}
            </div>
        })
    }
}

fn append_button(session: Session, from: linchpin_document::RecordId, kind: ComponentKind) -> impl IntoView {
    let name = format!("Connect to a new {}", kind.label());
    let append = move |_| drop(session.run(|editor| editor.append(from, kind, None)));
    view! { <button aria-label=name.clone() title=name on:click=append>{tile(kind)}</button> }
}

/// Below the component, or above where the what-if bar is in the way; never off the canvas.
fn place(session: Session, id: linchpin_document::RecordId, buttons: usize) -> String {
    session.signals.view.track();
    session.signals.revision.track();
    let frame = session.with(|editor| {
        let frame = editor.scene().frame(id)?;
        Some((editor.camera().rect_in_screen(frame), editor.viewport()))
    });
    let Some((frame, viewport)) = frame.flatten() else { return "display:none".to_owned() };
    let width = buttons as f64 * BUTTON + 20.0;
    let left = (frame.center().x - width / 2.0).clamp(8.0, (viewport.width - width - 8.0).max(8.0));
    let below = frame.y1 + GAP;
    let top = if below + 40.0 > viewport.height - FOOT { frame.y0 - GAP - 40.0 } else { below };
    format!("left:{left}px;top:{top}px")
}
