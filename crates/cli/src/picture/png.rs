//! A picture made of pixels.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::{Fonts, Picture};
use crate::failure::{Failure, Result};

/// No side of a picture has more pixels than this.
const LONGEST_SIDE: f64 = 16_384.0;
/// Nor has the whole: a quarter of a gigabyte while it is painted.
const MOST_PIXELS: f64 = 64.0 * 1024.0 * 1024.0;

/// The picture as PNG at this many pixels a unit, or fewer where it would grow beyond all bounds;
/// with the scale it has.
///
/// # Errors
/// When the painter refuses it.
pub fn png(picture: &Picture, scale: f64, fonts: &Fonts) -> Result<(Vec<u8>, f64)> {
    let options = Options { fontdb: fonts.database(), ..Options::default() };
    let refused = |error: &dyn std::fmt::Display| Failure::new(format!("the picture cannot be painted: {error}"));
    let tree = Tree::from_str(&picture.svg, &options).map_err(|error| refused(&error))?;
    let (width, height) = (picture.size.width, picture.size.height);
    let scale = fitting(scale, width, height);
    // Both are bounded above, and no picture is without a pixel.
    let pixels = |length: f64| (length * scale).round().max(1.0) as u32;
    let too_large = || refused(&"it is too large");
    let mut pixmap = Pixmap::new(pixels(width), pixels(height)).ok_or_else(too_large)?;
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixmap.as_mut());
    Ok((pixmap.encode_png().map_err(|error| refused(&error))?, scale))
}

/// The scale, or what is left of it when the picture is to keep within bounds.
fn fitting(scale: f64, width: f64, height: f64) -> f64 {
    scale.min(LONGEST_SIDE / width.max(height)).min((MOST_PIXELS / (width * height)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_keep_within_bounds() {
        assert_eq!(fitting(2.0, 1000.0, 500.0), 2.0);
        assert_eq!(fitting(2.0, 16_384.0, 100.0), 1.0);
        assert_eq!(fitting(2.0, 100.0, 32_768.0), 0.5);
        assert_eq!(fitting(2.0, 8192.0, 8192.0), 1.0);
    }
}
