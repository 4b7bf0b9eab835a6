//! A design as a picture.

mod fonts;
mod lens;
mod png;

pub use fonts::Fonts;
pub use lens::{Lens, overlay};
pub use png::png;

use kurbo::Size;
use linchpin_analysis::Query;
use linchpin_catalog::Property;
use linchpin_document::{Design, Replica, Transaction};
use linchpin_scene::layout::place_in_layers;
use linchpin_scene::{Scene, TextMeasure, Theme, Token, View, Which, svg};

/// Space around the drawing, as in the pictures the app saves.
const MARGIN: f64 = 32.0;

/// What a picture is to look like.
#[derive(Debug, Clone)]
pub struct Look {
    /// Its colours.
    pub theme: Theme,
    /// What of the analysis is marked.
    pub lens: Lens,
    /// The colour behind it, instead of the theme's.
    pub background: Background,
}

/// What is behind a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Background {
    /// The canvas colour of the theme.
    Canvas,
    /// Nothing.
    Transparent,
    /// A colour, as in `#ffffff`.
    Colour(String),
}

/// A drawing as SVG, with its size in units.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The document.
    pub svg: String,
    /// Width and height of what it shows.
    pub size: Size,
}

/// Draws a design as the app would, what has no place laid out; nothing when there is nothing to draw.
pub fn draw(mut replica: Replica, query: &Query, look: &Look, measure: Box<dyn TextMeasure>) -> Option<Picture> {
    let places = places_for_all(replica.design());
    replica.set_draft(places);
    let design = replica.design();
    let overlay = overlay(design, query, look.lens);
    let scene = Scene::of(design, measure);
    let bounds = scene.bounds()?.inflate(MARGIN, MARGIN);
    let list = scene.paint(&View { visible_in_world: bounds, zoom: 1.0 }, &overlay, Which::Everything);
    let background = match &look.background {
        Background::Canvas => Some(Token::Canvas.colour(look.theme)),
        Background::Transparent => None,
        Background::Colour(colour) => Some(colour.as_str()),
    };
    let svg = svg::render_on(&list, bounds, look.theme, design.title(), background);
    Some(Picture { svg, size: bounds.size() })
}

/// Designs written by hand need no coordinates.
fn places_for_all(design: &Design) -> Transaction {
    let mut places = Transaction::new();
    for placement in place_in_layers(design) {
        places.set(placement.id, Property::Position, placement.position);
        if let Some(size) = placement.size {
            places.set(placement.id, Property::Size, size);
        }
    }
    places
}
