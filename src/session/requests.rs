//! What the editor asks the app to do.

use gloo_timers::callback::Timeout;
use linchpin_editor::{Notice, Request};

use super::{ContextMenu, Dialog, KindPurpose, PanelTab, Session, Sheet};
use crate::platform;

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

    /// To the tab that says most of what is selected, and back to that.
    fn switch_pane(&self) {
        let signals = self.signals;
        if platform::has_focus(".panel *") {
            return platform::focus_first(&[".outline [aria-pressed=true]", ".paper"]);
        }
        if !signals.selection.read_untracked().is_empty() {
            signals.load_view.set(None);
            signals.tab.set(PanelTab::Inspector);
        }
        signals.no_panel.set(false);
        signals.sheet.set(Some(Sheet::Panel));
        // Once it is shown.
        Timeout::new(0, || platform::focus(".panel [aria-selected=true]")).forget();
    }
}
