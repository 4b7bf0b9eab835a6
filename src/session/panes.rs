//! What the panel shows of what is selected, and the way there and back by keyboard.

use gloo_timers::callback::Timeout;
use linchpin_editor::{Editor, Effects};

use super::{PanelTab, Session, Sheet};
use crate::platform;

impl Session {
    /// What was just selected by hand is shown in the inspector; with nothing selected the findings are.
    pub fn follow_selection(&self) {
        let signals = self.signals;
        let nothing = signals.selection.read_untracked().is_empty();
        let drawn = self.with(|editor| !editor.design().is_empty()).unwrap_or(false);
        signals.tab.set(if nothing && drawn { PanelTab::Findings } else { PanelTab::Inspector });
    }

    /// Lets the editor do something by keyboard. What that selects is shown in the inspector, as by a click, unless
    /// the design changed too, as by undoing: what was looked at may tell more of that. A panel in use stays as it is.
    pub fn run_by_keyboard(&self, action: impl FnOnce(&mut Editor) -> Effects) {
        let before = self.signals.selection.read_untracked();
        let mut changed = false;
        self.run(|editor| {
            let effects = action(editor);
            changed = !effects.changes.is_empty();
            effects
        });
        let is_new = *self.signals.selection.read_untracked() != *before;
        if is_new && !changed && !platform::has_focus(".panel *") {
            self.follow_selection();
        }
    }

    /// To the tab that says most of what is selected, and back to that.
    pub(super) fn switch_pane(&self) {
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
