//! The tools above the canvas, and the zoom.

use crate::ui::prelude::*;
use linchpin_editor::{Command, Input, ToolKind};
use linchpin_figures::decimal;

use super::focus::back_to_paper;
use super::icons::{Icon, icon};
use crate::platform;
use crate::session::use_session;

const TOOLS: &[(Command, Icon)] = &[
    (Command::Tool(ToolKind::Select), Icon::Select),
    (Command::Tool(ToolKind::Hand), Icon::Hand),
    (Command::Tool(ToolKind::Connect), Icon::Connect),
    (Command::BoundaryTool, Icon::Boundary),
    (Command::Tool(ToolKind::TEXT), Icon::Text),
    (Command::Tool(ToolKind::NOTE), Icon::Note),
];

/// Whether a command of the tool bar is the tool in use.
fn is_active(command: Command, tool: ToolKind) -> bool {
    match command {
        Command::Tool(own) => own == tool,
        Command::BoundaryTool => matches!(tool, ToolKind::Place(linchpin_editor::Placeable::Boundary(_))),
        _ => false,
    }
}

/// The tools.
#[component]
pub fn ToolBar() -> AnyView {
    let session = use_session();
    let tool = session.signals.tool;
    let buttons = TOOLS.iter().filter_map(move |(command, sign)| {
        let spec = command.spec()?;
        let key = spec.shortcuts.first().map(|shortcut| shortcut.text(platform::is_mac()))?;
        let active = move || is_active(*command, tool.get());
        Some(view! {
            <button
                class:on=active
                aria-pressed=move || active().to_string()
                aria-label=spec.label
                title=format!("{} ({key})", spec.label)
                on:click=move |_| session.dispatch(Input::Command(*command))
            >
                {icon(*sign)}
                <kbd aria-hidden="true">{key.clone()}</kbd>
            </button>
        })
    });
    view! { <nav class="toolbar" aria-label="Tools" on:click=move |event| back_to_paper(&event)>{buttons.collect_view()}</nav> }
}

/// Zooming in and out, and back to everything.
#[component]
pub fn ZoomBox() -> AnyView {
    let session = use_session();
    let zoom = move || {
        session.signals.view.track();
        let zoom = session.with(|editor| editor.camera().zoom).unwrap_or(1.0);
        decimal(zoom * 100.0, 0) + " %"
    };
    let run = move |command| session.dispatch(Input::Command(command));
    view! {
        <div class="zoom-box" role="group" aria-label="Zoom" on:click=move |event| back_to_paper(&event)>
            <button aria-label="Zoom out" on:click=move |_| run(Command::ZoomOut)>{icon(Icon::Minus)}</button>
            <button class="figure" title="Show everything" aria-label="Show everything" on:click=move |_| run(Command::ZoomFit)>{move || zoom()}</button>
            <button aria-label="Zoom in" on:click=move |_| run(Command::ZoomIn)>{icon(Icon::Plus)}</button>
        </div>
    }
}
