//! What the editor asks the app to do.

use linchpin_editor::{Notice, Request};

use super::{ContextMenu, Dialog, KindPurpose, Session};

impl Session {
    pub(super) fn serve(&self, request: Request) {
        let signals = self.signals;
        let open = |dialog| signals.dialog.set(Some(dialog));
        match request {
            Request::EditLabel(id) => signals.editing.set(Some(id)),
            Request::EndLabel => signals.editing.set(None),
            Request::PickKind { purpose, .. } => open(Dialog::Kinds(KindPurpose::Asked(purpose))),
            Request::PickTarget(from) => open(Dialog::Target(from)),
            Request::Copy(records) => self.copy_records(records),
            Request::ReadClipboard => self.paste_clipboard(),
            Request::ContextMenu { point_in_screen, on } => {
                signals.context_menu.set(Some(ContextMenu { x: point_in_screen.x, y: point_in_screen.y, on }));
            }
            Request::Notice(notice) => {
                let trouble = matches!(notice, Notice::Refused(_));
                self.notify(&notice.to_string(), trouble, None);
            }
            Request::SearchKinds => open(Dialog::Kinds(KindPurpose::Add)),
            Request::CommandPalette => open(Dialog::Commands),
            Request::Find => open(Dialog::Find),
            Request::Shortcuts => open(Dialog::Shortcuts),
            Request::SwitchPane => self.switch_pane(),
        }
    }
}
