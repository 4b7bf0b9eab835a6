//! From design to picture.
//!
//! A [`Scene`] follows a design: it keeps the frame of everything drawn, wraps its texts, routes its
//! connectors and indexes both in space. It answers where things are ([`Scene::hit_test`],
//! [`Scene::in_rect`]) and paints them as a [`DisplayList`], a list of paths and texts in world
//! coordinates and semantic colours. A display list goes to a canvas or, by [`svg::render`], to a file;
//! what is exported is what is seen.
//!
//! The scene knows no analysis and no tools: what they want shown comes in as an [`Overlay`]. Nothing
//! here knows a screen or a font; text widths come in through [`TextMeasure`].

mod body;
mod display;
mod facts;
mod hit;
mod index;
mod label;
pub mod layout;
mod overlay;
mod paint;
mod route;
mod scene;
mod small_name;
pub mod svg;
mod text;
mod theme;

pub use display::{Anchor, DisplayList, GLYPH_STROKE, Primitive, Stroke};
pub use hit::{Containment, Hit};
pub use overlay::{
    Connecting, ConnectingEnd, Duty, Guide, Handle, Mark, Overlay, Queue, SinglePoint, State, Stream, Traffic,
    connection_ports, resize_handles,
};
pub use paint::{View, Which};
pub use route::{Route, Side};
pub use scene::Scene;
pub use text::{FONT_FAMILY, Font, TextMeasure, TypicalWidths, Weight};
pub use theme::{Theme, Token};
