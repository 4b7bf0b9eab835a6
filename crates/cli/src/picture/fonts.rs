//! The fonts of a picture made of pixels: those of the system, or one from a file.

use linchpin_scene::{Font, TextMeasure, TypicalWidths};
use resvg::usvg::fontdb::{Database, Family, Query, Weight};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::failure::{Failure, Result};

/// What the SVG asks for, then what is usual on systems that have none of those.
const PREFERRED: [&str; 10] = [
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "Inter",
    "Helvetica Neue",
    "DejaVu Sans",
    "Liberation Sans",
    "Arial",
    "Helvetica",
    "Cantarell",
];

/// Fonts to draw with.
#[derive(Debug, Clone)]
pub struct Fonts {
    database: Arc<Database>,
}

impl Fonts {
    /// The fonts of the system.
    ///
    /// # Errors
    /// When it has none.
    pub fn of_system() -> Result<Self> {
        let mut database = Database::new();
        database.load_system_fonts();
        Self::of(database).ok_or_else(|| {
            Failure::new("no font was found to draw text with").hint(
                "install one (on Debian: fonts-dejavu-core), name a file with --font, or write SVG, which needs none",
            )
        })
    }

    /// The fonts in a file, and no others, so that the picture is the same on every machine.
    ///
    /// # Errors
    /// When it cannot be read or holds none.
    pub fn of_file(path: &Path) -> Result<Self> {
        let mut database = Database::new();
        let name = path.display().to_string();
        if let Err(error) = database.load_font_file(path) {
            return Err(Failure::at(name, format!("the font cannot be read: {error}")));
        }
        Self::of(database).ok_or_else(|| Failure::at(name, "this is no font"))
    }

    fn of(mut database: Database) -> Option<Self> {
        let has = |family: &str| {
            database.faces().any(|face| face.families.iter().any(|(name, _)| name.eq_ignore_ascii_case(family)))
        };
        let preferred = PREFERRED.into_iter().find(|family| has(family)).map(str::to_owned);
        let any = || database.faces().find_map(|face| face.families.first()).map(|(name, _)| name.clone());
        let family = preferred.or_else(any)?;
        // The last of the families a drawing asks for is sans-serif, so this is found at the latest then.
        database.set_sans_serif_family(&family);
        database.set_serif_family(family);
        Some(Self { database: Arc::new(database) })
    }

    /// The database for the painter.
    pub fn database(&self) -> Arc<Database> {
        self.database.clone()
    }

    /// How wide texts are in these fonts.
    pub fn measure(&self) -> Box<dyn TextMeasure> {
        Box::new(FontMeasure { fonts: self.clone(), faces: BTreeMap::new() })
    }

    fn face(&self, font: Font) -> Option<Face> {
        let mut families: Vec<Family<'_>> = PREFERRED[..3].iter().map(|name| Family::Name(name)).collect();
        families.push(Family::SansSerif);
        // Weights are 400 to 700.
        let weight = Weight(u16::try_from(font.weight.value()).unwrap_or(400));
        let id = self.database.query(&Query { families: &families, weight, ..Query::default() })?;
        self.database.with_face_data(id, |data, index| Face { data: Arc::from(data), index })
    }
}

/// The bytes of a font file, and which of its faces.
#[derive(Debug, Clone)]
struct Face {
    data: Arc<[u8]>,
    index: u32,
}

/// Adds up the advances of glyphs, without kerning: no narrower than what is drawn, but for rounding.
struct FontMeasure {
    fonts: Fonts,
    faces: BTreeMap<u32, Option<Face>>,
}

impl TextMeasure for FontMeasure {
    fn width(&mut self, text: &str, font: Font) -> f64 {
        let face = self.faces.entry(font.weight.value()).or_insert_with(|| self.fonts.face(font));
        let width = face.as_ref().and_then(|face| width(face, text, font));
        width.unwrap_or_else(|| TypicalWidths.width(text, font))
    }
}

fn width(face: &Face, text: &str, font: Font) -> Option<f64> {
    let reference = FontRef::from_index(&face.data, face.index).ok()?;
    // Sizes are a few dozen units.
    let metrics = reference.glyph_metrics(Size::new(font.size as f32), LocationRef::default());
    let charmap = reference.charmap();
    let advance = |c: char| {
        let known = charmap.map(c).and_then(|glyph| metrics.advance_width(glyph)).map(f64::from);
        // Another font will have it.
        known.unwrap_or_else(|| TypicalWidths.width(c.encode_utf8(&mut [0; 4]), font))
    };
    Some(text.chars().map(advance).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_font_there_is_nothing_to_draw_with() {
        assert!(Fonts::of(Database::new()).is_none());
    }
}
