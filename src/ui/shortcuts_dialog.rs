//! The sheet of shortcuts.

use crate::ui::prelude::*;
use linchpin_editor::{Command, CommandGroup};

use super::modal::Modal;
use crate::platform;

/// What the pointer does, which no table of keys tells.
const POINTER: &[(&str, &[&str])] = &[
    ("Pan", &["Space drag", "Middle drag", "Wheel"]),
    ("Zoom about the pointer", &["Ctrl wheel", "Pinch"]),
    ("Connect", &["Drag from an edge"]),
    ("Select several", &["Drag on empty canvas", "Shift click"]),
    ("Duplicate", &["Alt drag"]),
    ("Keep the axis", &["Shift drag"]),
    ("Do not snap", &["Ctrl drag"]),
    ("Write on the canvas", &["Double click"]),
    ("Context menu", &["Right click", "Long press"]),
];

/// What keys do while one types.
const TYPING: &[(&str, &[&str])] = &[
    ("Keep a label", &["Enter", "Esc", "Click elsewhere"]),
    ("Keep a note or text", &["Ctrl Enter", "Esc", "Click elsewhere"]),
    ("Take back what a field of the panel got", &["Esc"]),
];

/// The dialog.
#[component]
pub fn ShortcutsDialog() -> AnyView {
    let mac = platform::is_mac();
    let groups = CommandGroup::ALL.into_iter().map(move |group| {
        let rows = Command::all().iter().filter(|spec| spec.group == group && !spec.shortcuts.is_empty());
        let rows = rows.map(move |spec| {
            let keys =
                spec.shortcuts.iter().map(move |shortcut| view! { <kbd>{shortcut.text(mac)}</kbd> }).collect_view();
            view! { <dt>{spec.label}</dt><dd>{keys}</dd> }
        });
        view! { <section><h3>{group.label()}</h3><dl>{rows.collect_view()}</dl></section> }
    });
    let table = move |rows: &'static [(&'static str, &'static [&'static str])]| {
        let text = |gesture: &str| {
            if mac { gesture.replace("Ctrl", "\u{2318}").replace("Alt", "\u{2325}") } else { gesture.to_owned() }
        };
        let row = |(label, gestures): &'static (&'static str, &'static [&'static str])| {
            let gestures = gestures.iter().map(|gesture| view! { <kbd>{text(gesture)}</kbd> }).collect_view();
            view! { <dt>{*label}</dt><dd>{gestures}</dd> }
        };
        view! { <dl>{rows.iter().map(row).collect_view()}</dl> }
    };
    view! {
        <Modal title="Keyboard and pointer" class="wide">
            <div class="shortcuts">
                {groups.collect_view()}
                <section><h3>"Typing"</h3>{table(TYPING)}</section>
                <section><h3>"Pointer"</h3>{table(POINTER)}</section>
            </div>
        </Modal>
    }
}
