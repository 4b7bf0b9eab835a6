//! The dialog of all that a design says of rules.

use crate::ui::prelude::*;
use linchpin_catalog::RecordType;
use linchpin_editor::listed;

use super::own_rule::OwnRule;
use super::said::{Accepted, Severities};
use crate::session::use_session;
use crate::ui::icons::{Icon, icon};
use crate::ui::modal::Modal;

/// The dialog.
#[component]
pub fn RulesDialog() -> AnyView {
    let session = use_session();
    let rules = memo(move || session.read(|editor| listed(editor.design(), RecordType::Rule)).unwrap_or_default());
    let cards = move || rules.get().into_iter().map(|id| view! { <OwnRule id /> }).collect_view();
    view! {
        <Modal title="Rules of this design" class="wide">
            <h3>"Your own"</h3>
            <Show when=move || rules.read().is_empty()>
                <p>"What components must have here, such as two instances of every service. Checked with everything else, saved and shared with the design."</p>
            </Show>
            <div class="cards">{living(cards)}</div>
            <div>
                <button class="small listed" on:click=move |_| session.run(|editor| editor.add_rule())>
                    {icon(Icon::Plus)}"Add a rule"
                </button>
            </div>
            <Severities />
            <Accepted />
        </Modal>
    }
}
