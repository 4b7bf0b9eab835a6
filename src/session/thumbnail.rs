//! Small pictures of the examples, drawn by the scene itself.

use linchpin_document::Design;
use linchpin_format::file;
use linchpin_scene::{Overlay, Scene, Theme, TypicalWidths, View, Which, svg};

/// Below this zoom the scene leaves out texts and glyphs, as a thumbnail should.
const ZOOM: f64 = 0.2;
const MARGIN: f64 = 40.0;

/// The picture of a design file as SVG; nothing when it cannot be read.
pub(super) fn thumbnail(text: &str, theme: Theme) -> Option<String> {
    picture(&file::read(text).ok()?.design(), theme)
}

fn picture(design: &Design, theme: Theme) -> Option<String> {
    let scene = Scene::of(design, Box::new(TypicalWidths));
    let bounds = scene.bounds()?.inflate(MARGIN, MARGIN);
    let list = scene.paint(&View { visible_in_world: bounds, zoom: ZOOM }, &Overlay::default(), Which::Everything);
    Some(svg::render(&list, bounds, theme, design.title()))
}
