//! Small pictures of the examples, drawn by the scene itself.

use linchpin_document::{Design, Document, PeerId, Replica};
use linchpin_format::file;
use linchpin_scene::{Overlay, Scene, Theme, TypicalWidths, View, Which, svg};

use crate::session::Template;

/// Below this zoom the scene leaves out texts and glyphs, as a thumbnail should.
const ZOOM: f64 = 0.2;
const MARGIN: f64 = 40.0;

/// The picture of an example as SVG; empty when it cannot be read.
pub fn thumbnail(template: &Template, theme: Theme) -> String {
    let Ok(imported) = file::read(template.text) else { return String::new() };
    let mut replica = Replica::from_document(Document::new(PeerId::from_bits(0)));
    // A template that breaks an invariant has no picture; a test holds that none does.
    let _ = replica.commit(imported.transaction());
    picture(replica.design(), theme).unwrap_or_default()
}

fn picture(design: &Design, theme: Theme) -> Option<String> {
    let scene = Scene::of(design, Box::new(TypicalWidths));
    let bounds = scene.bounds()?.inflate(MARGIN, MARGIN);
    let list = scene.paint(&View { visible_in_world: bounds, zoom: ZOOM }, &Overlay::default(), Which::Everything);
    Some(svg::render(&list, bounds, theme, design.title()))
}
