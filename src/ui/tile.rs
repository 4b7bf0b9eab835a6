//! The coloured tile with the glyph of a kind, as in the palette.

use crate::ui::prelude::*;
use linchpin_catalog::ComponentKind;
use linchpin_editor::Placeable;

/// The tile of a component kind.
pub fn tile(kind: ComponentKind) -> AnyView {
    let spec = kind.spec();
    view! {
        <span class=format!("tile {}", spec.family.id()) aria-hidden="true">
            <svg viewBox="0 0 24 24"><path d=spec.glyph /></svg>
        </span>
    }
}

/// The tile of anything that can be placed.
pub fn placeable_tile(what: Placeable) -> AnyView {
    let (class, path) = match what {
        Placeable::Component(kind) => return tile(kind),
        Placeable::Boundary(_) => ("tile frame", "M7 9h10M7 12h6"),
        Placeable::Note => ("tile sheet", "M6 5h12v9l-5 5H6zM18 14h-5v5"),
        Placeable::Text => ("tile outside", "M6 7V5h12v2M12 5v14M10 19h4"),
    };
    view! {
        <span class=class aria-hidden="true">
            <svg viewBox="0 0 24 24"><path d=path /></svg>
        </span>
    }
}
