//! Component kinds, boundary kinds and properties: names, glyphs, defaults with range and source.
