//! The camera: which part of the world the viewport shows.
//!
//! World units are the pixels of 100 % zoom; screen units are CSS pixels from the viewport's top
//! left corner.

use kurbo::{Point, Rect, Size, Vec2};

/// Where the viewport lies in the world, and how large things appear.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// The world point at the viewport's top left corner.
    pub origin_in_world: Point,
    /// Screen pixels per world unit, within [`Camera::ZOOM_RANGE`].
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { origin_in_world: Point::ZERO, zoom: 1.0 }
    }
}

/// The zooms the zoom commands step through.
const STEPS: [f64; 15] = [0.05, 0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 8.0];
/// How much of the content, in screen pixels, always stays in the viewport.
const ALWAYS_SHOWN: f64 = 64.0;

impl Camera {
    /// The zooms possible.
    pub const ZOOM_RANGE: std::ops::RangeInclusive<f64> = 0.05..=8.0;

    /// A screen point in the world.
    pub fn world_from_screen(&self, point_in_screen: Point) -> Point {
        self.origin_in_world + point_in_screen.to_vec2() / self.zoom
    }

    /// A world point on the screen.
    pub fn screen_from_world(&self, point_in_world: Point) -> Point {
        ((point_in_world - self.origin_in_world) * self.zoom).to_point()
    }

    /// A world rectangle on the screen.
    pub fn rect_in_screen(&self, rect_in_world: Rect) -> Rect {
        let corner = |x, y| self.screen_from_world(Point::new(x, y));
        Rect::from_points(corner(rect_in_world.x0, rect_in_world.y0), corner(rect_in_world.x1, rect_in_world.y1))
    }

    /// A length on the screen as a length in the world.
    pub fn length_in_world(&self, length_in_screen: f64) -> f64 {
        length_in_screen / self.zoom
    }

    /// The part of the world a viewport of this size shows.
    pub fn visible_in_world(&self, viewport: Size) -> Rect {
        Rect::from_origin_size(self.origin_in_world, viewport / self.zoom)
    }

    /// Moved so that what is under the pointer follows it by this much.
    #[must_use]
    pub fn panned(self, delta_in_screen: Vec2) -> Self {
        Self { origin_in_world: self.origin_in_world - delta_in_screen / self.zoom, ..self }
    }

    /// Zoomed to `zoom`, as far as possible, with the world point under `point_in_screen` staying there.
    #[must_use]
    pub fn zoomed_to(self, zoom: f64, point_in_screen: Point) -> Self {
        let zoom = if zoom.is_finite() { zoom } else { self.zoom };
        let zoom = zoom.clamp(*Self::ZOOM_RANGE.start(), *Self::ZOOM_RANGE.end());
        let fixed = self.world_from_screen(point_in_screen);
        Self { origin_in_world: fixed - point_in_screen.to_vec2() / zoom, zoom }
    }

    /// Zoomed to the next step in or out.
    #[must_use]
    pub fn stepped(self, inwards: bool, point_in_screen: Point) -> Self {
        // A hundredth of tolerance, so that a zoom almost on a step moves on to the next.
        let next = if inwards {
            STEPS.into_iter().find(|step| *step > self.zoom * 1.01)
        } else {
            STEPS.into_iter().rev().find(|step| *step < self.zoom / 1.01)
        };
        self.zoomed_to(next.unwrap_or(self.zoom), point_in_screen)
    }

    /// Shows a world rectangle in the middle of the clear part of the viewport with at least
    /// `padding` screen pixels around it, no larger than `largest_zoom`.
    #[must_use]
    pub fn fitted(rect_in_world: Rect, clear_in_screen: Rect, padding: f64, largest_zoom: f64) -> Self {
        let clear = clear_in_screen.size();
        let room = Size::new((clear.width - 2.0 * padding).max(1.0), (clear.height - 2.0 * padding).max(1.0));
        let ratio = |room: f64, side: f64| if side > 0.0 { room / side } else { f64::INFINITY };
        let zoom = ratio(room.width, rect_in_world.width()).min(ratio(room.height, rect_in_world.height()));
        let zoom = zoom.min(largest_zoom).clamp(*Self::ZOOM_RANGE.start(), *Self::ZOOM_RANGE.end());
        Self { origin_in_world: rect_in_world.center() - clear_in_screen.center().to_vec2() / zoom, zoom }
    }

    /// Moved as little as needed to bring a world rectangle into the clear part of the viewport with
    /// `padding` screen pixels around it; its top left corner where it is too large.
    #[must_use]
    pub fn revealing(self, rect_in_world: Rect, clear_in_screen: Rect, padding: f64) -> Self {
        let clear = clear_in_screen.size();
        let rect = self.rect_in_screen(rect_in_world).inflate(padding, padding) - clear_in_screen.origin().to_vec2();
        let shift = |low: f64, high: f64, side: f64| {
            if low < 0.0 || high - low > side { -low } else { (side - high).min(0.0) }
        };
        self.panned(Vec2::new(shift(rect.x0, rect.x1, clear.width), shift(rect.y0, rect.y1, clear.height)))
    }

    /// Kept where some of the content stays in the viewport, so that it cannot be lost.
    #[must_use]
    pub fn kept_near(self, content: Option<Rect>, viewport: Size) -> Self {
        let Some(content) = content.map(|content| self.rect_in_screen(content)) else { return self };
        let shift = |low: f64, high: f64, side: f64| {
            let shown = ALWAYS_SHOWN.min(side / 2.0).min(high - low).max(0.0);
            (shown - high).max(0.0) + (side - shown - low).min(0.0)
        };
        let delta =
            Vec2::new(shift(content.x0, content.x1, viewport.width), shift(content.y0, content.y1, viewport.height));
        if delta.is_finite() { self.panned(delta) } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VIEWPORT: Size = Size::new(1200.0, 800.0);

    fn close(a: Point, b: Point) -> bool {
        (a - b).hypot() < 1e-6
    }

    #[test]
    fn fitting_centres_and_keeps_the_padding() {
        let rect = Rect::new(100.0, 100.0, 2300.0, 500.0);
        let camera = Camera::fitted(rect, VIEWPORT.to_rect(), 50.0, 1.0);
        assert!((camera.zoom - 0.5).abs() < 1e-12, "1100 px of room for 2200 units");
        assert!(close(camera.screen_from_world(rect.center()), Point::new(600.0, 400.0)));
    }

    #[test]
    fn what_floats_over_the_canvas_stays_clear_of_what_is_fitted_or_revealed() {
        let clear = Rect::new(0.0, 60.0, 1200.0, 680.0);
        let rect = Rect::new(0.0, 0.0, 300.0, 200.0);
        let fitted = Camera::fitted(rect, clear, 20.0, 1.0);
        assert!(close(fitted.screen_from_world(rect.center()), clear.center()));
        let below = Rect::new(100.0, 700.0, 200.0, 760.0);
        let shown = Camera::default().revealing(below, clear, 10.0).rect_in_screen(below);
        assert_eq!(shown.y1, 670.0);
    }

    #[test]
    fn fitting_something_small_does_not_blow_it_up() {
        assert_eq!(Camera::fitted(Rect::new(0.0, 0.0, 10.0, 10.0), VIEWPORT.to_rect(), 50.0, 1.0).zoom, 1.0);
        assert_eq!(Camera::fitted(Rect::ZERO, VIEWPORT.to_rect(), 50.0, 2.0).zoom, 2.0);
    }

    #[test]
    fn zoom_commands_stop_at_100_percent_and_at_the_ends() {
        let up = Camera { zoom: 0.9, ..Camera::default() }.stepped(true, Point::ZERO);
        assert_eq!(up.zoom, 1.0);
        assert_eq!(up.stepped(false, Point::ZERO).zoom, 0.8);
        let last = Camera { zoom: 8.0, ..Camera::default() };
        assert_eq!(last.stepped(true, Point::ZERO), last);
    }

    #[test]
    fn revealing_moves_no_more_than_needed() {
        let camera = Camera::default();
        let seen = Rect::new(100.0, 100.0, 200.0, 200.0);
        assert_eq!(camera.revealing(seen, VIEWPORT.to_rect(), 20.0), camera);
        let right = camera.revealing(Rect::new(1200.0, 100.0, 1300.0, 200.0), VIEWPORT.to_rect(), 20.0);
        assert!(close(right.origin_in_world, Point::new(120.0, 0.0)));
    }

    #[test]
    fn the_content_cannot_be_lost() {
        let content = Rect::new(0.0, 0.0, 300.0, 200.0);
        let far = Camera { origin_in_world: Point::new(1e6, -1e6), zoom: 1.0 };
        let kept = far.kept_near(Some(content), VIEWPORT);
        let shown = kept.rect_in_screen(content).intersect(VIEWPORT.to_rect());
        assert!(shown.width() >= 63.9 && shown.height() >= 63.9, "{shown:?}");
        let near = Camera { origin_in_world: Point::new(200.0, 0.0), zoom: 1.0 };
        assert_eq!(near.kept_near(Some(content), VIEWPORT), near, "what is in sight is left alone");
    }

    proptest! {
        #[test]
        fn zooming_keeps_the_point_under_the_pointer(
            x in -1e4..1e4f64, y in -1e4..1e4f64, from in 0.05..8.0f64, to in -1.0..20.0f64,
            px in 0.0..1200.0f64, py in 0.0..800.0f64,
        ) {
            let camera = Camera { origin_in_world: Point::new(x, y), zoom: from };
            let pointer = Point::new(px, py);
            let zoomed = camera.zoomed_to(to, pointer);
            prop_assert!(Camera::ZOOM_RANGE.contains(&zoomed.zoom));
            prop_assert!(close(camera.world_from_screen(pointer), zoomed.world_from_screen(pointer)));
            prop_assert!(close(zoomed.screen_from_world(zoomed.world_from_screen(pointer)), pointer));
        }

        #[test]
        fn panning_moves_the_picture_with_the_pointer(dx in -1e3..1e3f64, dy in -1e3..1e3f64, zoom in 0.05..8.0f64) {
            let camera = Camera { zoom, ..Camera::default() };
            let moved = camera.panned(Vec2::new(dx, dy)).screen_from_world(Point::ZERO);
            prop_assert!(close(moved, Point::new(dx, dy)));
        }
    }
}
