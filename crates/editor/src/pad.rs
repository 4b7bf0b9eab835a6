//! The context pad: what people most likely do next with a component.

use linchpin_catalog::ComponentKind;
use linchpin_document::RecordId;

use crate::Command;

/// What the context pad beside the selected component offers.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextPad {
    /// The component it belongs to.
    pub component: RecordId,
    /// Kinds that likely come next: [`crate::Editor::append`] adds one, connected.
    pub kinds: &'static [ComponentKind],
    /// Commands on the component itself.
    pub commands: &'static [Command],
}

pub(crate) const PAD_COMMANDS: &[Command] = &[Command::Connect, Command::Duplicate, Command::Replace, Command::Delete];
