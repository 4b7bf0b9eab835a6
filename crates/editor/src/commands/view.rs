//! Zooming.

use kurbo::{Point, Rect};
use linchpin_document::RecordId;

use crate::plan::{Plan, Surroundings};
use crate::{Camera, Request};

/// The room left around what is fitted into the viewport, in screen pixels, and at most as a share of its width: a
/// phone has none to spare.
const PADDING: f64 = 48.0;
const MOST_PADDING: f64 = 0.05;
/// Fitting everything never makes it larger than life, fitting a selection may.
const LARGEST_ALL: f64 = 1.0;
const LARGEST_SELECTION: f64 = 2.0;

fn middle(around: &Surroundings) -> Point {
    (around.viewport / 2.0).to_vec2().to_point()
}

fn padding(around: &Surroundings) -> f64 {
    PADDING.min(around.viewport.width * MOST_PADDING)
}

pub(crate) fn zoom_step(around: &Surroundings, inwards: bool) -> Plan {
    Plan::camera(around.camera.stepped(inwards, middle(around)))
}

pub(crate) fn zoom_actual(around: &Surroundings) -> Plan {
    Plan::camera(around.camera.zoomed_to(1.0, middle(around)))
}

pub(crate) fn fit_all(around: &Surroundings) -> Plan {
    let fitted =
        |bounds: Rect| Plan::camera(Camera::fitted(bounds, around.clear_in_screen(), padding(around), LARGEST_ALL));
    around.scene.bounds().map_or_else(Plan::nothing, fitted)
}

pub(crate) fn fit_selection(around: &Surroundings) -> Plan {
    let areas = around.selection.ids().iter().filter_map(|id| area(around, *id));
    let fitted = |bounds: Rect| {
        Plan::camera(Camera::fitted(bounds, around.clear_in_screen(), padding(around), LARGEST_SELECTION))
    };
    areas.reduce(|a, b| a.union(b)).map_or_else(Plan::nothing, fitted)
}

/// The camera moved as little as needed to see a record.
pub(crate) fn reveal(around: &Surroundings, id: RecordId) -> Option<Camera> {
    area(around, id).map(|area| around.camera.revealing(area, around.clear_in_screen(), PADDING / 2.0))
}

/// The context menu as the keyboard opens it: at what was selected last, else in the middle.
pub(crate) fn menu_of_selection(around: &Surroundings) -> Plan {
    let on = around.selection.lead();
    let area_of = |id| around.scene.frame(id).map(|frame| frame.center()).or_else(|| around.scene.label_point(id));
    let at = on.and_then(area_of).map_or(middle(around), |point| around.camera.screen_from_world(point));
    let (width, height) = (around.viewport.width, around.viewport.height);
    let point_in_screen = Point::new(at.x.clamp(0.0, width), at.y.clamp(0.0, height));
    Plan::request(Request::ContextMenu { point_in_screen, on })
}

/// The area a record covers; a connection's is that of its way.
pub(crate) fn area(around: &Surroundings, id: RecordId) -> Option<Rect> {
    around.scene.frame(id).or_else(|| around.scene.route(id).map(linchpin_scene::Route::bounds))
}
