//! From design to picture: layout, connector routing, display list, hit testing, SVG.
