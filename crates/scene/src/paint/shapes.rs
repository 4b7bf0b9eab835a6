//! Outlines things are drawn with, each appended to a path.

use kurbo::{BezPath, Point, Rect, Vec2};

/// How far the control points of a quarter circle lie along its tangents.
const KAPPA: f64 = 0.552_284_75;

/// A rectangle.
pub(super) fn rectangle(path: &mut BezPath, area: Rect) {
    path.move_to((area.x0, area.y0));
    path.line_to((area.x1, area.y0));
    path.line_to((area.x1, area.y1));
    path.line_to((area.x0, area.y1));
    path.close_path();
}

/// A rectangle with round corners.
pub(super) fn rounded(path: &mut BezPath, area: Rect, radius: f64) {
    let r = radius.min(area.width() / 2.0).min(area.height() / 2.0).max(0.0);
    let k = r * (1.0 - KAPPA);
    let Rect { x0, y0, x1, y1 } = area;
    path.move_to((x0 + r, y0));
    path.line_to((x1 - r, y0));
    path.curve_to((x1 - k, y0), (x1, y0 + k), (x1, y0 + r));
    path.line_to((x1, y1 - r));
    path.curve_to((x1, y1 - k), (x1 - k, y1), (x1 - r, y1));
    path.line_to((x0 + r, y1));
    path.curve_to((x0 + k, y1), (x0, y1 - k), (x0, y1 - r));
    path.line_to((x0, y0 + r));
    path.curve_to((x0, y0 + k), (x0 + k, y0), (x0 + r, y0));
    path.close_path();
}

/// A circle.
pub(super) fn circle(path: &mut BezPath, centre: Point, radius: f64) {
    rounded(path, Rect::from_center_size(centre, (2.0 * radius, 2.0 * radius)), radius);
}

/// A square standing on a corner, its corners slightly cut.
pub(super) fn diamond(path: &mut BezPath, centre: Point, half: f64) {
    let cut = half * 0.16;
    let corners = [Vec2::new(0.0, -half), Vec2::new(half, 0.0), Vec2::new(0.0, half), Vec2::new(-half, 0.0)];
    for (index, corner) in corners.into_iter().enumerate() {
        let toward = |other: Vec2| centre + corner + (other - corner).normalize() * cut * 1.4;
        let (before, after) = (toward(corners[(index + 3) % 4]), toward(corners[(index + 1) % 4]));
        if index == 0 {
            path.move_to(before)
        } else {
            path.line_to(before)
        }
        path.quad_to(centre + corner, after);
    }
    path.close_path();
}

/// A polygon.
pub(super) fn polygon(path: &mut BezPath, points: &[Point]) {
    polyline(path, points);
    path.close_path();
}

/// Straight pieces from point to point.
pub(super) fn polyline(path: &mut BezPath, points: &[Point]) {
    for (index, point) in points.iter().enumerate() {
        if index == 0 { path.move_to(*point) } else { path.line_to(*point) }
    }
}

/// A polyline with its corners rounded, as far as the pieces are long enough.
pub(super) fn rounded_polyline(path: &mut BezPath, points: &[Point], radius: f64) {
    let [first, .., last] = points else { return };
    path.move_to(*first);
    for corner in points.windows(3) {
        let (before, after) = (corner[0] - corner[1], corner[2] - corner[1]);
        let radius = radius.min(length(before) / 2.0).min(length(after) / 2.0);
        path.line_to(corner[1] + unit(before) * radius);
        path.quad_to(corner[1], corner[1] + unit(after) * radius);
    }
    path.line_to(*last);
}

/// The length of an axis-parallel vector.
pub(super) fn length(vector: Vec2) -> f64 {
    vector.x.abs() + vector.y.abs()
}

/// The direction of an axis-parallel vector.
pub(super) fn unit(vector: Vec2) -> Vec2 {
    let length = length(vector);
    if length > 0.0 { vector / length } else { Vec2::ZERO }
}

/// Diagonal lines across an area.
pub(super) fn hatch(path: &mut BezPath, area: Rect, spacing: f64) {
    let (width, height) = (area.width(), area.height());
    let count = ((width + height) / spacing).min(400.0) as usize;
    for step in 1..=count {
        let reach = step as f64 * spacing;
        // The line x + y = reach, cut off at the sides.
        let from = Point::new(area.x0 + (reach - height).max(0.0), area.y0 + reach.min(height));
        let to = Point::new(area.x0 + reach.min(width), area.y0 + (reach - width).max(0.0));
        path.move_to(from);
        path.line_to(to);
    }
}

/// Two crossed strokes.
pub(super) fn cross(path: &mut BezPath, centre: Point, half: f64) {
    for (dx, dy) in [(half, half), (half, -half)] {
        path.move_to(centre - Vec2::new(dx, dy));
        path.line_to(centre + Vec2::new(dx, dy));
    }
}
