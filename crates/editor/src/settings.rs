//! What a person can set about editing. The app stores them.

use linchpin_catalog::BoundaryKind;

/// The settings of the editor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Whether the grid is shown and things snap to it.
    pub grid: bool,
    /// The distance of grid lines in world units.
    pub grid_size: f64,
    /// Whether things snap to their neighbours.
    pub snap_to_neighbours: bool,
    /// Whether the plain wheel zooms; else it pans and Ctrl makes it zoom.
    pub wheel_zooms: bool,
    /// Whether a tool stays active after it was used.
    pub keep_tool: bool,
    /// What the boundary tool draws: the kind last chosen.
    pub boundary_kind: BoundaryKind,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            grid: true,
            grid_size: 20.0,
            snap_to_neighbours: true,
            wheel_zooms: false,
            keep_tool: false,
            boundary_kind: BoundaryKind::Network,
        }
    }
}
