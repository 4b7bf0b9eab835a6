//! What a design says of rules: its own, how much others matter, and what it accepts.

mod condition;
mod dialog;
mod own_rule;
mod said;
mod select;

use crate::ui::prelude::*;
use linchpin_catalog::RecordType;
use linchpin_document::RecordId;

use super::look::name;
use super::words;
use crate::session::{Dialog, Session, use_session};
pub use dialog::RulesDialog;

/// What the ids of a design's own rules begin with; the id of the record follows.
const OWN: &str = "own.";

/// Whether a rule is one of the design's own.
pub fn is_own(rule: &str) -> bool {
    rule.starts_with(OWN)
}

/// What a rule is called: "Single point" of `failure.single-point`, the name of one of the design's own.
pub fn title(session: Session, rule: &str) -> String {
    if let Some(id) = rule.strip_prefix(OWN) {
        let named = RecordId::parse(id).map(|id| name(session, id)).unwrap_or_default();
        return if named.is_empty() { "A rule of your own".to_owned() } else { named };
    }
    let plain = rule.split_once('.').map_or(rule, |(_, name)| name).replace('-', " ");
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// Opens the list of all that, and says how much there is.
#[component]
pub fn RulesButton() -> AnyView {
    let session = use_session();
    let said = memo(move || {
        let count = |kind| session.read(|editor| editor.design().count(kind)).unwrap_or(0);
        let changed = count(RecordType::Override);
        let own = words::count(count(RecordType::Rule), "rule");
        let said = [(count(RecordType::Rule), format!("{own} of your own")), (changed, format!("{changed} changed"))];
        said.into_iter().filter(|(many, _)| *many > 0).map(|(_, said)| said).collect::<Vec<_>>().join(", ")
    });
    view! {
        <div class="panel-actions harden-open">
            <button class="small" on:click=move |_| session.signals.dialog.set(Some(Dialog::Rules))>"Rules \u{2026}"</button>
            <span>{move || said.get()}</span>
        </div>
    }
}
